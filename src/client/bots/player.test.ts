import { describe, expect, it } from 'vitest';
import { seededBelow } from '../../testing/randomHands.ts';
import type { TableAction, TableClient } from '../contract/actions.ts';
import type { LobbyView, OffersView, SeatView, TableView } from '../contract/view.ts';
import { emptyView } from '../table/present.ts';
import { runBot } from './player.ts';

const CALM_MS = 1_000;
const THINK_MS = 500;

/** A client whose pictures the test makes, on time that the test moves. */
function stage(place = 0) {
  let view: TableView = emptyView;
  let nowMs = 0;
  let timers: { atMs: number; run: () => void }[] = [];
  const listeners = new Set<() => void>();
  const done: (TableAction | string)[] = [];
  const ok = (what: TableAction | string) => {
    done.push(what);
    return { ok: true } as const;
  };
  const client: TableClient = {
    view: () => view,
    nowMs: () => nowMs,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setNickname: () => ok('nickname'),
    setLook: () => ok('look'),
    takeSeat: (seat) => ok(`seat ${seat}`),
    remove: () => ({ ok: true }) as const,
    setReady: (ready) => ok(`ready ${ready}`),
    watch: (on) => ok(`watch ${on}`),
    start: () => ok('start'),
    act: ok,
    scores: () => Promise.reject(new Error('bots keep no accounts')),
    exportScores: () => Promise.reject(new Error('no accounts here')),
    shareHand: () => Promise.reject(new Error('no hand')),
    exportLog: () => Promise.reject(new Error('bots keep no log')),
    close: async () => undefined,
  };
  let host = true;
  const below = seededBelow(1);
  const bot = runBot({
    client,
    random: () => below(1000) / 1000,
    scheduler: {
      nowMs: () => nowMs,
      after(delayMs, run) {
        const timer = { atMs: nowMs + delayMs, run };
        timers.push(timer);
        return () => {
          timers = timers.filter((t) => t !== timer);
        };
      },
    },
    thinkMs: () => THINK_MS,
    place,
    calmMs: CALM_MS,
    hostIsHere: () => host,
  });
  return {
    bot,
    done,
    setHost: (here: boolean) => {
      host = here;
    },
    show(next: Partial<TableView>) {
      view = { ...view, ...next };
      for (const listener of listeners) listener();
    },
    wait(ms: number) {
      nowMs += ms;
      const due = timers.filter((t) => t.atMs <= nowMs);
      timers = timers.filter((t) => t.atMs > nowMs);
      for (const { run } of due) run();
    },
  };
}

const lobby = (change: Partial<LobbyView> = {}): LobbyView => ({
  seats: [],
  seatCount: 4,
  youAreCreator: false,
  yourSeat: undefined,
  youAreReady: false,
  canStart: false,
  awaitingSignatures: [],
  running: false,
  ...change,
});
const link = (nickname: string | undefined) => ({
  peerId: 'p',
  seat: 0,
  nickname,
  kind: 'relayed' as const,
  rttMs: 1,
  refused: {},
});
const seat = (change: Partial<SeatView>): SeatView => ({
  seat: 1,
  nickname: 'Ada',
  stackChips: 100,
  bondChips: 0,
  creditChips: 0,
  betChips: 0,
  you: true,
  button: false,
  inHand: true,
  folded: false,
  allIn: false,
  sittingOut: false,
  out: false,
  cards: ['As', 'Ah'],
  lastAction: undefined,
  awaited: undefined,
  faults: [],
  wonChips: 0,
  handName: undefined,
  timeBankMs: 0,
  ...change,
});
const offers = (change: Partial<OffersView>): OffersView => ({
  topUpChips: 0,
  topUpMinChips: 0,
  straddle: undefined,
  twice: undefined,
  standUp: true,
  leaving: false,
  sitDownChips: 0,
  owesBlinds: false,
  ...change,
});
const hand: NonNullable<TableView['hand']> = {
  hand: 7,
  attempt: 0,
  stage: 'preflop',
  streetName: 'preflop',
  board: [],
  secondBoard: [],
  pots: [],
  totalPotChips: 3,
  clock: undefined,
  proofs: { shufflesVerified: 2, shufflesExpected: 2, sharesVerified: 0, busy: undefined, entries: [] },
};
const legal = { hand: 7, decision: 3, fold: true, check: false, callChips: 2, raise: undefined };

