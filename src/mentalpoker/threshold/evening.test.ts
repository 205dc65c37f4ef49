/**
 * Evenings of a table's key, by seed: members come and go from epoch to epoch, and among those of each up to f deal
 * wrong shares, complain falsely, say nothing or sign something else. Whoever is honest judges by the log alone.
 */
import { beforeAll, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { keySigningBytes } from '../../codec/keyMessages.ts';
import { quorumSize } from '../../codec/quorum.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { blsSign, blsVerify } from '../../crypto/bls.ts';
import { decodeScalar, randomBelow } from '../../crypto/fr.ts';
import type { G1Group, RandomBytes } from '../../crypto/group.ts';
import { combinePartials, partialsHold } from '../../crypto/thresholdBls.ts';
import { wrongShareFor } from '../../testing/bentDealings.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { dealt, finished, type SharingParty, sharingParty } from '../../testing/sharings.ts';
import { judgeComplaint, makeComplaint } from './complaint.ts';
import { decodeDealing, openShare, verifyDealing } from './dealing.ts';
import {
  beginGeneration,
  COMPLAINTS_MS,
  DEALING_MS,
  type Generation,
  phaseAt,
  refusal,
  standing,
  take,
} from './generation.ts';
import { planKey, thresholdForLife } from './lifetime.ts';
import type { Sharing } from './sharing.ts';

const SEEDS = 10;
const EPOCHS = 4;
const BEHAVIOURS = ['wrong share', 'false complaint', 'silence', 'another signature'] as const;
type Behaviour = (typeof BEHAVIOURS)[number] | 'honest';

/** What of a key lives on: people (by letter) with their number and share in the sharing in service. */
interface Held {
  readonly sharing: Sharing;
  readonly shares: ReadonlyMap<number, Uint8Array>;
  /** By number − 1. */
  readonly people: readonly string[];
  readonly life: number;
}

let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

interface Epoch {
  readonly party: SharingParty;
  readonly people: readonly string[];
  readonly behaves: (person: string) => Behaviour;
  readonly held: Held | undefined;
  readonly rng: RandomBytes;
}

/** All dealings of an epoch, in the order of their numbers; liars among the dealers give number 1 or 2 rubbish. */
function dealAll({ party, people, behaves, held, rng }: Epoch): {
  g: Generation;
  wronged: [number, number][];
} {
  let g = beginGeneration(party.terms, 0);
  const wronged: [number, number][] = [];
  const dealers = party.terms.from ? party.terms.from.holders : party.terms.receivers;
  for (const { index } of dealers) {
    const person = (party.terms.from ? held!.people : people)[index - 1]!;
    const share = party.terms.from ? held!.shares.get(index) : undefined;
    // Whoever has left, is silent, or never got its share deals nothing.
    if (!people.includes(person) || behaves(person) === 'silence') continue;
    if (party.terms.from !== undefined && share === undefined) continue;
    const lies = behaves(person) === 'wrong share';
    const victim = person === people[0] ? 2 : 1;
    const bytes = lies
      ? wrongShareFor(group, party.terms, index, victim, rng, share)
      : dealt(group, party, index, rng, share);
    if (lies) wronged.push([victim, index]);
    expect(verifyDealing(group, party.terms, index, bytes)).toEqual({ ok: true });
    g = take(g, { kind: 'deal', dealer: index, bytes }, 'holds', DEALING_MS - 1);
  }
  return { g, wronged };
}

/** Receivers look at what they got; false complainers complain about the first dealing. */
function complainAll({ party, people, behaves, rng }: Epoch, dealtTo: Generation): Generation {
  let g = dealtTo;
  for (const [complainer, { secret }] of party.channels) {
    for (const { dealer, bytes } of dealtTo.dealings) {
      const dealing = decodeDealing(group, party.terms, dealer, bytes);
      const fits = openShare(group, party.terms, dealer, dealing, complainer, secret) !== undefined;
      const lies = behaves(people[complainer - 1]!) === 'false complaint';
      if (behaves(people[complainer - 1]!) === 'silence' || (fits && !lies)) continue;
      const word = { kind: 'complaint', complainer, dealer } as const;
      if (refusal(g, word, DEALING_MS) !== undefined) continue;
      const parties = { dealer, complainer };
      const complaint = makeComplaint(group, party.terms, parties, dealing, secret, rng);
      const liar = judgeComplaint(group, party.terms, parties, dealing, complaint);
      g = take(g, word, liar === 'dealer' ? 'dealer-lied' : 'speaker-lied', DEALING_MS);
    }
  }
  return g;
}

/** Everybody who has a share says it is ready; what does not hold is a lie. */
function readyAll({ people, behaves }: Epoch, judged: Generation, made: ReturnType<typeof finished>) {
  let g = judged;
  const message = keySigningBytes({ kind: 'ready', digest: made.sharing.digest });
  for (const { index, publicShare } of made.sharing.holders) {
    const behaviour = behaves(people[index - 1]!);
    const share = made.shares.get(index);
    if (behaviour === 'silence' || share === undefined) continue;
    const says = behaviour === 'another signature' ? Uint8Array.of(1) : message;
    const signature = blsSign(group, decodeScalar(share), says);
    const partial = { holder: index, publicShare: group.decode2(publicShare), signature };
    const word = { kind: 'ready', holder: index } as const;
    const at = DEALING_MS + COMPLAINTS_MS;
    if (refusal(g, word, at) !== undefined) continue;
    g = take(g, word, partialsHold(group, message, [partial]) ? 'holds' : 'speaker-lied', at);
  }
  return g;
}

/** What the seeds have come across, as `plan: behaviour of f liars`. */
const met = new Set<string>();

it.each(Array.from({ length: SEEDS }, (_, seed) => seed))('seed %i', (seed) => {
  const rng = seededRandom(`evening ${seed}`);
  const letters = [...'ABCDEFGHIJKLMNOP'];
  let people = letters.splice(0, 3 + randomBelow(4, rng));
  let held: Held | undefined;
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const n = people.length;
    const f = n - quorumSize(n);
    const liars = people.filter((_, i) => i >= n - f);
    const behaviour = BEHAVIOURS[randomBelow(BEHAVIOURS.length, rng)]!;
    const behaves = (person: string): Behaviour => (liars.includes(person) ? behaviour : 'honest');
    const staying = held?.people.filter((p) => people.includes(p)).length ?? 0;
    const before = held && {
      thresholdForLife: held.life,
      threshold: held.sharing.threshold,
      staying,
      silentEpochs: 0,
    };
    const plan = planKey(n, n, before);
    const from = plan === 'deal on' ? held!.sharing : undefined;
    const party = sharingParty(group, n, rng, { epoch, ...(from && { from }) });
    const scene: Epoch = { party, people, behaves, held, rng };

    if (f > 0) met.add(`${plan}: ${behaviour}`);

    const { g: dealtTo, wronged } = dealAll(scene);
    const judged = complainAll(scene, dealtTo);
    const at = DEALING_MS + COMPLAINTS_MS;
    // Convicted are the liars and nobody else; a wrong share never stays in the set.
    for (const [, dealer] of wronged) expect(judged.lyingDealers).toContain(dealer);
    expect(judged.lyingDealers).toHaveLength(wronged.length);
    for (const index of judged.lyingReceivers) expect(liars).toContain(people[index - 1]);
    if (phaseAt(judged, at) === 'failed') {
      // Too few who hold a share deal it on: the others make a key in the next epoch.
      expect(plan).toBe('deal on');
      held = undefined;
    } else {
      const made = finished(group, party, standing(judged));
      const g = readyAll(scene, judged, made);
      expect(phaseAt(g, at), `epoch ${epoch}: ${behaviour}`).toBe('in service');
      for (const index of g.lyingReceivers) expect(liars).toContain(people[index - 1]);

      const { sharing, shares } = made;
      const key = group.decode2(sharing.key);
      const message = Uint8Array.of(seed, epoch);
      const partials = g.ready.map((holder) => ({
        holder,
        publicShare: group.decode2(sharing.holders.find((h) => h.index === holder)!.publicShare),
        signature: blsSign(group, decodeScalar(shares.get(holder)!), message),
      }));
      const { signature } = combinePartials(group, key, sharing.threshold, message, partials);
      expect(blsVerify(group, sharing.key, message, signature!)).toBe(true);
      const few = partials.slice(0, sharing.threshold - 1);
      expect(combinePartials(group, key, few.length, message, few).signature).toBeUndefined();
      expect(toHex(sharing.key) === toHex(held?.sharing.key ?? new Uint8Array(0))).toBe(plan === 'deal on');
      const life = thresholdForLife(plan === 'deal on' ? held!.life : undefined, sharing.threshold);
      held = { sharing, shares, people, life };
    }
    const leaves =
      randomBelow(3, rng) === 0 && people.length > 2 ? people[randomBelow(people.length, rng)] : '';
    const joins = randomBelow(2, rng) === 0 && people.length < 8 ? letters.splice(0, 1) : [];
    people = [...people.filter((p) => p !== leaves), ...joins];
  }
});

it('among these seeds there are liars of every kind, both where a key is made and where it is dealt on', () => {
  for (const behaviour of BEHAVIOURS) {
    for (const plan of ['make', 'deal on']) expect([...met]).toContain(`${plan}: ${behaviour}`);
  }
});
