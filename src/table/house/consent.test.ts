/** Who is let in at a table that is played, and what a stranger, a liar and a silent creator can do about it. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { ADMISSIONS, CONFIG_VERSION, SECOND_DEFAULTS, tableIdOf } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { type Genesis, NO_SEAT } from '../../codec/genesis.ts';
import { helloSigningBytes } from '../../codec/hello.ts';
import { appAt } from '../../testing/appAt.ts';
import { clearDeck, genesis, type Outcome, Play, seeded } from '../../testing/tablePlay.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { decodeState, encodeState } from '../state/stateBytes.ts';
import {
  askingDeadlines,
  askingOf,
  consentCount,
  doorOf,
  doorRefusal,
  hostTrusted,
  isDeclined,
  isLetIn,
  openAskings,
} from './consent.ts';

const key = (n: number): Uint8Array => new Uint8Array(32).fill(n);
const secret = (n: number): Uint8Array => new Uint8Array(32).fill(100 + n);
const publicKey = (n: number): Uint8Array => ed25519.getPublicKey(secret(n));
const PLAYER = 0;
const WITNESS = 1;

/** Seat 0 is the creator's, unless `creator` says which other seat's, or none (-1). */
function starting(seats: readonly number[], change = {}, creator = 0): Genesis {
  return genesis(seats, {
    protocolVersion: CONFIG_VERSION,
    proofs: 0,
    ...SECOND_DEFAULTS,
    creatorKey: key(creator + 1),
    ...change,
  });
}
async function table(seats: readonly number[], change = {}, creator = 0): Promise<Play> {
  const p = new Play(starting(seats, change, creator), clearDeck(seeded(5)));
  await p.work();
  await p.deal();
  return p;
}

interface Who {
  readonly who: number;
  readonly seat: number;
  readonly role?: number;
}
const asker = ({ who, seat, role = PLAYER }: Who) => ({ key: publicKey(who), role, seat });
const say = (p: Play, by: number, agree: 0 | 1, w: Who): Outcome =>
  p.commit(by, { kind: 'consent', body: { ...asker(w), agree } });
const admit = (p: Play, by: number, w: Who): Outcome => {
  const unsigned = {
    ...{ tableId: tableIdOf(p.state.config), ...asker(w), ready: 1, revision: 1, epoch: p.state.epoch },
    ...{ nickname: new TextEncoder().encode(`N${w.who}`), peerId: new Uint8Array([1]) },
    signature: new Uint8Array(64),
    ...appAt(p.state.config),
  };
  const signature = ed25519.sign(helloSigningBytes(unsigned), secret(w.who));
  return p.commit(by, { kind: 'admit', body: { ...unsigned, signature } });
};
const open = (p: Play, w: Who) => askingOf(p.state, asker(w))!;
const mayCome = (p: Play, w: Who): boolean => doorRefusal(p.state, asker(w)) === undefined;
/** Slots until so much time has passed for everybody. */
function pass(p: Play, ms: number): void {
  for (let left = ms; left > 0; left -= 1_000) p.slot(Math.min(left, 1_000));
}
/** Everybody folds, and the pause passes: whoever may join has joined. */
function nextHand(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
  const before = p.state.epoch;
  for (let i = 0; i < 50 && p.state.epoch === before && p.state.hand?.phase === 'done'; i++) p.slot(500);
  p.slot();
}
async function playHand(p: Play): Promise<void> {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
  await p.deal();
}
const X: Who = { who: 1, seat: 5 };

describe('a wish alone', () => {
  it('changes nothing, however often it is handed in', async () => {
    const p = await table([0, 1, 2]);
    for (let i = 0; i < 20; i++) expect(admit(p, 0, { who: i, seat: 5 }).reason).toBe('not-let-in');
    expect(p.state.joins).toEqual([]);
    expect(p.state.house.door).toBeUndefined();
  });

  it('is enough where the table says "anyone", and nothing is at a closed one', async () => {
    const open = await table([0, 1], { admission: ADMISSIONS.indexOf('open') });
    expect(admit(open, 0, X).applied).toBe(true);
    const closed = await table([0, 1], { admission: ADMISSIONS.indexOf('closed') });
    expect(admit(closed, 0, X).reason).toBe('admission-closed');
    expect(say(closed, 0, 1, X).reason).toBe('admission-closed');
    expect(say(open, 0, 1, { who: 2, seat: 6 }).reason).toBe('not-offered');
  });
});

