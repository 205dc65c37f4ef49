/**
 * npm run sim -- --seeds N --faults dkg: the table's key over several epochs by the committed log alone, with real
 * arithmetic. Members come and go; up to f of each epoch give false shares, complain falsely, say nothing or sign
 * falsely; any tab is opened again between any two of its words.
 */
import { ADMISSIONS } from '../src/codec/config.ts';
import { equalBytes, toHex } from '../src/codec/decode.ts';
import { faultsTolerated, quorumSize } from '../src/codec/quorum.ts';
import { createMclGroup } from '../src/crypto/backendMcl.ts';
import type { G1Group } from '../src/crypto/group.ts';
import type { ServingKey } from '../src/table/state/keyState.ts';
import { stateRoot } from '../src/table/state/root.ts';
import { totalChips } from '../src/table/state/seats.ts';
import { wrongShareFor } from '../src/testing/bentDealings.ts';
import { KeyPlay, signedGenesis, type Twist } from '../src/testing/keyPlay.ts';
import { seededRandom } from '../src/testing/seededRandom.ts';
import { Violation } from './invariants.ts';
import { createRandom, type Random } from './random.ts';

const EPOCHS = 4;
const MOST = 7;
const LIES = ['wrong share', 'false complaint', 'silence', 'false signature'] as const;
type Lie = (typeof LIES)[number];

export interface DkgResult {
  readonly seed: number;
  /** What happened, a line an epoch. */
  readonly told: readonly string[];
  readonly violation: string | undefined;
}

export async function runDkg(seed: number): Promise<DkgResult> {
  const told: string[] = [];
  try {
    evening(await createMclGroup(), seed, told);
    return { seed, told, violation: undefined };
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return { seed, told, violation: error.message };
  }
}

function evening(group: G1Group, seed: number, told: string[]): void {
  const random = createRandom(seed);
  const below = (n: number): number => Math.floor(random.between(0, n));
  const seats = Array.from({ length: 2 + below(4) }, (_, i) => i);
  const start = signedGenesis(seats, {
    ...{ admission: ADMISSIONS.indexOf('open'), bondChips: 20, actionTimeMs: 600_000 },
  });
  const t = new KeyPlay(start, group, seededRandom(`dkg ${seed}`));
  const chips = totalChips(t.state) - t.state.broughtChips;
  let newcomer = 8;
  for (let round = 0; round < EPOCHS; round++) {
    const present = seated(t);
    const liars = present.slice(present.length - faultsTolerated(present.length));
    const lie = LIES[below(LIES.length)]!;
    const before = t.state.key?.serving;
    t.twists.clear();
    for (const seat of liars) t.twists.set(seat, lying(t, lie, present));
    make(t, random, present);
    told.push(`epoch ${t.state.epoch}: ${present.length} at the table, ${liars.length} of them: ${lie}`);
    for (const seat of present) {
      if (!liars.includes(seat) && isOut(t, seat)) throw new Violation(`seat ${seat} is out, and was honest`);
    }
    judge(t, present, liars, before);
    if (totalChips(t.state) - t.state.broughtChips !== chips) throw new Violation('chips are not conserved');
    const booked = t.state.ledger!.reduce((sum, row) => sum + row.broughtChips - row.takenChips, 0);
    if (booked !== totalChips(t.state)) throw new Violation('the ledger is not what lies at the table');
    const left = seated(t);
    if (left.length > 2 && random.chance(0.4)) t.leave(left[below(left.length)]!);
    else if (left.length < MOST && newcomer > left.length && random.chance(0.7)) {
      t.join(newcomer);
      newcomer--;
    }
  }
  if (seed % 10 === 0 && !equalBytes(stateRoot(t.play.replay(start)), stateRoot(t.state)))
    throw new Violation('whoever replays the log comes to another state');
}

/** Those who vote and have lied to nobody, by seat. */
const seated = (t: KeyPlay): number[] =>
  t.state.validators.flatMap((v) => (v.seat === undefined || v.expelled ? [] : [v.seat]));

