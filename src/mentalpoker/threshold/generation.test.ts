import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { quorumSize } from '../../codec/quorum.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { blsSign } from '../../crypto/bls.ts';
import { decodeScalar } from '../../crypto/fr.ts';
import type { G1Group } from '../../crypto/group.ts';
import { combinePartials } from '../../crypto/thresholdBls.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { dealt, finished, sharingParty } from '../../testing/sharings.ts';
import {
  beginGeneration,
  COMPLAINTS_MS,
  DEALING_MS,
  type Finding,
  type Generation,
  phaseAt,
  refusal,
  type SharingWord,
  standing,
  take,
} from './generation.ts';
import { planKey, thresholdForLife } from './lifetime.ts';
import type { SharingTerms } from './terms.ts';

const BEGAN = 1_000;
const [DEALING, COMPLAINTS, LATER] = [BEGAN, BEGAN + DEALING_MS, BEGAN + DEALING_MS + COMPLAINTS_MS];

/** Terms of n members whose keys nobody looks at. */
function termsOf(n: number, from?: SharingTerms['from']): SharingTerms {
  const receivers = Array.from({ length: n }, (_, k) => ({ index: k + 1, channelKey: new Uint8Array(48) }));
  const [tableId, instance] = [new Uint8Array(32), new Uint8Array(32).fill(1)];
  return { tableId, instance, threshold: quorumSize(n), receivers, ...(from && { from }) };
}

const deal = (dealer: number): SharingWord => ({ kind: 'deal', dealer, bytes: Uint8Array.of(dealer) });
const complaint = (complainer: number, dealer: number): SharingWord => ({
  kind: 'complaint',
  complainer,
  dealer,
});
const ready = (holder: number): SharingWord => ({ kind: 'ready', holder });

/** Words in committed order; each is taken, or the reason for which it is not is kept. */
function play(g: Generation, words: readonly [number, SharingWord, Finding?][]) {
  const refused: (string | undefined)[] = [];
  let state = g;
  for (const [at, word, finding] of words) {
    const why = refusal(state, word, at);
    refused.push(why);
    if (why === undefined) {
      state = take(state, word, finding ?? (word.kind === 'complaint' ? 'dealer-lied' : 'holds'), at);
    }
  }
  return { state, refused, stands: standing(state).map((d) => d.dealer) };
}
const four = (): Generation => beginGeneration(termsOf(4), BEGAN);
const dealtBy = (...dealers: number[]): [number, SharingWord][] => dealers.map((d) => [DEALING, deal(d)]);

describe('dealings', () => {
  it('count in committed order, once of each dealer, until dealing ends', () => {
    const { stands, refused } = play(four(), [
      ...dealtBy(3, 1),
      [DEALING, { kind: 'deal', dealer: 3, bytes: Uint8Array.of(99) }],
      [COMPLAINTS - 1, deal(2)],
      [COMPLAINTS, deal(4)],
    ]);
    expect(stands).toEqual([3, 1, 2]);
    expect(refused).toEqual([undefined, undefined, 'said-already', undefined, 'too-late']);
  });

  it('of who receives nothing, or lied in the one before, are not looked at', () => {
    const { state, refused } = play(four(), [
      [DEALING, deal(5)],
      [DEALING, deal(0)],
      [DEALING, deal(2), 'speaker-lied'],
      [DEALING, deal(2)],
    ]);
    expect(refused).toEqual(['no-part-in-it', 'no-part-in-it', undefined, 'said-already']);
    expect(state.lyingDealers).toEqual([2]);
  });

  it('are not closed by being complete: who got a wrong share still has its time', () => {
    const { state } = play(four(), dealtBy(1, 2, 3, 4));
    expect(phaseAt(state, COMPLAINTS)).toBe('complaints');
    expect(phaseAt(state, LATER - 1)).toBe('complaints');
    expect(phaseAt(state, LATER)).toBe('ready');
    expect(refusal(state, ready(1), LATER - 1)).toBe('too-early');
  });

  it('refused by exactly f are enough, by one more are not', () => {
    expect(phaseAt(play(four(), dealtBy(1, 2, 3)).state, LATER)).toBe('ready');
    const { state } = play(four(), dealtBy(1, 2));
    expect(phaseAt(state, LATER)).toBe('failed');
    expect(refusal(state, ready(1), LATER)).toBe('settled-already');
  });
});

