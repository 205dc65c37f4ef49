/** Sessions read from tables that were really played, through the same state machine as the app's log. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { totalChips } from '../../table/state/seats.ts';
import { tableView } from '../../table/view/view.ts';
import { clearDeck, genesis, type Outcome, Play, seeded, spoiled } from '../../testing/tablePlay.ts';
import type { SessionView } from '../contract/record.ts';
import { closeBook, openBook, readState, type SessionBook } from './numbers.ts';

/** Reads along: every state that a replay of the log would yield. */
class Session extends Play {
  book: SessionBook = openBook(this.state);
  override slot(ms?: number, author?: number): void {
    this.read();
    super.slot(ms, author);
    this.read();
  }
  override commitBytes(author: number, bytes: Uint8Array): Outcome {
    const outcome = super.commitBytes(author, bytes);
    this.read();
    return outcome;
  }
  read(): void {
    // The class field is set after the parent's constructor, which makes no slots.
    this.book = readState(this.book, this.state);
  }
  numbers(seat?: number): SessionView {
    this.read();
    return closeBook(this.book, seat === undefined ? undefined : keyOf(seat));
  }
}

const keyOf = (seat: number): string => toHex(new Uint8Array(32).fill(seat + 1));
const open = (seats: number[], change = {}, seed = 3): Session =>
  new Session(genesis(seats, change), clearDeck(seeded(seed)));
const row = (s: SessionView, seat: number) => s.ledger.find((r) => r.player === keyOf(seat));
const sum = (s: SessionView): number => s.ledger.reduce((chips, r) => chips + r.resultChips, 0);

function foldAround(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
}
async function checkDown(p: Play): Promise<void> {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    await p.work();
  }
}

describe('a session that stops in the middle of a hand', () => {
  it('has the open hand as a line of its own, and everybody with what they put in', async () => {
    const p = open([0, 1, 2]);
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 30);
    const folded = p.toAct()!;
    p.bet(folded, 'fold');
    const numbers = p.numbers(0);
    expect(numbers.openHands).toHaveLength(1);
    const [hand] = numbers.openHands;
    expect(hand).toMatchObject({ hand: 1 });
    expect(hand!.stakes.reduce((chips, s) => chips + s.chips, 0)).toBe(hand!.potChips);
    expect(hand!.stakes.filter((s) => s.folded).map((s) => s.player)).toEqual([keyOf(folded)]);
    // Nobody has lost what is not decided: it can be settled as it stands.
    expect(numbers.ledger.every((r) => r.resultChips === 0)).toBe(true);
    expect(numbers.transfers).toEqual([]);
    p.bet(p.toAct()!, 'fold');
    expect(p.numbers().openHands).toEqual([]);
    expect(sum(p.numbers())).toBe(0);
  });

  it('tells the biggest pot and the best hand that was shown', async () => {
    const p = open([0, 1, 2]);
    await p.deal();
    await checkDown(p);
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 90);
    foldAround(p);
    const { biggestPot, bestHand } = p.numbers().highlights;
    expect(biggestPot).toMatchObject({ hand: 1, chips: 6 });
    expect(bestHand).toMatchObject({ hand: 1 });
    expect(bestHand?.cards).toHaveLength(5);
    expect(bestHand?.nickname).toMatch(/^P[0-2]$/);
  });
});