describe('a bot in the lobby', () => {
  it('lets people sit first: waits for the host, for greetings, and for quiet', () => {
    const s = stage();
    const host = { seat: 0, nickname: 'Host', ready: true, you: false };
    s.setHost(false);
    s.show({ phase: 'lobby', lobby: lobby() });
    s.wait(2 * CALM_MS);
    expect(s.done).toEqual([]);
    s.setHost(true);
    s.show({ links: [link(undefined)] });
    s.wait(2 * CALM_MS);
    expect(s.done).toEqual([]);
    s.show({ links: [link('Host')], lobby: lobby({ seats: [host] }) });
    expect(s.done).toEqual([]);
    s.wait(CALM_MS);
    expect(s.done).toEqual(['seat 1']);
    const me = { seat: 1, nickname: 'Ada', ready: false, you: true };
    s.show({ lobby: lobby({ seats: [host, me], yourSeat: 1 }) });
    expect(s.done).toEqual(['seat 1']);
    s.wait(CALM_MS);
    expect(s.done).toEqual(['seat 1', 'ready true']);
  });

  it('takes the so manieth free seat, and another when it loses it', () => {
    const s = stage(2);
    s.show({ phase: 'lobby', links: [link('Host')], lobby: lobby() });
    s.wait(2 * CALM_MS);
    const others = [1, 2].map((n) => ({ seat: n, nickname: `${n}`, ready: true, you: false }));
    s.show({ lobby: lobby({ seats: others }) });
    s.wait(2 * CALM_MS);
    expect(s.done).toEqual(['seat 2', 'seat 3']);
  });
});

describe('a bot at the table', () => {
  const table: Partial<TableView> = {
    phase: 'playing',
    game: 'holdem',
    structure: 'no-limit',
    bigBlindChips: 2,
    seats: [seat({}), seat({ seat: 0, you: false, button: true, cards: [null, null], betChips: 4 })],
    hand,
    offers: offers({}),
  };

  it('thinks, then answers a decision once', () => {
    const s = stage();
    s.show({ ...table, legal });
    expect(s.done).toEqual([]);
    s.wait(THINK_MS);
    expect(s.done).toEqual([{ kind: 'call' }]);
    s.show({ pending: { verb: 'call', amountChips: 0 } });
    s.show({ pending: undefined });
    s.wait(10_000);
    expect(s.done).toHaveLength(1);
  });

  it('says nothing to a decision that is gone', () => {
    const s = stage();
    s.show({ ...table, legal });
    s.show({ legal: undefined });
    s.wait(10_000);
    expect(s.done).toEqual([]);
  });

  it('waits for its cards, but not until its clock runs out', () => {
    const s = stage();
    const unseen = [seat({ cards: [null, null] })];
    s.show({ ...table, seats: unseen, legal });
    for (let i = 0; i < 20; i++) s.wait(100);
    expect(s.done).toEqual([]);
    for (let i = 0; i < 30; i++) s.wait(100);
    expect(s.done).toEqual([{ kind: 'fold' }]);
  });

  it('votes, buys in again, and sits back in: once a hand each', () => {
    const s = stage();
    s.show({ ...table, offers: offers({ twice: { hand: 7, deadlineMs: undefined } }) });
    s.show({ offers: offers({ twice: { hand: 7, deadlineMs: undefined } }) });
    const broke = seat({ stackChips: 0, out: true });
    s.show({ seats: [broke], offers: offers({ topUpChips: 200, topUpMinChips: 2 }) });
    s.show({ offers: offers({ topUpChips: 200, topUpMinChips: 2 }) });
    s.show({ seats: [seat({ sittingOut: true })], offers: offers({}) });
    s.show({ seats: [seat({ sittingOut: true })], hand: { ...hand, hand: 8 } });
    expect(s.done).toEqual([
      { kind: 'runItTwice', agree: true },
      { kind: 'topUp', chips: 200 },
      { kind: 'sitIn' },
      { kind: 'sitIn' },
    ]);
  });

  it('is done when the table is over, and quiet when it is stopped', async () => {
    const s = stage();
    s.show({ phase: 'ended' });
    expect(await s.bot.done).toBe('ended');
    const quiet = stage();
    quiet.show({ ...table, legal });
    quiet.bot.stop();
    quiet.wait(10_000);
    expect(quiet.done).toEqual([]);
  });
});
