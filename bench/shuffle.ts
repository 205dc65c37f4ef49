/**
 * One shuffle of 52 cards against the least that re-encrypting a deck costs without tricks: 104 plain G1
 * multiplications with full-size scalars on the same backend in the same run (the unit).
 */
import type { ProofKind } from '../src/codec/proofKinds.ts';
import { createMclGroup } from '../src/crypto/backendMcl.ts';
import { randomScalar } from '../src/crypto/fr.ts';
import { parseShuffleKey, type ShuffleProver } from '../src/crypto/groth16.ts';
import type { G1Group } from '../src/crypto/group.ts';
import { loadShuffleProver } from '../src/crypto/prover.ts';
import { shippedKey, shuffleKey } from '../src/crypto/shuffleKey.ts';
import { parseZkey } from '../src/crypto/zkey.ts';
import type { DeckContext } from '../src/mentalpoker/context.ts';
import { createDeckCrypto, type DeckCrypto } from '../src/mentalpoker/deckCrypto.ts';
import type { ShuffleStatement } from '../src/mentalpoker/statement.ts';
import { readCrs } from '../src/workers/crsNode.ts';
import { systemRandom } from '../src/workers/inProcess.ts';

const CARDS = 52;
const ROUNDS = 9;
const WARM_UP = 3;
/** Shuffles judged in one sum, for comparison: those of a table of six. */
const TOGETHER = 6;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Milliseconds of processor time that `job` takes: a machine with other work on it does not count against it. */
export async function timed(job: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await job();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** A run of 104 variable-base multiplications, timed as a whole. */
export function unitJob(group: G1Group): () => void {
  const points = Array.from({ length: 2 * CARDS }, () =>
    group.mul(group.generator, randomScalar(systemRandom)),
  );
  const scalars = points.map(() => randomScalar(systemRandom));
  return () => {
    points.forEach((point, i) => {
      group.mul(point, scalars[i]!);
    });
  };
}

/** A context of no table. */
export function benchContext(kind: ProofKind): DeckContext {
  return {
    tableId: new Uint8Array(32).fill(1),
    epoch: 0,
    hand: 1,
    attempt: 0,
    crsDigest: shippedKey(kind, CARDS).digest,
  };
}

export interface BenchDeck {
  group: G1Group;
  /** A deck crypto that has decoded nothing yet; its key is decoded once. */
  fresh: () => DeckCrypto;
  /** The fast Groth16 prover, for tables that need one. */
  prover: ShuffleProver | undefined;
  /** Bytes of the keys that a tab loads before it can prove. */
  keyBytes: number;
  /** The Groth16 proving key. */
  zkey: Uint8Array | undefined;
}

export async function loadDeck(kind: ProofKind): Promise<BenchDeck> {
  const wish = { deckSize: CARDS, table: shippedKey(kind, CARDS) } as const;
  const [group, { groth16 }] = await Promise.all([createMclGroup(), readCrs(wish)]);
  const vkey = groth16 && parseShuffleKey(group, groth16.vkey);
  const key = shuffleKey(group, kind, CARDS, vkey);
  return {
    group,
    fresh: () => createDeckCrypto(group, [key]),
    prover: vkey && (await loadShuffleProver(group, groth16!.zkey, vkey)),
    keyBytes: groth16 === undefined ? 0 : groth16.zkey.length + groth16.vkey.length,
    zkey: groth16?.zkey,
  };
}

/** Prints and returns the figures; times are medians after warm-up. */
export async function run({ proofs }: { proofs: ProofKind }): Promise<Record<string, number>> {
  const { group, fresh, prover, keyBytes, zkey } = await loadDeck(proofs);
  const ctx = benchContext(proofs);
  const deck = fresh();
  const keys = [0, 1].map((seat) => deck.makeHandKey(ctx, seat, systemRandom));
  const joint = deck.jointKey(keys.map((k) => k.publicKey))!;
  const first = deck.canonicalDeck(joint, CARDS);
  const unit = unitJob(group);

  const unitMs: number[] = [];
  const proveMs: number[] = [];
  const verifyMs: number[] = [];
  let proofBytes = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    // As in a chain: the input was the output of an earlier shuffle, which prover and verifier have both checked.
    const args = { ctx, author: 0, step: 0, joint, input: first };
    const before = await deck.proveShuffle(args, prover, systemRandom);
    const verifier = fresh();
    check(
      verifier.verifyStatement({ kind: 'shuffle', ...args, output: before.deck, proof: before.proof }).ok,
    );
    const next = { ctx, author: 1, step: 1, joint, input: before.deck };
    let made = before;
    const prove = await timed(async () => {
      made = await deck.proveShuffle(next, prover, systemRandom);
    });
    const verify = await timed(() => {
      check(verifier.verifyStatement({ kind: 'shuffle', ...next, output: made.deck, proof: made.proof }).ok);
    });
    const units = await timed(unit);
    proofBytes = made.proof.length;
    if (round < WARM_UP) continue;
    unitMs.push(units);
    proveMs.push(prove);
    verifyMs.push(verify);
  }
  const together = await judgedTogether(fresh, prover, { ctx, joint, input: first });
  const figures = {
    unit_ms: median(unitMs),
    prove_ms: median(proveMs),
    verify_ms: median(verifyMs),
    together_ms: together,
    proof_bytes: proofBytes,
    key_bytes: keyBytes,
    ...(zkey === undefined ? {} : { constraints: constraintCount(zkey) }),
  };
  const ratio = (ms: number): string => (ms / figures.unit_ms).toFixed(2);
  console.log(`shuffle of ${CARDS} cards, proofs: ${proofs}, medians of ${ROUNDS} runs (mcl, one thread)`);
  console.log(`  unit    ${figures.unit_ms.toFixed(1)} ms = ${2 * CARDS} plain G1 multiplications`);
  console.log(
    `  prove   ${figures.prove_ms.toFixed(1)} ms = ${ratio(figures.prove_ms)} units (its own check included)`,
  );
  console.log(`  verify  ${figures.verify_ms.toFixed(1)} ms = ${ratio(figures.verify_ms)} units`);
  console.log(`  verify  ${together.toFixed(1)} ms = ${ratio(together)} units each, ${TOGETHER} in one sum`);
  console.log(`  proof ${proofBytes} bytes, keys ${figures.key_bytes} bytes`);
  return figures;
}