const isOut = (t: KeyPlay, seat: number): boolean =>
  t.state.validators.every((v) => v.seat !== seat || v.expelled);

/** Until a sharing of this epoch, or of the one that a conviction begins, has come to what it comes to. */
function make(t: KeyPlay, random: Random, present: readonly number[]): void {
  const { epoch } = t.state;
  t.deal();
  for (let i = 0; i < 10; i++) {
    if (random.chance(0.3)) t.reload(present[Math.floor(random.between(0, present.length))]!);
    t.work();
    t.pass(5_000);
  }
  if (t.state.epoch === epoch) return;
  // Who is out is out, and the others make it anew.
  for (const [seat] of t.twists) if (isOut(t, seat)) t.twists.delete(seat);
  t.make();
}

function judge(
  t: KeyPlay,
  present: readonly number[],
  liars: readonly number[],
  before: ServingKey | undefined,
): void {
  const { key, validators } = t.state;
  const serving = key?.serving;
  const n = validators.length;
  if (n < 2) return;
  if (serving === undefined) throw new Violation(`${n} members and no key`);
  const { threshold, instance } = serving.sharing;
  const honest = present.filter((s) => !liars.includes(s) && t.tab(s).shares.has(toHex(instance)));
  if (honest.length >= threshold && !t.signs(honest.slice(0, threshold)))
    throw new Violation('a quorum of honest holders cannot sign');
  if (t.signs(honest.slice(0, threshold - 1))) throw new Violation('fewer than a quorum sign');
  if (before === undefined || !equalBytes(instance, t.state.instance)) return;
  const grows = quorumSize(n) > before.thresholdForLife;
  const same = equalBytes(before.sharing.key, serving.sharing.key);
  if (grows && same) throw new Violation('the key has outlived its threshold');
  const from = key?.generation?.terms.from;
  if (from !== undefined && !equalBytes(from.key, serving.sharing.key))
    throw new Violation('a key that was dealt on is another');
  if (serving.thresholdForLife > serving.sharing.threshold)
    throw new Violation('a threshold for life above the present one');
}

function lying(t: KeyPlay, lie: Lie, present: readonly number[]): Twist {
  return (honest, duty, tab) => {
    if (duty.kind === 'channelKey') return honest;
    if (lie === 'silence') return undefined;
    if (lie === 'wrong share' && duty.kind === 'deal' && honest?.kind === 'dkgDeal') {
      const share = duty.terms.from && tab.shares.get(toHex(duty.terms.from.instance));
      const victim = duty.terms.receivers[0]!.index;
      const dealing = wrongShareFor(t.group, duty.terms, duty.dealer, victim, t.rng, share);
      return { ...honest, body: { ...honest.body, dealing } };
    }
    if (lie === 'false complaint' && duty.kind === 'check') {
      const liar = present.find((seat) => t.tab(seat) === tab)!;
      return t.complaint(liar, duty);
    }
    if (lie === 'false signature' && honest?.kind === 'dkgReady')
      return { ...honest, body: { ...honest.body, partial: bent(honest.body.partial) } };
    return honest;
  };
}

/** Another point, or none. */
function bent(partial: Uint8Array): Uint8Array {
  const out = partial.slice();
  out[47]! ^= 1;
  return out;
}

/** All seeds; the number of those that failed. */
export async function runDkgSeeds(from: number, seeds: number, stopAtFirst: boolean): Promise<number> {
  let failed = 0;
  let ran = 0;
  for (let seed = from; seed < from + seeds && !(failed > 0 && stopAtFirst); seed++) {
    ran++;
    const { told, violation } = await runDkg(seed);
    if (violation !== undefined) failed++;
    if (violation !== undefined || seeds === 1) console.log(`\nseed ${seed}\n${told.join('\n')}`);
    if (violation === undefined) continue;
    console.log(`FAILED: ${violation}\nreplay: npm run sim -- --seeds 1 --from ${seed} --faults dkg`);
  }
  console.log(`${ran - failed} passed, ${failed} failed`);
  return failed;
}