describe('complaints', () => {
  it('that are right take the dealer out, that are false convict the complainer and leave it in', () => {
    const { state, stands } = play(four(), [
      ...dealtBy(1, 2, 3, 4),
      [COMPLAINTS, complaint(2, 1)],
      [COMPLAINTS, complaint(3, 4), 'speaker-lied'],
    ]);
    expect(stands).toEqual([2, 3, 4]);
    expect(state.lyingDealers).toEqual([1]);
    expect(state.lyingReceivers).toEqual([3]);
  });

  it('that are late convict whoever lied, and change neither set nor share', () => {
    const before = play(four(), dealtBy(1, 2, 3, 4)).state;
    const { state, stands } = play(before, [
      [LATER, complaint(2, 1)],
      [LATER + 1, complaint(3, 4), 'speaker-lied'],
    ]);
    expect(stands).toEqual([1, 2, 3, 4]);
    expect([state.lyingDealers, state.lyingReceivers]).toEqual([[1], [3]]);
    expect(phaseAt(state, LATER + 1)).toBe('ready');
  });

  it('about nothing in the log, second ones and settled ones are not paid for', () => {
    const { refused } = play(four(), [
      ...dealtBy(1, 2),
      [DEALING, complaint(2, 3)],
      [DEALING, complaint(5, 1)],
      [COMPLAINTS, complaint(2, 1)],
      [COMPLAINTS, complaint(2, 1)],
      [COMPLAINTS, complaint(3, 1)],
    ]);
    expect(refused.slice(2)).toEqual([
      'no-such-dealing',
      'no-part-in-it',
      undefined,
      'said-already',
      'settled-already',
    ]);
  });

  it('always convict one of the two', () => {
    const { state } = play(four(), dealtBy(1));
    expect(() => take(state, complaint(2, 1), 'holds', COMPLAINTS)).toThrow(RangeError);
    expect(() => take(state, deal(2), 'dealer-lied', DEALING)).toThrow(RangeError);
    expect(() => take(state, deal(1), 'holds', DEALING)).toThrow(RangeError);
  });

  it('where a key is dealt on: number 3 of the old holders is not number 3 of the new', () => {
    const from = {
      instance: new Uint8Array(32),
      threshold: 2,
      key: new Uint8Array(96),
      holders: [2, 3].map((index) => ({ index, publicShare: new Uint8Array(96) })),
    };
    const { state, refused } = play(beginGeneration(termsOf(3, from), BEGAN), [
      [DEALING, deal(1)],
      ...dealtBy(2, 3),
      [COMPLAINTS, complaint(3, 2), 'speaker-lied'],
      [COMPLAINTS, complaint(1, 3)],
    ]);
    expect(refused).toEqual(['no-part-in-it', undefined, undefined, undefined, undefined]);
    expect([state.lyingDealers, state.lyingReceivers]).toEqual([[3], [3]]);
    expect(phaseAt(state, LATER)).toBe('failed');
  });
});

describe('readiness', () => {
  it('of as many as sign puts the sharing in service; a false one does not count', () => {
    const { state, refused } = play(four(), [
      ...dealtBy(1, 2, 3, 4),
      [LATER, ready(1)],
      [LATER, ready(1)],
      [LATER, ready(2), 'speaker-lied'],
      [LATER, ready(2)],
      [LATER, ready(3)],
    ]);
    expect(refused.slice(4)).toEqual([undefined, 'said-already', undefined, 'settled-already', undefined]);
    expect(phaseAt(state, LATER)).toBe('ready');
    expect(phaseAt(play(state, [[LATER, ready(4)]]).state, LATER)).toBe('in service');
  });
});

describe('whatever is said, in whatever order and time', () => {
  const number = fc.integer({ min: 0, max: 5 });
  const word: fc.Arbitrary<SharingWord> = fc.oneof(
    number.map(deal),
    fc.tuple(number, number).map(([c, d]) => complaint(c, d)),
    number.map(ready),
  );
  const said = fc.array(fc.tuple(fc.nat(8_000), word, fc.boolean()), { maxLength: 40 });

  it('nobody is convicted who did not lie, the set stands still after complaints, and no number is there twice', () => {
    fc.assert(
      fc.property(said, fc.uniqueArray(number), (words, liars) => {
        let [at, state, atEnd] = [BEGAN, four(), undefined as string | undefined];
        for (const [later, w] of words) {
          at += later;
          if (phaseAt(state, at) !== 'dealing' && phaseAt(state, at) !== 'complaints') {
            atEnd ??= JSON.stringify(standing(state));
          }
          if (refusal(state, w, at) !== undefined) continue;
          const lies = (who: number): boolean => liars.includes(who);
          const finding: Finding =
            w.kind === 'complaint'
              ? lies(w.dealer) && !lies(w.complainer)
                ? 'dealer-lied'
                : 'speaker-lied'
              : lies(w.kind === 'deal' ? w.dealer : w.holder)
                ? 'speaker-lied'
                : 'holds';
          // An honest receiver does not complain about an honest dealer.
          if (w.kind === 'complaint' && !lies(w.dealer) && !lies(w.complainer)) continue;
          state = take(state, w, finding, at);
        }
        const convicted = [...state.lyingDealers, ...state.lyingReceivers];
        expect(convicted.filter((who) => !liars.includes(who))).toEqual([]);
        if (atEnd !== undefined) expect(JSON.stringify(standing(state))).toBe(atEnd);
        for (const list of [state.ready, state.lyingDealers, standing(state).map((d) => d.dealer)]) {
          expect(new Set(list).size).toBe(list.length);
        }
      }),
    );
  });
});

