import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { fromHex } from '../codec/decode.ts';
import type { ProofKind } from '../codec/proofKinds.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { createNobleGroup } from '../crypto/backendNoble.ts';
import { bytesToBigint, frAdd, frDot, frMul, frPowers, frSub } from '../crypto/fr.ts';
import { parseShuffleKey } from '../crypto/groth16.ts';
import type { G1, G1Group } from '../crypto/group.ts';
import { SHUFFLE_BASES, SHUFFLE_BLINDER } from '../crypto/hashedBases.ts';
import { shuffleKey, shuffleKeys } from '../crypto/shuffleKey.ts';
import { tags } from '../crypto/transcript.ts';
import { contextOf, flipped, keyUp, seededRandom, trapdoorCrs } from '../testing/deckFixture.ts';
import { type DeckContext, openTranscript } from './context.ts';
import { DeckDecoder } from './deck.ts';
import { createDeckCrypto, type DeckCrypto } from './deckCrypto.ts';
import type { ShuffleStatement } from './statement.ts';

/** Shuffles with their Groth16 proofs, as the version before there was a choice of proofs made them. */
interface Recorded {
  size: number;
  tableId: string;
  epoch: number;
  hand: number;
  attempt: number;
  crsDigest: string;
  joint: string;
  steps: { author: number; step: number; output: string; proof: string }[];
}

const recorded = JSON.parse(
  readFileSync(new URL('./vectors/shuffleGroth16.json', import.meta.url), 'utf8'),
) as Recorded[];
const base64 = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'base64'));
const vkeyFile = (size: number): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`../../public/crs/shuffle${size}.vkey`, import.meta.url)));

let mcl: G1Group;
beforeAll(async () => {
  mcl = await createMclGroup();
});

function statementsOf(deck: DeckCrypto, r: Recorded): ShuffleStatement[] {
  const { epoch, hand, attempt } = r;
  const ctx: DeckContext = {
    tableId: fromHex(r.tableId),
    epoch,
    hand,
    attempt,
    crsDigest: fromHex(r.crsDigest),
  };
  const joint = fromHex(r.joint);
  let input = deck.canonicalDeck(joint, r.size);
  return r.steps.map(({ author, step, ...made }) => {
    const [output, proof] = [base64(made.output), base64(made.proof)];
    const statement: ShuffleStatement = { kind: 'shuffle', ctx, author, step, joint, input, output, proof };
    input = output;
    return statement;
  });
}

describe('shuffles recorded before there was a choice of proofs', () => {
  it.each(recorded)('hold, with $size cards, and with a byte changed they do not', (r) => {
    const keys = shuffleKeys(mcl, r.size, parseShuffleKey(mcl, vkeyFile(r.size)));
    const deck = createDeckCrypto(mcl, keys);
    for (const statement of statementsOf(deck, r)) {
      expect(statement.proof).toHaveLength(288 + 192 + 32 * (2 * r.size + 3));
      expect(deck.verifyStatement(statement)).toEqual({ ok: true });
      for (let i = 5; i < statement.proof.length; i += 97) {
        const proof = flipped(statement.proof, i);
        expect(deck.verifyStatement({ ...statement, proof }).ok, `byte ${i}`).toBe(false);
      }
    }
  });

  it('hold in the reference backend too', () => {
    const noble = createNobleGroup();
    const [r] = recorded as [Recorded];
    const deck = createDeckCrypto(noble, [
      shuffleKey(noble, 'groth16', r.size, parseShuffleKey(noble, vkeyFile(r.size))),
    ]);
    const [first] = statementsOf(deck, r) as [ShuffleStatement];
    expect(deck.verifyStatement(first)).toEqual({ ok: true });
  });
});

describe.each(['transparent', 'both'] as const)(
  'the argument checked equation by equation: %s',
  (kind: ProofKind) => {
    const N = 7;

    it('holds with the reference backend and nothing of the verifier', async () => {
      const crs = trapdoorCrs(mcl, N, seededRandom('equations'));
      const deck = createDeckCrypto(mcl, [crs.keys[kind]]);
      const rng = seededRandom('equations/2');
      const ctx = contextOf(crs.keys[kind].digest);
      const { joint, deck: input } = keyUp(deck, ctx, 2, N, rng);
      const claim = { ctx, author: 1, step: 0, joint, input };
      const { deck: output, proof } = await deck.proveShuffle(claim, crs.honestProver, rng);
      const ic = [...crs.vkey.ic.c, crs.vkey.ic.v].map((point) => mcl.encode(point));
      const holds = (bytes: Uint8Array) =>
        equations(kind, N, ic, { kind: 'shuffle', ...claim, output, proof: bytes });
      expect(holds(proof).filter(([, ok]) => !ok)).toEqual([]);
      expect(holds(proof)).toHaveLength(kind === 'both' ? 7 : 5);
      // Each field of the proof has an equation that fails without it.
      const points = kind === 'both' ? 12 : 8;
      const scalars = (proof.length - 48 * points - (kind === 'both' ? 192 : 0)) / 32;
      for (let i = 1; i <= scalars; i++) {
        const bent = flipped(proof, proof.length - 32 * i + 31);
        expect(
          holds(bent).some(([, ok]) => !ok),
          `scalar ${i} from the end`,
        ).toBe(true);
      }
    });
  },
);