/** What each of a chain of shuffles costs that are judged together by one who has seen none of them. */
async function judgedTogether(
  fresh: BenchDeck['fresh'],
  prover: ShuffleProver | undefined,
  begin: { ctx: DeckContext; joint: Uint8Array; input: Uint8Array },
): Promise<number> {
  const maker = fresh();
  const chain: ShuffleStatement[] = [];
  let input = begin.input;
  for (let step = 0; step < TOGETHER; step++) {
    const args = { ...begin, input, author: step, step };
    const made = await maker.proveShuffle(args, prover, systemRandom);
    chain.push({ kind: 'shuffle', ...args, output: made.deck, proof: made.proof });
    input = made.deck;
  }
  const ms: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const judge = fresh();
    ms.push(await timed(() => check(judge.verifyStatements(chain, systemRandom).every((v) => v.ok))));
  }
  return median(ms) / TOGETHER;
}

export function check(ok: boolean): void {
  if (!ok) throw new Error('an honest proof does not verify');
}

/**
 * Constraints of the circuit: the rows of the key less the one that Groth16 adds for each public signal and the
 * constant.
 */
function constraintCount(zkey: Uint8Array): number {
  const { coefficients, publicSignals } = parseZkey(zkey);
  const rows = coefficients.reduce((most, c) => Math.max(most, c.row + 1), 0);
  return rows - (publicSignals + 1);
}