describe('a key for life', () => {
  const key = (thresholdForLife: number, more: object = {}) => ({
    thresholdForLife,
    threshold: thresholdForLife,
    staying: 9,
    silentEpochs: 0,
    ...more,
  });
  const grows = (before: number, after: number) => planKey(after, after, key(quorumSize(before)));

  it('is dealt on while no more have to sign than ever did, and made anew when more do', () => {
    for (const [before, after] of [
      [3, 4],
      [6, 7],
      [9, 10],
      [4, 4],
      [7, 3],
    ] as const) {
      expect(grows(before, after), `${before} → ${after}`).toBe('deal on');
    }
    for (const [before, after] of [
      [2, 4],
      [4, 5],
      [7, 8],
      [2, 7],
      [3, 9],
    ] as const) {
      expect(grows(before, after), `${before} → ${after}`).toBe('make');
    }
    expect([2, 3, 4, 5, 6, 7, 8, 9, 10].map(quorumSize)).toEqual([2, 3, 3, 4, 5, 5, 6, 7, 7]);
  });

  it('remembers the fewest who ever signed, so that founders of two never sign for seven', () => {
    const afterTwo = [4, 3, 2].map(quorumSize).reduce((life, q) => thresholdForLife(life, q), 5);
    expect(afterTwo).toBe(2);
    expect(planKey(7, 7, key(afterTwo, { threshold: 3, staying: 4 }))).toBe('make');
  });

  it('ends when too few holders stay, when it is silent, and with who is alone', () => {
    expect(planKey(4, 4, key(3, { staying: 2 }))).toBe('make');
    expect(planKey(4, 4, key(3, { staying: 3 }))).toBe('deal on');
    expect(planKey(4, 4, key(3, { silentEpochs: 1 }))).toBe('deal on');
    expect(planKey(4, 4, key(3, { silentEpochs: 2 }))).toBe('make');
    expect(planKey(1, 1, key(2))).toBe('none');
    // Too few channel keys: nothing in this epoch, hands go on all the same.
    expect(planKey(7, 4, undefined)).toBe('none');
    expect(planKey(7, 5, undefined)).toBe('make');
  });
});

describe('a member without a channel key when dealing begins', () => {
  let group: G1Group;
  beforeAll(async () => {
    group = await createMclGroup();
  });

  it('holds nothing of the sharing, and the others come to a key without it', () => {
    const rng = seededRandom('no channel key');
    const whole = sharingParty(group, 4, rng);
    const receivers = whole.terms.receivers.slice(0, 3);
    const channels = new Map([...whole.channels].slice(0, 3));
    const party = { terms: { ...whole.terms, receivers }, channels };
    let g = beginGeneration(party.terms, BEGAN);
    for (const dealer of [2, 3, 1]) {
      const word: SharingWord = { kind: 'deal', dealer, bytes: dealt(group, party, dealer, rng) };
      g = take(g, word, 'holds', DEALING);
    }
    expect(refusal(g, complaint(4, 1), COMPLAINTS)).toBe('no-part-in-it');
    expect(refusal(g, deal(4), DEALING)).toBe('no-part-in-it');
    const { sharing, shares } = finished(group, party, standing(g));
    expect(sharing.dealers).toEqual([2, 3, 1]);
    const partials = sharing.holders.map(({ index, publicShare }) => ({
      holder: index,
      publicShare: group.decode2(publicShare),
      signature: blsSign(group, decodeScalar(shares.get(index)!), sharing.digest),
    }));
    const key = group.decode2(sharing.key);
    expect(toHex(combinePartials(group, key, 3, sharing.digest, partials).signature!)).toHaveLength(96);
  });
});
