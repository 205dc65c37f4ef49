/**
 * The table's key as members make it over the ordered log: who takes part, what it comes to, who pays for what, and
 * what becomes of it when members change.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMISSIONS } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { keyCertificateBytes } from '../../codec/keyCertificate.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import type { G1Group } from '../../crypto/group.ts';
import { wrongShareFor } from '../../testing/bentDealings.ts';
import { KeyPlay, signedGenesis, type Twist } from '../../testing/keyPlay.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';

const BOND = 20;
let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

const open = { admission: ADMISSIONS.indexOf('open'), bondChips: BOND, actionTimeMs: 600_000 };

function table(seats: readonly number[], name = 'key'): KeyPlay {
  return new KeyPlay(signedGenesis(seats, open), group, seededRandom(name));
}

const seatsOf = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const serving = (t: KeyPlay) => t.state.key!.serving;
const isOut = (t: KeyPlay, seat: number): boolean =>
  t.state.life.seats[seat]?.status === 'expelled' || t.state.seats.every((s) => s.seat !== seat);

const sign = (t: KeyPlay, seats: readonly number[]): boolean => t.signs(seats);
const leave = (t: KeyPlay, seat: number): void => t.leave(seat);
const join = (t: KeyPlay, seat: number): void => expect(t.join(seat)).toEqual({ applied: true });

/** The dealing of this seat gives `victim` another value than it promises. */
const dealsFalsely =
  (t: KeyPlay, victim: number): Twist =>
  (honest, duty) =>
    duty.kind === 'deal' && honest?.kind === 'dkgDeal'
      ? {
          kind: 'dkgDeal',
          body: {
            ...honest.body,
            dealing: wrongShareFor(group, duty.terms, duty.dealer, t.play.author(victim) + 1, t.rng),
          },
        }
      : honest;

const silent: Twist = (honest, duty) => (duty.kind === 'channelKey' ? honest : undefined);

describe('a key is made', () => {
  it.each([2, 3, 4, 7])('by %i members: any q of the shares sign, no q − 1 do', (n) => {
    const t = table(seatsOf(n), `made ${n}`);
    t.make();
    const q = n - Math.floor((n - 1) / 3);
    expect(serving(t)?.sharing.threshold).toBe(q);
    expect(sign(t, seatsOf(n).slice(0, q))).toBe(true);
    expect(sign(t, seatsOf(n).slice(n - q))).toBe(true);
    expect(sign(t, seatsOf(n).slice(0, q - 1))).toBe(false);
    const { word, signatures } = serving(t)!.certificate;
    expect(signatures).toHaveLength(q);
    for (const { validator, signature } of signatures) {
      const { key } = t.state.validators[validator]!;
      expect(ed25519.verify(signature, keyCertificateBytes(word), key)).toBe(true);
    }
    expect(t.outcomes.filter((o) => o.outcome.reason !== undefined)).toEqual([]);
  });

  it('costs each member three words an epoch, and one sum; nothing of it is computed in any other slot', () => {
    const t = table([0, 1, 2, 3]);
    const sums = vi.spyOn(t.crypto, 'combineDealings');
    t.make();
    for (let i = 0; i < 50; i++) t.play.slot(100);
    expect(t.outcomes.filter((o) => o.outcome.applied)).toHaveLength(3 * 4);
    expect(sums).toHaveBeenCalledTimes(1);
    const { key } = t.state;
    t.play.slot(100);
    // The very same object: its root is remembered, too.
    expect(t.state.key).toBe(key);
  });

  it('and whoever replays the log comes to the same state', () => {
    const t = table([0, 1, 2, 3]);
    t.make();
    const again = t.play.replay(t.start);
    expect(toHex(stateRoot(again))).toBe(toHex(stateRoot(t.state)));
    expect(toHex(again.key!.serving!.sharing.key)).toBe(toHex(serving(t)!.sharing.key));
  });

  it('nobody waits for it: the first hand begins before any key is there', () => {
    const t = table([0, 1, 2, 3]);
    for (let i = 0; i < 40 && t.state.hand === undefined; i++) t.play.slot(100);
    expect(t.state.hand?.hand).toBe(1);
    expect(t.state.key?.generation).toBeUndefined();
  });

  it('members of the first rules make none', () => {
    const play = new Play(genesis([0, 1, 2, 3]), clearDeck(seeded(1)));
    expect(play.state.key).toBeUndefined();
    const { instance } = play.state;
    const body = { instance, publicKey: new Uint8Array(48), proof: new Uint8Array(80) };
    expect(play.commit(0, { kind: 'channelKey', body })).toEqual({ applied: false, reason: 'not-offered' });
  });

  it('a member without a channel key is dealt nothing, and the others are enough', () => {
    const t = table([0, 1, 2, 3]);
    t.twists.set(3, () => undefined);
    t.play.slot();
    t.work();
    t.pass(70_000);
    expect(serving(t)?.sharing.holders.map((h) => h.index)).toEqual([1, 2, 3]);
    expect(sign(t, [0, 1, 2])).toBe(true);
  });

  it('f may be silent, one more and there is no key in this epoch, but in the next', () => {
    const t = table([0, 1, 2, 3]);
    t.twists.set(3, silent);
    t.make();
    expect(sign(t, [0, 1, 2])).toBe(true);

    const two = table([0, 1, 2, 3]);
    for (const seat of [2, 3]) two.twists.set(seat, silent);
    two.make();
    expect(serving(two)).toBeUndefined();
    two.twists.clear();
    leave(two, 3);
    two.make();
    expect(sign(two, [0, 1, 2])).toBe(true);
  });
});