describe('the creator’s word', () => {
  it('lets in after 20 s in which nobody objects, with the next epoch', async () => {
    const p = await table([0, 1, 2]);
    expect(say(p, 0, 1, X).applied).toBe(true);
    pass(p, 19_000);
    expect(admit(p, 1, X).reason).toBe('not-let-in');
    pass(p, 4_000);
    expect(mayCome(p, X)).toBe(true);
    expect(admit(p, 1, X).applied).toBe(true);
    nextHand(p);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2, 5]);
    expect(openAskings(p.state)).toEqual([]);
    expect(stateRoot(p.replay(starting([0, 1, 2])))).toEqual(stateRoot(p.state));
  });

  it('gives everybody the full time though nothing was said for minutes before it', async () => {
    const p = await table([0, 1, 2]);
    // The table stood still: the slot with the word still has the old time, the next one the new.
    say(p, 0, 1, X);
    p.slot(300_000);
    p.slot(1_000);
    expect(open(p, X).granted).toBe(false);
    expect(say(p, 2, 0, X).applied).toBe(true);
    pass(p, 60_000);
    expect(mayCome(p, X)).toBe(false);
  });

  it('keeps rounds going until the time is over, and no longer', async () => {
    const p = await table([0, 1, 2]);
    say(p, 0, 1, X);
    expect(askingDeadlines(p.state)).toMatchObject([{ dueMs: null }]);
    pass(p, 2_000);
    expect(askingDeadlines(p.state)[0]?.dueMs).toBeGreaterThan(0);
    pass(p, 25_000);
    expect(askingDeadlines(p.state)).toEqual([]);
  });

  it('counts for exactly this key, role and seat', async () => {
    const p = await table([0, 1, 2]);
    say(p, 0, 1, X);
    pass(p, 25_000);
    for (const other of [
      { who: 1, seat: 6 },
      { who: 2, seat: 5 },
      { who: 1, seat: NO_SEAT, role: WITNESS },
    ])
      expect(admit(p, 0, other).applied).toBe(false);
    expect(admit(p, 0, X).applied).toBe(true);
  });

  it('is void after five hands', async () => {
    const p = await table([0, 1, 2]);
    say(p, 0, 1, X);
    pass(p, 25_000);
    const { hand } = open(p, X);
    while (p.state.life.handsBegun < hand + 4) await playHand(p);
    expect(mayCome(p, X)).toBe(true);
    await playHand(p);
    expect(admit(p, 0, X).reason).toBe('not-let-in');
    expect(openAskings(p.state)).toEqual([]);
  });

  it('goes on into the next epoch with its time', async () => {
    const p = await table([0, 1, 2]);
    say(p, 0, 1, { who: 2, seat: 6 });
    pass(p, 25_000);
    say(p, 0, 1, X);
    expect(admit(p, 0, { who: 2, seat: 6 }).applied).toBe(true);
    nextHand(p);
    expect(p.state.epoch).toBe(1);
    expect(open(p, X).granted).toBe(false);
    pass(p, 25_000);
    expect(mayCome(p, X)).toBe(true);
  });

  it('is one voice of several once somebody has objected, also where the objection is taken back', async () => {
    const p = await table([0, 1, 2, 3]);
    say(p, 0, 1, X);
    say(p, 2, 0, X);
    pass(p, 25_000);
    expect(mayCome(p, X)).toBe(false);
    say(p, 2, 1, X);
    // Two of four are not more than half.
    expect(consentCount(p.state, open(p, X))).toEqual({ yes: 2, no: 0, needed: 3 });
    expect(mayCome(p, X)).toBe(false);
    say(p, 1, 1, X);
    expect(mayCome(p, X)).toBe(true);
    expect(say(p, 3, 0, X).reason).toBe('already-decided');
  });

  it('alone is not enough while there are two', async () => {
    const p = await table([0, 1]);
    say(p, 1, 0, X);
    say(p, 0, 1, X);
    pass(p, 90_000);
    expect(mayCome(p, X)).toBe(false);
    expect(isDeclined(p.state, open(p, X))).toBe(true);
    say(p, 1, 1, X);
    expect(mayCome(p, X)).toBe(true);
  });
});

