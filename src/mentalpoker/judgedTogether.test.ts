import { beforeAll, describe, expect, it } from 'vitest';
import { PROOF_KINDS } from '../codec/proofKinds.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { GROTH16_PROOF_BYTES, type ShuffleProver } from '../crypto/groth16.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import {
  contextOf,
  flipped,
  keyUp,
  seededRandom,
  type TrapdoorCrs,
  trapdoorCrs,
} from '../testing/deckFixture.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';
import type { ShuffleStatement, Statement } from './statement.ts';

const N = 6;
const STEPS = 4;
let group: G1Group;
let crs: TrapdoorCrs;
let rng: RandomBytes;
/** Sums of many points since the last `sums = 0`. */
let sums = 0;

beforeAll(async () => {
  const mcl = await createMclGroup();
  group = {
    ...mcl,
    msm: (points, scalars) => {
      if (points.length > 10) sums++;
      return mcl.msm(points, scalars);
    },
  };
  rng = seededRandom('judged together');
  crs = trapdoorCrs(group, N, rng);
});

describe.each(PROOF_KINDS)('several shuffles judged in one sum, proofs: %s', (kind) => {
  let deck: DeckCrypto;
  let chain: ShuffleStatement[];

  beforeAll(async () => {
    deck = createDeckCrypto(group, Object.values(crs.keys));
    const ctx = contextOf(crs.keys[kind].digest);
    const { joint, deck: first } = keyUp(deck, ctx, 2, N, rng);
    chain = [];
    for (let step = 0; step < STEPS; step++) {
      const input = chain.at(-1)?.output ?? first;
      const args = { ctx, author: step, step, joint, input };
      const made = await deck.proveShuffle(args, crs.honestProver, rng);
      chain.push({ kind: 'shuffle', ...args, output: made.deck, proof: made.proof });
    }
  });

  it('hold together at the price of one', () => {
    sums = 0;
    expect(deck.verifyStatements(chain, rng)).toEqual(chain.map(() => ({ ok: true })));
    expect(sums).toBe(1);
    expect(deck.verifyStatements([], rng)).toEqual([]);
  });

  it('get the verdict that each gets alone, whichever of them are false and how', () => {
    const last = chain[0]!.proof.length - 1;
    const bent: Record<string, (s: ShuffleStatement) => ShuffleStatement> = {
      response: (s) => ({ ...s, proof: flipped(s.proof, last) }),
      step: (s) => ({ ...s, step: 9 }),
      'not a scalar': (s) => ({ ...s, proof: s.proof.map((v, i) => (i > last - 32 ? 255 : v)) }),
      'not a point': (s) => ({ ...s, proof: flipped(s.proof, 0, 0x80) }),
      deck: (s) => ({ ...s, output: s.input }),
      'another CRS': (s) => ({ ...s, ctx: { ...s.ctx, crsDigest: new Uint8Array(32) } }),
      'not even a statement': (s) => ({ ...s, author: 300 }),
    };
    for (const [name, bend] of Object.entries(bent)) {
      for (const places of [[0], [3], [1, 2], [0, 1, 2, 3]]) {
        const all = chain.map((s, i) => (places.includes(i) ? bend(s) : s));
        const verdicts = deck.verifyStatements(all, rng);
        expect(verdicts, name).toEqual(all.map((s) => deck.verifyStatement(s)));
        expect(verdicts.map((v) => v.ok)).toEqual(all.map((_, i) => !places.includes(i)));
      }
    }
  });

  it('do not make up for one another', () => {
    // One proof twice as false in opposite directions: equal weights would cancel them out.
    const [a, b] = [chain[0]!, chain[0]!];
    const plus = flipped(a.proof, a.proof.length - 1, 1);
    const minus = flipped(b.proof, b.proof.length - 1, 3);
    const verdicts = deck.verifyStatements(
      [
        { ...a, proof: plus },
        { ...b, proof: minus },
        { ...a, proof: plus },
      ],
      rng,
    );
    expect(verdicts.every((v) => !v.ok)).toBe(true);
  });

  if (kind !== 'transparent')
    it('bring nobody down with them whose pairings alone are false', async () => {
      const { ctx, joint, input } = chain[0]!;
      const { prove } = crs.prover;
      const another = { p: 1n, c: new Array<bigint>(N).fill(0n), v: 0n };
      const provers: Record<string, ShuffleProver['prove']> = {
        'no points at all': async () => new Uint8Array(GROTH16_PROOF_BYTES).fill(0xff),
        'of another witness': (_, random) => prove(another, random),
      };
      for (const [name, forged] of Object.entries(provers)) {
        const args = { ctx, author: 0, step: 0, joint, input };
        const made = await deck.argueShuffle(args, { size: N, prove: forged }, rng);
        const liar: Statement = { kind: 'shuffle', ...args, output: made.deck, proof: made.proof };
        const verdicts = deck.verifyStatements([chain[1]!, liar, chain[2]!, liar], rng);
        expect(
          verdicts.map((v) => (v.ok ? 'holds' : v.reason)),
          name,
        ).toEqual(['holds', 'proof-fails', 'holds', 'proof-fails']);
        expect(verdicts[1]).toEqual(deck.verifyStatement(liar));
      }
    });

  it('stand beside statements of every other kind and of other keys', async () => {
    const ctx = contextOf(crs.keys[kind].digest);
    const key = deck.makeHandKey(ctx, 0, rng);
    const { publicKey, proof } = key;
    const own: Statement = { kind: 'handKey', ctx, author: 0, publicKey, proof };
    const other = PROOF_KINDS.find((k) => k !== kind)!;
    const foreign = contextOf(crs.keys[other].digest);
    const { joint, deck: input } = keyUp(deck, foreign, 2, N, rng);
    const args = { ctx: foreign, author: 0, step: 0, joint, input };
    const made = await deck.proveShuffle(args, crs.honestProver, rng);
    const mixed: Statement[] = [
      chain[0]!,
      own,
      { kind: 'shuffle', ...args, output: made.deck, proof: made.proof },
      { ...own, author: 1 },
      chain[1]!,
    ];
    expect(deck.verifyStatements(mixed, rng).map((v) => v.ok)).toEqual([true, true, true, false, true]);
  });
});