/** While a hand is played, so that the epoch goes on though somebody is out of it. */
async function during(t: KeyPlay): Promise<KeyPlay> {
  await t.play.deal();
  return t;
}

describe('who lies pays', () => {
  it('a dealer whose share is false, as soon as its victim says so; the key is made of the others', async () => {
    const t = await during(table([0, 1, 2, 3]));
    t.twists.set(2, dealsFalsely(t, 0));
    const chips = totalChips(t.state) - t.state.broughtChips;
    t.make();
    expect(isOut(t, 2)).toBe(true);
    expect([0, 1, 3].every((seat) => !isOut(t, seat))).toBe(true);
    expect(t.state.seats.find((s) => s.seat === 2)?.bondChips ?? 0).toBe(0);
    expect(totalChips(t.state) - t.state.broughtChips).toBe(chips);
    expect(serving(t)!.sharing.dealers).toEqual([1, 2, 4]);
    expect(sign(t, [0, 1, 3])).toBe(true);
  });

  it('a complainer whose share is true, and the dealer stays in', async () => {
    const t = await during(table([0, 1, 2, 3]));
    t.twists.set(1, (honest, duty) =>
      duty.kind === 'check' && duty.dealer === 1 ? t.complaint(1, duty) : honest,
    );
    t.make();
    expect(isOut(t, 1)).toBe(true);
    expect(isOut(t, 0)).toBe(false);
    expect(serving(t)!.sharing.dealers).toContain(1);
  });

  it('dealer and complainer together change nothing for the others', async () => {
    const t = await during(table(seatsOf(7)));
    t.twists.set(5, dealsFalsely(t, 6));
    t.twists.set(6, (honest, duty) =>
      duty.kind === 'check' && duty.dealer === 1 ? t.complaint(6, duty) : honest,
    );
    t.make();
    // Whoever is out complains no more: what was false for it alone harms nobody else.
    expect(isOut(t, 6)).toBe(true);
    expect(seatsOf(5).every((seat) => !isOut(t, seat))).toBe(true);
    expect(sign(t, seatsOf(5))).toBe(true);
  });

  it('a complaint that comes late convicts the dealer and changes neither key nor shares', async () => {
    const t = await during(table([0, 1, 2, 3]));
    t.twists.set(2, dealsFalsely(t, 0));
    let late: Parameters<KeyPlay['complaint']>[1] | undefined;
    t.twists.set(0, (honest, duty) => {
      if (duty.kind !== 'check' || duty.dealer !== 3) return honest;
      late = duty;
      return undefined;
    });
    t.make();
    const key = toHex(serving(t)!.sharing.key);
    expect(serving(t)!.sharing.dealers).toContain(3);
    expect(isOut(t, 2)).toBe(false);
    t.say(0, t.complaint(0, late!));
    expect(isOut(t, 2)).toBe(true);
    expect(isOut(t, 0)).toBe(false);
    expect(toHex(serving(t)!.sharing.key)).toBe(key);
    expect(sign(t, [1, 2, 3])).toBe(true);
  });

  it('whoever deals what anybody can see to be false, or signs falsely that it is ready', async () => {
    const t = await during(table(seatsOf(7)));
    t.twists.set(5, (honest, duty) => {
      if (duty.kind !== 'deal' || honest?.kind !== 'dkgDeal') return honest;
      const dealing = honest.body.dealing.slice();
      dealing[dealing.length - 1]! ^= 1;
      return { ...honest, body: { ...honest.body, dealing } };
    });
    t.twists.set(6, (honest, duty) =>
      duty.kind === 'ready' && honest?.kind === 'dkgReady'
        ? { ...honest, body: { ...honest.body, signature: new Uint8Array(64) } }
        : honest,
    );
    t.make();
    expect([5, 6].every((seat) => isOut(t, seat))).toBe(true);
    expect(sign(t, seatsOf(5))).toBe(true);
  });

  it('nobody for what comes twice, too late, from no receiver, about another sharing or an unknown dealing', async () => {
    const t = await during(table([0, 1, 2, 3]));
    const { instance } = t.state;
    let dealing: Uint8Array | undefined;
    t.twists.set(0, (honest) => {
      if (honest?.kind === 'dkgDeal') dealing = honest.body.dealing;
      return honest;
    });
    t.deal();
    const deal = (seat: number, body = { instance, dealing: dealing! }) =>
      t.say(seat, { kind: 'dkgDeal', body }).reason;
    expect(deal(0)).toBe('already-given');
    expect(deal(0, { instance: new Uint8Array(32), dealing: dealing! })).toBe('stale');
    const complaint = { instance, dealer: 9, complaint: new Uint8Array(176) };
    expect(t.say(1, { kind: 'dkgComplaint', body: complaint }).reason).toBe('stale');
    const ready = {
      instance,
      digest: new Uint8Array(32),
      partial: new Uint8Array(48),
      signature: new Uint8Array(64),
    };
    expect(t.say(1, { kind: 'dkgReady', body: ready }).reason).toBe('stale');
    t.pass(50_000);
    expect(deal(0)).toBe('stale');
    // About another outcome than the log's: never verified.
    expect(t.say(1, { kind: 'dkgReady', body: ready }).reason).toBe('already-given');
    expect([0, 1, 2, 3].some((seat) => isOut(t, seat))).toBe(false);
    expect(t.state.validators.every((v) => Object.keys(v.refused).length === 0)).toBe(true);
  });
});