/** The equations of a proof, by name, each as two sides computed one after the other. */
function equations(
  kind: ProofKind,
  n: number,
  ic: readonly Uint8Array[],
  s: ShuffleStatement,
): [string, boolean][] {
  const g = createNobleGroup();
  let at = 0;
  const bytes = (length: number): Uint8Array => {
    at += length;
    return s.proof.slice(at - length, at);
  };
  const halves = kind === 'both' ? 2 : 1;
  const list = (count: number, length = 48) => Array.from({ length: count }, () => bytes(length));
  const [das, dbs] = [list(halves), list(halves)];
  const groth16 = kind === 'both' ? list(1, 192) : [];
  const openings = list(2 * halves);
  const decks = list(2);
  const lates = list(2);
  const scalars = (count: number) => list(count, 32).map(bytesToBigint);
  const za = scalars(n);
  const [zva] = scalars(1);
  const zb = scalars(n);
  const [zvb] = scalars(1);
  const [zr] = scalars(1);
  const second = kind === 'both' ? scalars(2) : [];
  const middle = scalars(n - 2);
  const [zs] = scalars(1);
  if (at !== s.proof.length) throw new Error('bytes are left over');

  const input = new DeckDecoder(g).decode(s.input);
  const output = new DeckDecoder(g).decode(s.output);
  const t = openTranscript(tags.shuffle, s.ctx, s.author)
    .absorbNumber('step', s.step)
    .absorb('verification-key', s.ctx.crsDigest)
    .absorb('joint', s.joint)
    .absorb('input-digest', input.digest)
    .absorb('output', s.output);
  das.forEach((d, i) => {
    t.absorb(i ? `d-a-${i}` : 'd-a', d);
  });
  const x = t.challengeScalar('x');
  dbs.forEach((d, i) => {
    t.absorb(i ? `d-b-${i}` : 'd-b', d);
  });
  const y = t.challengeScalar('y');
  const z = t.challengeScalar('z');
  for (const proof of groth16) t.absorb('groth16', proof);
  [...openings, ...decks].forEach((d, i) => {
    t.absorb(`t-${i}`, d);
  });
  lates.forEach((d, i) => {
    t.absorb(`late-${i}`, d);
  });
  const e = t.challengeScalar('e');

  const point = (b: Uint8Array): G1 => g.decode(b);
  const com = (bases: readonly G1[], values: readonly bigint[], blinder: bigint): G1 =>
    values.reduce((sum, v, j) => g.add(sum, g.mul(bases[j]!, v)), g.mul(bases[n]!, blinder));
  const plus = (a: G1, b: G1, times: bigint): G1 => g.add(a, g.mul(b, times));
  const hashed = [...SHUFFLE_BASES.slice(0, n), SHUFFLE_BLINDER].map(point);
  const bases = kind === 'both' ? [ic.map(point), hashed] : [hashed];
  const out: [string, boolean][] = [];
  const same = (name: string, a: G1, b: G1) => out.push([name, g.equals(a, b)]);
  bases.forEach((own, i) => {
    const [va, vb] = i === 0 ? [zva!, zvb!] : [second[0]!, second[1]!];
    same(`opening of D_a, ${i}`, com(own, za, va), plus(point(openings[2 * i]!), point(das[i]!), e));
    same(`opening of D_b, ${i}`, com(own, zb, vb), plus(point(openings[2 * i + 1]!), point(dbs[i]!), e));
  });
  const powers = frPowers(x, n + 1).slice(1);
  const sum = (points: readonly G1[], by: readonly bigint[]): G1 =>
    points.reduce((total, p, i) => plus(total, p, by[i]!), g.identity);
  const joint = point(s.joint);
  same('C1', plus(sum(input.c1, zb), g.generator, zr!), plus(point(decks[0]!), sum(output.c1, powers), e));
  same('C2', plus(sum(input.c2, zb), joint, zr!), plus(point(decks[1]!), sum(output.c2, powers), e));

  const p = powers.reduce((all, power, i) => frMul(all, frSub(frAdd(frMul(y, BigInt(i + 1)), power), z)), 1n);
  const zc = za.map((a, j) => frSub(frDot([y, 1n], [a, zb[j]!]), frMul(e, z)));
  const zd = [zc[0]!, ...middle, frMul(e, p)];
  const steps = zc.slice(1).map((next, j) => frSub(frMul(e, zd[j + 1]!), frMul(zd[j]!, next)));
  same('product', com(hashed, [...steps, 0n], zs!), plus(point(lates[0]!), point(lates[1]!), e));
  return out;
}
