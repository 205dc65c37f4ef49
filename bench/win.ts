/**
 * A win without showing: proved and verified over all ordered pairs of the 47 cards that are not on the board, which is
 * as long as a list can be, in units of 104 plain G1 multiplications.
 */

import type { WinClaim } from '../src/mentalpoker/winClaim.ts';
import { PAIR_BASE } from '../src/mentalpoker/winProof.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { benchContext, check, loadDeck, median, timed, unitJob } from './shuffle.ts';

const CARDS = 52;
const PLAYERS = 6;
const ROUNDS = 9;
const WARM_UP = 3;

/** Prints and returns the figures; times are medians after warm-up. */
export async function run(): Promise<Record<string, number>> {
  const { group, fresh } = await loadDeck('transparent');
  const ctx = benchContext('transparent');
  const deck = fresh();
  const keys = Array.from({ length: PLAYERS }, (_, seat) => deck.makeHandKey(ctx, seat, systemRandom));
  const joint = deck.jointKey(keys.map((k) => k.publicKey))!;
  const args = { ctx, author: 0, step: 0, joint, input: deck.canonicalDeck(joint, CARDS) };
  const { deck: shuffled } = await deck.proveShuffle(args, undefined, systemRandom);
  const positions = [2, 3];
  const parts = keys.map(({ secret, publicKey }, author) => {
    const claim = { ctx, author, publicKey, joint, deck: shuffled, positions };
    return deck.makeShares({ ...claim, secret }, systemRandom).shares;
  });
  const others = parts.filter((_, seat) => seat !== 1);
  const shares = Uint8Array.from(
    [0, 1].flatMap((k) => others.flatMap((part) => [...part.subarray(48 * k, 48 * (k + 1))])),
  );
  const hole = positions.map((position, k) =>
    deck.openCard({ deck: shuffled, position, shares: parts.map((p) => p.slice(48 * k, 48 * (k + 1))) }),
  );
  const board = Array.from({ length: CARDS }, (_, card) => card)
    .filter((card) => !hole.includes(card))
    .slice(0, 5);
  const free = Array.from({ length: CARDS }, (_, card) => card).filter((card) => !board.includes(card));
  const pairs = free.flatMap((a) => free.filter((b) => b !== a).map((b) => PAIR_BASE * a + b));
  const { secret, publicKey } = keys[1]!;
  const claim: WinClaim = {
    ctx,
    author: 1,
    publicKey,
    joint,
    deck: shuffled,
    positions,
    shares,
    relation: 'better',
    board,
    tabled: [],
    pairs,
  };
  const unit = unitJob(group);
  const [unitMs, proveMs, verifyMs]: [number[], number[], number[]] = [[], [], []];
  let proofBytes = 0;
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    let proof = new Uint8Array(0);
    const prove = await timed(() => {
      proof = Uint8Array.from(deck.proveWin(claim, secret, systemRandom));
    });
    const verify = await timed(() => {
      check(deck.verifyStatement({ kind: 'win', ...claim, proof }).ok);
    });
    const units = await timed(unit);
    proofBytes = proof.length;
    if (round < WARM_UP) continue;
    unitMs.push(units);
    proveMs.push(prove);
    verifyMs.push(verify);
  }
  const figures = {
    unit_ms: median(unitMs),
    prove_ms: median(proveMs),
    verify_ms: median(verifyMs),
    proof_bytes: proofBytes,
    set_size: pairs.length,
  };
  const ratio = (ms: number): string => `${ms.toFixed(1)} ms = ${(ms / figures.unit_ms).toFixed(2)} units`;
  console.log(`a win without showing among ${pairs.length} pairs: ${proofBytes} bytes`);
  console.log(`  prove   ${ratio(figures.prove_ms)}`);
  console.log(`  verify  ${ratio(figures.verify_ms)}`);
  return figures;
}