describe('members change', () => {
  it('three become four: the key stays, the old shares no longer sign with the new ones', () => {
    const t = table([0, 1, 2]);
    t.make();
    const before = serving(t)!;
    join(t, 3);
    expect(serving(t)?.sharing.instance).toEqual(before.sharing.instance);
    t.make();
    const after = serving(t)!;
    expect(after.sharing.holders).toHaveLength(4);
    expect(toHex(after.sharing.instance)).not.toBe(toHex(before.sharing.instance));
    expect(toHex(after.sharing.key)).toBe(toHex(before.sharing.key));
    expect(after.certificate).toEqual(before.certificate);
    expect(after.sinceHand).toBe(before.sinceHand);
    expect(sign(t, [0, 1, 3])).toBe(true);
    const old = t.tab(2).shares.get(toHex(before.sharing.instance))!;
    t.tab(2).shares.set(toHex(after.sharing.instance), old);
    expect(sign(t, [0, 1, 2])).toBe(false);
  });

  it('four become five: the threshold grows, and so there is another key', () => {
    const t = table([0, 1, 2, 3]);
    t.make();
    const before = toHex(serving(t)!.sharing.key);
    join(t, 4);
    t.make();
    expect(toHex(serving(t)!.sharing.key)).not.toBe(before);
    expect(serving(t)!.certificate.word.epoch).toBe(1);
    expect(sign(t, [0, 1, 2, 4])).toBe(true);
  });

  it('one of four leaves: the key stays, and what it kept is of no use with fewer than the rest', () => {
    const t = table([0, 1, 2, 3]);
    t.make();
    const key = toHex(serving(t)!.sharing.key);
    leave(t, 3);
    t.make();
    expect(toHex(serving(t)!.sharing.key)).toBe(key);
    expect(sign(t, [0, 1, 2])).toBe(true);
    expect(sign(t, [0, 3])).toBe(false);
  });

  it('two of two founders do not sign for the four that come later', () => {
    const t = table([0, 1]);
    t.make();
    const founders = toHex(serving(t)!.sharing.key);
    join(t, 2);
    join(t, 3);
    t.make();
    expect(toHex(serving(t)!.sharing.key)).not.toBe(founders);
  });

  it('a sharing that an epoch ends in the middle of counts for nothing', () => {
    const t = table([0, 1, 2, 3]);
    t.deal();
    expect(t.state.key?.generation?.dealings).toHaveLength(4);
    const { instance } = t.state;
    const dealing = t.state.key!.generation!.dealings[0]!.bytes;
    leave(t, 3);
    expect(t.state.key).toEqual({ epochBeganMs: t.state.key!.epochBeganMs, channelKeys: [null, null, null] });
    // What was on its way then is out of date, and no lie.
    t.deal();
    expect(t.say(0, { kind: 'dkgDeal', body: { instance, dealing } }).reason).toBe('stale');
    t.pass(50_000);
    expect(sign(t, [0, 1, 2])).toBe(true);
  });

  it('holders who deal it on to nobody lock nobody out: after two such epochs there is another key', () => {
    const t = table(seatsOf(5));
    t.make();
    const key = toHex(serving(t)!.sharing.key);
    const keepsItself: Twist = (honest, duty) =>
      duty.kind === 'deal' && duty.terms.from !== undefined ? undefined : honest;
    for (const seat of [0, 1]) t.twists.set(seat, keepsItself);
    leave(t, 4);
    t.make();
    expect(toHex(serving(t)!.sharing.key)).toBe(key);
    join(t, 5);
    t.make();
    // Five again: the threshold is that of the beginning, so the key could go on, if it were dealt on.
    expect(toHex(serving(t)!.sharing.key)).toBe(key);
    expect(serving(t)!.silentEpochs).toBe(1);
    leave(t, 5);
    t.make();
    expect(toHex(serving(t)!.sharing.key)).not.toBe(key);
    expect(sign(t, [0, 1, 2])).toBe(true);
  });
});