describe('everybody’s word', () => {
  it('needs no time: nobody is left to object', async () => {
    const p = await table([0, 1, 2]);
    for (const by of [0, 2]) say(p, by, 1, X);
    expect(mayCome(p, X)).toBe(false);
    say(p, 1, 1, X);
    expect(admit(p, 1, X).applied).toBe(true);
  });
});

describe('without the creator’s word', () => {
  it('its silence is waited for 60 s; then more than half of all who are seated decide', async () => {
    const p = await table([0, 1, 2, 3]);
    for (const by of [1, 2, 3]) say(p, by, 1, X);
    expect(mayCome(p, X)).toBe(false);
    pass(p, 50_000);
    expect(mayCome(p, X)).toBe(false);
    pass(p, 15_000);
    expect(mayCome(p, X)).toBe(true);
  });

  it('a creator who does not play is not waited for', async () => {
    const p = await table([0, 1, 2], {}, -9);
    say(p, 0, 1, X);
    expect(isLetIn(p.state, open(p, X))).toBe(false);
    say(p, 1, 1, X);
    expect(isLetIn(p.state, open(p, X))).toBe(true);
  });

  it('nor one who is away, and those who are away count as seated', async () => {
    const p = await table([0, 1, 2, 3]);
    for (const v of [0, 3]) p.gone.add(v);
    pass(p, 70_000);
    expect(p.state.validators[0]?.absentSince).toBeDefined();
    say(p, 1, 1, X);
    say(p, 2, 1, X);
    // Two of four: the two who are away may be cut off by the one who asks.
    expect(mayCome(p, X)).toBe(false);
    p.gone.delete(3);
    p.slot();
    say(p, 3, 1, X);
    expect(mayCome(p, X)).toBe(true);
  });

  it('whoever has left or leaves does not count', async () => {
    const p = await table([0, 1, 2], {}, -9);
    say(p, 0, 1, X);
    say(p, 1, 1, X);
    expect(isLetIn(p.state, open(p, X))).toBe(true);
    p.commit(1, { kind: 'standUp', body: { version: 0 } });
    // Two are left, and both have to agree.
    expect(consentCount(p.state, open(p, X))).toMatchObject({ yes: 1, needed: 2 });
    expect(say(p, 1, 0, X).reason).toBe('not-seated');
  });
});

describe('nobody is asked about', () => {
  it('who left only by absence', async () => {
    const p = await table([0, 1, 2, 3]);
    const gone = p.author(3);
    const itsKey = p.state.validators[gone]!.key;
    p.gone.add(gone);
    p.silent.add(3);
    for (let i = 0; i < 100 && p.author(3) >= 0; i++) {
      const seat = p.toAct();
      if (seat !== undefined && seat !== 3) p.bet(seat, 'fold');
      p.slot(5_000);
      await p.work();
    }
    expect(p.author(3)).toBe(-1);
    expect(doorOf(p.state).absent).toEqual([toHex(itsKey)]);
    expect(doorRefusal(p.state, { key: itsKey, role: PLAYER, seat: 4 })).toBeUndefined();
    expect(mayCome(p, X)).toBe(false);
  });

  it('but about who has stood up, and always about who was voted out', async () => {
    const p = await table([0, 1, 2, 3], { admission: ADMISSIONS.indexOf('open') });
    const out = p.state.validators[p.author(3)]!.key;
    const vote = { seat: 3, key: out, agree: 1 };
    p.commit(0, { kind: 'voteOut', body: vote });
    p.commit(1, { kind: 'voteOut', body: vote });
    nextHand(p);
    expect(doorRefusal(p.state, { key: out, role: PLAYER, seat: 3 })).toBe('not-let-in');
    const words = { kind: 'consent', body: { key: out, role: PLAYER, seat: 3, agree: 1 } } as const;
    expect(p.commit(0, words).applied).toBe(true);
    pass(p, 25_000);
    expect(doorRefusal(p.state, { key: out, role: PLAYER, seat: 3 })).toBeUndefined();
  });
});