describe('a session', () => {
  it('who is voted out takes what is left of the own chips along, and results still sum to zero', async () => {
    const p = open([0, 1, 2], { bondChips: 20 });
    await p.work();
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 30);
    const loser = p.toAct()!;
    p.bet(loser, 'call');
    p.bet(p.toAct()!, 'fold');
    await p.work();
    const key = new Uint8Array(32).fill(loser + 1);
    for (const by of [0, 1, 2].filter((seat) => seat !== loser))
      p.commit(by, { kind: 'voteOut', body: { seat: loser, key, agree: 1 } });
    while (p.toAct() === loser) p.bet(loser, 'check');
    p.bet(p.toAct()!, 'raiseTo', 50);
    p.bet(loser, 'fold');
    await p.deal();
    expect(p.state.validators.some((v) => v.seat === loser)).toBe(false);
    const numbers = p.numbers();
    expect(sum(numbers)).toBe(0);
    expect(row(numbers, loser)).toMatchObject({ broughtChips: 200, resultChips: -30 });
  });

  it('begins with everybody’s stack and nothing won', () => {
    const s = open([0, 1, 2]).numbers(1);
    expect([s.structure, s.game]).toEqual(['no-limit', 'holdem']);
    expect(s.points).toEqual([{ hand: 0, stacks: [200, 200, 200] }]);
    expect(s.ledger.map((r) => [r.nickname, r.broughtChips, r.resultChips, r.you])).toEqual([
      ['P0', 200, 0, false],
      ['P1', 200, 0, true],
      ['P2', 200, 0, false],
    ]);
    expect(s.transfers).toEqual([]);
  });
  it('has a point a hand, statistics, and accounts that sum to zero', async () => {
    const p = open([0, 1, 2]);
    for (let i = 0; i < 3; i++) {
      await p.deal();
      if (i === 1) await checkDown(p);
      else foldAround(p);
    }
    const s = p.numbers(0);
    expect(s.points.map((x) => x.hand)).toEqual([0, 1, 2, 3]);
    for (const point of s.points) expect(point.stacks.reduce((a, b) => a! + b!, 0)).toBe(600);
    expect(s.players.map((x) => x.stats?.hands)).toEqual([3, 3, 3]);
    expect(s.players.reduce((n, x) => n + (x.stats?.showdowns ?? 0), 0)).toBe(3);
    expect(sum(s)).toBe(0);
    expect(s.ledger.map((r) => r.resultChips)).toEqual(
      [0, 1, 2].map((seat) => p.state.life.seats[seat]!.stackChips - 200),
    );
  });
  it('top-ups are brought, not won, whether they come at once or wait for the end of the hand', async () => {
    const p = open([0, 1, 2]);
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 50);
    foldAround(p);
    // The big blind is two short.
    const { seat } = p.state.life.seats.find((x) => x?.stackChips === 198)!;
    expect(p.commit(seat, { kind: 'topUp', body: { chips: 1 } }).applied).toBe(true);
    expect(row(p.numbers(), seat)).toMatchObject({ broughtChips: 201, resultChips: -2 });
    await p.deal();
    expect(p.commit(seat, { kind: 'topUp', body: { chips: 1 } }).applied).toBe(true);
    expect(row(p.numbers(), seat)).toMatchObject({ broughtChips: 201, resultChips: -2 });
    foldAround(p);
    const s = p.numbers();
    expect(sum(s)).toBe(0);
    expect(s.ledger.reduce((n, r) => n + r.broughtChips, 0)).toBe(600 + p.state.broughtChips);
  });
  it('who leaves has taken the chips away, and may come back with others', async () => {
    const p = open([0, 1, 2]);
    await p.deal();
    const leaver = p.toAct()!;
    p.commit(leaver, { kind: 'standUp', body: { version: 0 } });
    foldAround(p);
    const gone = row(p.numbers(), leaver)!;
    expect(gone).toMatchObject({ atTableChips: 0, broughtChips: 200 });
    expect(gone.takenChips).toBe(200 + gone.resultChips);
    expect(p.numbers().players.find((x) => x.player === keyOf(leaver))?.nickname).toBe(`P${leaver}`);
    const body = {
      seat: leaver,
      key: new Uint8Array(32).fill(leaver + 1),
      chips: 100,
      nickname: new Uint8Array([80]),
    };
    expect(p.commit(leaver, { kind: 'sitDown', body }).applied).toBe(true);
    const back = p.numbers();
    expect(row(back, leaver)).toMatchObject({ broughtChips: 300, atTableChips: 100 });
    expect(sum(back)).toBe(0);
  });
  it('a lost bond is won by the others', async () => {
    const p = open([0, 1, 2], { bondChips: 30 });
    p.twist.set(1, (tx) => (tx.kind === 'shuffle' ? spoiled(tx) : tx));
    await p.deal();
    foldAround(p);
    const s = p.numbers();
    expect(row(s, 1)!.resultChips).toBeLessThanOrEqual(-30);
    expect(sum(s) + s.carriedChips).toBe(0);
  });
  it('a sit-and-go counts entries and prizes, and settles when it is decided', async () => {
    const levels = [{ smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 50, durationMs: 0 }];
    const p = open([0, 1, 2], {
      levels,
      payoutsBasisPoints: [{ share: 6_500 }, { share: 3_500 }],
      startingStackChips: 20,
    });
    expect(p.numbers()).toMatchObject({ tournament: 'running', transfers: undefined });
    for (let i = 0; i < 30 && !p.state.over; i++) {
      await p.deal();
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
        const { raise } = tableView(p.state, { seat }).legal!;
        if (raise) p.bet(seat, 'raiseTo', raise.maxToChips);
        else p.bet(seat, 'call');
        await p.work();
      }
    }
    const s = p.numbers();
    expect(s.tournament).toBe('over');
    // The pool of 60 pays 39 and 21; two who go out together share the second prize.
    expect(Math.max(...s.ledger.map((r) => r.resultChips))).toBe(19);
    expect(sum(s)).toBe(0);
    expect(s.transfers?.reduce((n, t) => n + (t.from === t.to ? 0 : t.chips), 0)).toBeGreaterThanOrEqual(19);
  });
  it('sums to zero whatever people do', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.infiniteStream(fc.nat(99)),
        fc.integer({ min: 1, max: 1e6 }),
        async (stream, seed) => {
          const draw = (below: number): number => stream.next().value! % below;
          const p = open([0, 1, 2, 3], { startingStackChips: 40, bondChips: draw(2) * 10 }, seed);
          for (let hand = 0; hand < 6 && !p.state.over; hand++) {
            const before = p.state.life.handsBegun;
            for (let i = 0; i < 20 && p.state.life.handsBegun === before && p.state.deadline; i++)
              p.passDeadline();
            if (p.state.life.handsBegun === before) break;
            if (draw(6) === 0) p.twist.set(draw(4), (tx) => (tx.kind === 'shuffle' ? spoiled(tx) : tx));
            await p.work();
            for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
              wish(p, draw);
              const { legal } = tableView(p.state, { seat });
              if (!legal) break;
              const what = draw(5);
              if (what === 0 && legal.raise) p.bet(seat, 'raiseTo', legal.raise.maxToChips);
              else if (what === 1) p.bet(seat, 'fold');
              else p.bet(seat, legal.check ? 'check' : 'call');
              await p.work();
            }
            wish(p, draw);
            wish(p, draw);
            const s = p.numbers();
            expect(sum(s) + s.carriedChips).toBe(0);
            if (s.carriedChips === 0) expect(s.transfers).toBeDefined();
            // And against the table's own count of all chips.
            if (p.state.hand?.phase === 'done') {
              const atTable = s.ledger.reduce((n, r) => n + r.atTableChips, 0);
              expect(atTable + s.carriedChips).toBe(totalChips(p.state));
              const moved = s.ledger.reduce((n, r) => n + r.broughtChips - r.takenChips, 0);
              expect(moved).toBe(160 + p.state.broughtChips);
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  });
});

/** Somebody asks for chips, leaves, or comes back; the table refuses what is not allowed. */
function wish(p: Play, draw: (below: number) => number): void {
  const seat = draw(4);
  switch (draw(6)) {
    case 0:
      p.commit(seat, { kind: 'topUp', body: { chips: 1 + draw(40) } });
      break;
    case 1:
      p.commit(seat, { kind: 'standUp', body: { version: 0 } });
      break;
    case 2:
      p.commit(seat, {
        kind: 'sitDown',
        body: {
          seat,
          key: new Uint8Array(32).fill(seat + 1),
          chips: 12 + draw(28),
          nickname: new Uint8Array([80]),
        },
      });
      break;
    default:
      break;
  }
}
