/**
 * npm run sim -- --seeds N --faults dkg: the table's key over several epochs by the committed log alone, with real
 * arithmetic. Members come and go; up to f of each epoch give false shares, complain falsely, say nothing or sign
 * falsely; any tab is opened again between any two of its words; and what is played is signed (dkgSigning.ts).
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
import { type Counts, PARTIAL_LIES, Signing } from './dkgSigning.ts';
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
  readonly counts: Counts | undefined;
}

export async function runDkg(seed: number): Promise<DkgResult> {
  const told: string[] = [];
  try {
    const counts = await evening(await createMclGroup(), seed, told);
    return { seed, told, violation: undefined, counts };
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    return { seed, told, violation: error.message, counts: undefined };
  }
}

async function evening(group: G1Group, seed: number, told: string[]): Promise<Counts> {
  const random = createRandom(seed);
  const below = (n: number): number => Math.floor(random.between(0, n));
  const seats = Array.from({ length: 2 + below(4) }, (_, i) => i);
  const start = signedGenesis(seats, {
    ...{ admission: ADMISSIONS.indexOf('open'), bondChips: 20, actionTimeMs: 600_000 },
  });
  const t = new KeyPlay(start, group, seededRandom(`dkg ${seed}`));
  const chips = totalChips(t.state) - t.state.broughtChips;
  const signing = new Signing(t, random.fork('signing'));
  let newcomer = 8;
  for (let round = 0; round < EPOCHS; round++) {
    const present = seated(t);
    const liars = present.slice(present.length - faultsTolerated(present.length));
    const lie = LIES[below(LIES.length)]!;
    const before = t.state.key?.serving;
    const partials = random.pick(PARTIAL_LIES);
    // Whoever is out for a lie is a member to the end of the epoch, and goes on lying.
    const cast = () => ({
      honest: seated(t).filter((seat) => !liars.includes(seat)),
      liars: liars.filter((seat) => t.state.validators.some((v) => v.seat === seat)),
    });
    t.twists.clear();
    const apart = random.chance(0.3);
    if (apart) await signing.apart(cast(), partials);
    else if (random.chance(0.4)) await signing.hand(cast(), partials);
    for (const seat of liars) t.twists.set(seat, lying(t, lie, present));
    make(t, random, present);
    if (apart) await signing.together(cast(), partials);
    told.push(
      `epoch ${t.state.epoch}: ${present.length} at the table, ${liars.length} of them: ${lie}, ${partials}`,
    );
    for (const seat of present) {
      if (!liars.includes(seat) && isOut(t, seat)) throw new Violation(`seat ${seat} is out, and was honest`);
    }
    judge(t, random, present, liars, before);
    for (let hands = 1 + random.below(2); hands > 0; hands--) await signing.hand(cast(), partials);
    if (totalChips(t.state) - t.state.broughtChips !== chips) throw new Violation('chips are not conserved');
    const booked = t.state.ledger!.reduce((sum, row) => sum + row.broughtChips - row.takenChips, 0);
    if (booked !== totalChips(t.state)) throw new Violation('the ledger is not what lies at the table');
    const left = seated(t);
    if (left.length > 2 && random.chance(0.4)) t.leave(left[below(left.length)]!);
    else if (left.length < MOST && newcomer > left.length && random.chance(0.7)) {
      t.join(newcomer);
      newcomer--;
    }
    judgeCarried(t, random);
  }
  if (seed % 10 === 0 && !equalBytes(stateRoot(t.play.replay(start)), stateRoot(t.state)))
    throw new Violation('whoever replays the log comes to another state');
  return signing.counts;
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
  random: Random,
  present: readonly number[],
  liars: readonly number[],
  before: ServingKey | undefined,
): void {
  const { key, validators } = t.state;
  const serving = key?.serving;
  const n = validators.length;
  if (n < 2) return;
  if (serving === undefined) throw new Violation(`${n} members and no key`);
  const { instance } = serving.sharing;
  const isNew = equalBytes(instance, t.state.instance);
  const without = present.find((s) => !liars.includes(s) && !t.tab(s).shares.has(toHex(instance)));
  if (isNew && without !== undefined && serving.sharing.holders.length === n)
    throw new Violation(`seat ${without} is an honest holder and has no share`);
  anySign(t, random, serving);
  if (before === undefined || !isNew) return;
  const grows = quorumSize(n) > before.thresholdForLife;
  const same = equalBytes(before.sharing.key, serving.sharing.key);
  if (grows && same) throw new Violation('the key has outlived its threshold');
  const from = key?.generation?.terms.from;
  if (from !== undefined && !equalBytes(from.key, serving.sharing.key))
    throw new Violation('a key that was dealt on is another');
  if (serving.thresholdForLife > serving.sharing.threshold)
    throw new Violation('a threshold for life above the present one');
}

/** Any q of the holders who are there sign, no q − 1 do. */
function anySign(t: KeyPlay, random: Random, { sharing, holderKeys }: ServingKey): void {
  const { threshold, instance } = sharing;
  const keys = new Set(holderKeys.map(toHex));
  const holders = t.state.validators.flatMap(({ seat, key }) =>
    seat !== undefined && keys.has(toHex(key)) && t.tab(seat).shares.has(toHex(instance)) ? [seat] : [],
  );
  for (let tries = 0; tries < 3; tries++) {
    const some = random.shuffled(holders);
    if (holders.length >= threshold && !t.signs(some.slice(0, threshold)))
      throw new Violation(`seats ${some.slice(0, threshold)}, a quorum of holders, cannot sign`);
    if (t.signs(some.slice(0, threshold - 1))) throw new Violation('fewer than a quorum sign');
  }
}

/** What members who change leave of a key signs as it did. */
function judgeCarried(t: KeyPlay, random: Random): void {
  const serving = t.state.key?.serving;
  if (serving !== undefined) anySign(t, random, serving);
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
  const all: Counts = { signed: 0, timeouts: 0, tooFew: 0, blamed: 0, anew: 0 };
  for (let seed = from; seed < from + seeds && !(failed > 0 && stopAtFirst); seed++) {
    ran++;
    const { told, violation, counts } = await runDkg(seed);
    for (const what of Object.keys(all) as (keyof Counts)[]) all[what] += counts?.[what] ?? 0;
    if (violation !== undefined) failed++;
    if (violation !== undefined || seeds === 1) console.log(`\nseed ${seed}\n${told.join('\n')}`);
    if (violation === undefined) continue;
    console.log(`FAILED: ${violation}\nreplay: npm run sim -- --seeds 1 --from ${seed} --faults dkg`);
  }
  const { signed, timeouts, tooFew, blamed, anew } = all;
  console.log(
    `signed: ${signed} (${timeouts} decisions of the clock, ${anew} after a resharing), held by too few: ${tooFew}, ` +
      `false partials laid to their authors: ${blamed}`,
  );
  console.log(`${ran - failed} passed, ${failed} failed`);
  return failed;
}