describe('who may speak', () => {
  it('only who sits, about somebody who does not, for a seat that is free', async () => {
    const p = await table([0, 1, 2]);
    expect(say(p, 0, 1, { who: 1, seat: 2 }).reason).toBe('seat-taken');
    const own = { kind: 'consent', body: { key: key(2), role: PLAYER, seat: 5, agree: 1 } } as const;
    expect(p.commit(0, own).reason).toBe('already-seated');
    expect(say(p, 0, 1, X).applied).toBe(true);
    expect(say(p, 0, 1, X).reason).toBe('already-voted');
    const version1 = new Play(genesis([0, 1]), clearDeck(seeded(5)));
    expect(say(version1, 0, 1, X).reason).toBe('not-offered');
    expect(version1.state.house.door).toBeUndefined();
  });

  it('one who sits begins at most eight matters, and one vote is worth one', async () => {
    const p = await table([0, 1, 2]);
    for (let who = 0; who < limits.consents; who++) {
      expect(say(p, 1, 1, { who, seat: 5 }).applied).toBe(true);
      pass(p, 4_000);
    }
    expect(say(p, 1, 1, { who: 20, seat: 5 }).reason).toBe('consent-limit');
    // A liar cannot keep the others from speaking.
    expect(say(p, 2, 0, { who: 20, seat: 5 }).applied).toBe(true);
    pass(p, 90_000);
    for (let who = 0; who < limits.consents; who++) expect(mayCome(p, { who, seat: 5 })).toBe(false);
  });
});

describe('witnesses', () => {
  const W: Who = { who: 7, seat: NO_SEAT, role: WITNESS };
  it('are let in like players, as many as may fail', async () => {
    const p = await table([0, 1, 2]);
    expect(admit(p, 0, W).reason).toBe('not-let-in');
    say(p, 0, 1, W);
    pass(p, 25_000);
    expect(admit(p, 0, W).applied).toBe(true);
    const second = { ...W, who: 8 };
    say(p, 0, 1, second);
    pass(p, 25_000);
    expect(admit(p, 0, second).reason).toBe('too-many-witnesses');
    nextHand(p);
    expect(p.state.validators.map((v) => v.seat)).toEqual([0, 1, 2, undefined]);
    expect(p.state.epoch).toBe(1);
  });
});

describe('a host who fills the table', () => {
  it('alone is said to be trusted as soon as it and its guests are more than may fail', async () => {
    const p = await table([0, 1, 2, 3]);
    expect(hostTrusted(p.state)).toBe(false);
    say(p, 0, 1, X);
    pass(p, 25_000);
    admit(p, 0, X);
    nextHand(p);
    // Five vote, one may fail: the creator and its guest are two.
    expect(p.state.validators).toHaveLength(5);
    expect(hostTrusted(p.state)).toBe(true);
  });

  it('is not where the others agreed', async () => {
    const p = await table([0, 1, 2, 3]);
    say(p, 3, 0, X);
    for (const by of [0, 1, 2]) say(p, by, 1, X);
    expect(mayCome(p, X)).toBe(true);
    admit(p, 0, X);
    nextHand(p);
    expect(hostTrusted(p.state)).toBe(false);
  });
});

describe('a vote of the creator and its guests', () => {
  it('is its own word', async () => {
    const p = await table([0, 1, 2]);
    const guests = [
      { who: 1, seat: 5 },
      { who: 2, seat: 6 },
    ];
    for (const g of guests) say(p, 0, 1, g);
    pass(p, 25_000);
    for (const g of guests) expect(admit(p, 0, g).applied).toBe(true);
    nextHand(p);
    const third = { who: 3, seat: 7 };
    say(p, 1, 0, third);
    for (const by of [0, 5, 6]) expect(say(p, by, 1, third).applied).toBe(true);
    expect(admit(p, 1, third).applied).toBe(true);
    expect(doorOf(p.state).guests.map((g) => [g.player === toHex(publicKey(3)), g.by])).toContainEqual([
      true,
      toHex(key(1)),
    ]);
  });
});

describe('the state', () => {
  it('goes on as bytes, and of a table of the first version has the root it always had', async () => {
    const p = await table([0, 1, 2]);
    say(p, 0, 1, X);
    pass(p, 25_000);
    admit(p, 0, X);
    nextHand(p);
    const bytes = encodeState(p.state);
    expect(stateRoot(decodeState(bytes))).toEqual(stateRoot(p.state));
    const first = new Play(genesis([0, 1, 2]), clearDeck(seeded(5)));
    expect('door' in first.state.house && first.state.house.door !== undefined).toBe(false);
  });
});
