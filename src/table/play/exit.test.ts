/** A street that somebody keeps closed: what it brings whoever tries it, with chips conserved and a replica equal. */
import { afterEach, describe, expect, it } from 'vitest';
import type { TableConfig } from '../../codec/config.ts';
import { cardText } from '../../poker/cards.ts';
import { clearDeck, genesis, Play, seeded, spoiled, type Unsent } from '../../testing/tablePlay.ts';
import { escrowOf } from '../deck/escrow.ts';
import { inTurn } from '../deck/turns.ts';
import { boardBeforeRunOut } from '../hand/boardFirst.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

const byTheBook: Partial<TableConfig> = { protocolVersion: 2, proofs: 0, claims: 0 };
let played: { p: Play; start: ReturnType<typeof genesis>; chips: number } | undefined;

afterEach(() => {
  if (played === undefined) return;
  const { p, start, chips } = played;
  played = undefined;
  expect(totalChips(p.state)).toBe(chips);
  expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
});

/** At the first decision of the first hand; the first cards of the deck lie as `top` says. */
async function dealt(
  seats: readonly number[],
  change: Partial<TableConfig> = {},
  top: readonly number[] = [],
) {
  const rules = change.protocolVersion === 1 ? {} : byTheBook;
  const start = genesis(seats, { ...rules, bondChips: 30, ...change });
  const arrange = (cards: number[]) => [...top, ...cards.filter((c) => !top.includes(c))];
  const p = new Play(start, clearDeck(seeded(5), top.length === 0 ? undefined : arrange));
  played = { p, start, chips: 200 * seats.length };
  await p.work();
  await p.deal();
  return p;
}

const silentAt = (kind: Unsent['kind'], from = 0) => {
  let seen = 0;
  return (tx: Unsent) => (tx.kind === kind && seen++ >= from ? undefined : tx);
};
const stack = (p: Play, seat: number) => lifeSeat(p.state.life, seat)!.stackChips;
const bond = (p: Play, seat: number) => p.state.seats.find((s) => s.seat === seat)!.bondChips;
const exit = (p: Play) => tableView(p.state, { seat: 0 }).hand?.exit;

const lying = (kind: Unsent['kind']) => (tx: Unsent) => (tx.kind === kind ? spoiled(tx) : tx);

/** Everybody all-in before the flop. */
async function allIn(p: Play): Promise<void> {
  allInBets(p);
  await p.work();
}

function allInBets(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    const { raise } = tableView(p.state, { seat }).legal!;
    expect(p.bet(seat, raise ? 'raiseTo' : 'call', raise?.maxToChips ?? 0).applied).toBe(true);
  }
}

/** Deadlines until the hand is over, everybody at work. */
async function toTheEnd(p: Play, most = 40): Promise<void> {
  for (let i = 0; i < most && p.state.hand?.phase !== 'done'; i++) {
    p.passDeadline();
    await p.work();
  }
  expect(p.state.hand?.phase).toBe('done');
}

describe('two players, all-in, the river kept closed by the one behind', () => {
  /** Positions 0..3 are the hole cards of both, 4..8 the board: seat 1's aces hold against seat 0's kings. */
  const top = [44, 48, 45, 49, 0, 21, 30, 39, 5];

  async function withheld(change: Partial<TableConfig> = {}): Promise<Play> {
    const p = await dealt([0, 1], change, top);
    p.twist.set(0, silentAt('shares', 2));
    await allIn(p);
    return p;
  }

  it('the board comes first: whoever withholds it has seen no hand', async () => {
    const p = await withheld();
    expect(p.state.hand?.engine.board.filter((c) => c !== null).map(cardText)).toHaveLength(4);
    expect(p.state.hand?.engine.players.every((s) => !s.shown)).toBe(true);
    // Pictures keep the usual order: no card of the run-out before the hands.
    expect(tableView(p.state, { seat: 1 }).hand?.board).toEqual([]);
    await toTheEnd(p);
  });

  it('refusing: after the countdown its hand is dead, the other has the pot and the bond, and nobody else anything', async () => {
    const p = await withheld();
    p.passDeadline();
    expect(exit(p)).toMatchObject({ stage: 'waiting', seats: [0] });
    p.passDeadline();
    expect(exit(p)).toMatchObject({ stage: 'countdown', seats: [0] });
    expect(p.state.deadline?.totalMs).toBe(limits.exitMs);
    p.passDeadline();
    expect(p.state.hand?.phase).toBe('done');
    expect([stack(p, 0), stack(p, 1), bond(p, 0), bond(p, 1)]).toEqual([0, 370, 0, 30]);
    expect(p.state.hand?.outcome?.security).toEqual([{ seat: 1, chips: 30 }]);
    expect(p.state.hand?.engine.players.find((s) => s.seat === 1)?.shown).toBe(false);
  });

  it('its shares at any time before the end of the countdown: the hand goes on as if nothing had been', async () => {
    const p = await withheld();
    p.passDeadline();
    p.passDeadline();
    p.twist.clear();
    await p.work();
    expect(exit(p)).toBeUndefined();
    expect(p.state.hand?.phase).toBe('done');
    expect(p.state.hand?.engine.board.filter((c) => c !== null)).toHaveLength(5);
    expect(boardBeforeRunOut(p.state.hand!.engine)).toBe(0);
    expect(tableView(p.state, { seat: 1 }).hand?.board).toHaveLength(5);
    expect([bond(p, 0), bond(p, 1)]).toEqual([30, 30]);
  });

  it('a tab whose table stands behind is not refusing, however long its blocks go on: nothing is decided', async () => {
    const p = await withheld();
    p.lagging.add(p.author(0));
    for (let i = 0; i < 20; i++) p.passDeadline();
    expect(p.state.hand?.phase).toBe('play');
    expect(exit(p)).toMatchObject({ stage: 'alone', seats: [0] });
    p.lagging.clear();
    p.passDeadline();
    expect(p.state.hand?.phase).toBe('done');
    expect(bond(p, 0)).toBe(0);
  });

  it('knowing only at the end of a countdown is not knowing all through it', async () => {
    const p = await withheld();
    p.lagging.add(p.author(0));
    p.passDeadline();
    p.passDeadline();
    for (let i = 0; i < 8; i++) p.slot(20);
    const due = p.state.deadline!.deadline.dueMs!;
    p.slot(due - p.timeMs - 100);
    p.lagging.clear();
    p.slot(20);
    p.passDeadline();
    expect(p.state.hand?.phase).toBe('play');
  });

  it('false shares: bond, seat and hand at once, so that the other has won', async () => {
    const p = await dealt([0, 1], {}, top);
    let sent = 0;
    p.twist.set(0, (tx) => (tx.kind === 'shares' && ++sent > 2 ? spoiled(tx) : tx));
    await allIn(p);
    expect([stack(p, 0), stack(p, 1)]).toEqual([0, 370]);
  });

  it('with chips behind: it pays of them what the other has put in, once', async () => {
    const p = await dealt([0, 1], {}, top);
    p.twist.set(0, silentAt('shares', 1));
    // Both put in 50 and see the flop closed.
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
      const legal = tableView(p.state, { seat }).legal!;
      if (legal.raise && p.state.hand!.engine.decision === 0) p.bet(seat, 'raiseTo', 50);
      else p.bet(seat, 'call');
    }
    await p.work();
    await toTheEnd(p);
    // 170 behind the bond: lost 50 in the pot, 50 of the stack and the bond of 30.
    expect([stack(p, 0), stack(p, 1), bond(p, 0)]).toEqual([70, 300, 0]);
  });
});

describe('the order of shares where no escrow covers them', () => {
  async function threeToTheFlop(): Promise<Play> {
    const p = await dealt([0, 1, 2]);
    p.silent.add(0).add(1).add(2);
    const first = p.toAct()!;
    p.bet(first, 'fold');
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    return p;
  }

  it('folded seats first, then live ones from the button: out of turn is refused unverified', async () => {
    const p = await threeToTheFlop();
    const { hand } = p.state;
    const folded = hand!.engine.players.find((s) => s.status === 'folded')!.seat;
    expect(inTurn(p.state, hand!)).toEqual([folded]);
    const live = [0, 1, 2].filter((s) => s !== folded);
    const before = stateRoot(p.state);
    expect(before).toHaveLength(32);
    p.twist.set(live[1]!, (tx) => tx);
    for (const seat of live) {
      const { deck, hand: number, attempt } = p.state.hand!;
      const lie: Unsent = {
        kind: 'shares',
        body: {
          hand: number,
          attempt,
          deckDigest: deck.deckDigest!,
          positions: [6, 7, 8],
          shares: new Uint8Array(144),
          proof: new Uint8Array(128),
          escrow: new Uint8Array(0),
        },
      };
      expect(p.commit(seat, lie)).toEqual({ applied: false, reason: 'not-owed' });
      expect(bond(p, seat)).toBe(30);
    }
    p.silent.delete(folded);
    await p.work();
    expect(inTurn(p.state, p.state.hand!)).toHaveLength(1);
    p.silent.clear();
    await p.work();
    expect(p.state.hand?.engine.phase).toBe('act');
  });

  it('the one who has put in less speaks before the one who has put in more', async () => {
    const p = await dealt([0, 1, 2]);
    p.silent.add(0).add(1).add(2);
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    const order: number[] = [];
    while (p.state.hand!.engine.phase === 'deal') {
      const [seat] = inTurn(p.state, p.state.hand!);
      order.push(seat!);
      p.silent.delete(seat!);
      await p.work();
      p.silent.add(seat!);
    }
    const { buttonSeat } = p.state.hand!.plan;
    expect(order).toEqual([1, 2, 3].map((k) => (buttonSeat + k) % 3));
  });

  it('a folded accomplice that refuses blind pays for it, and the live hands divide the pot', async () => {
    const p = await threeToTheFlop();
    const folded = p.state.hand!.engine.players.find((s) => s.status === 'folded')!.seat;
    for (const seat of [0, 1, 2]) if (seat !== folded) p.silent.delete(seat);
    await toTheEnd(p);
    expect(bond(p, folded)).toBe(0);
    // Two big blinds of the live hands: so much of the stack besides the bond.
    expect(stack(p, folded)).toBe(170 - 4);
    expect(p.state.hand?.outcome?.seats.filter((s) => s.wonChips > 0).length).toBe(2);
    expect(p.state.hand?.outcome?.security?.reduce((sum, s) => sum + s.chips, 0)).toBe(30);
    // Nothing to name without a board; the screens say so, and say who won what.
    const seats = tableView(p.state, { seat: 0 }).seats.filter((s) => s.wonChips > 0);
    expect(seats.map((s) => s.handName)).toEqual([undefined, undefined]);
  });
});

describe('several live hands are left', () => {
  // A liar's bond goes to all others at the table, whatever else they owe.
  it.each<[string, (tx: Unsent) => Unsent | undefined, number, number]>([
    ['each is tabled, whoever does not is dead, and the pot is divided by chances', silentAt('show'), 30, 0],
    ['who tables a hand that it does not hold is dead and loses its bond', lying('show'), 0, 10],
  ])('%s', async (_, shown, left, shared) => {
    const p = await dealt([0, 1, 2, 3]);
    allInBets(p);
    const refuser = 2;
    const shy = 3;
    p.twist.set(refuser, silentAt('shares'));
    p.twist.set(shy, shown);
    await p.work();
    await toTheEnd(p);
    const won = p.state.hand!.outcome!.seats.filter((s) => s.wonChips > 0).map((s) => s.seat);
    expect(won).toEqual([0, 1]);
    expect(stack(p, refuser) + bond(p, refuser)).toBe(shared);
    expect(bond(p, shy)).toBe(left);
    const security = p.state.hand!.outcome!.security!;
    expect(security.map((s) => s.seat).sort()).toEqual([0, 1]);
    expect(security.reduce((sum, s) => sum + s.chips, 0)).toBe(30);
  });

  it('absent with four validators: nothing for four minutes, then its hand is dead and nothing else is taken', async () => {
    const p = await dealt([0, 1, 2, 3]);
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    p.silent.add(3);
    p.gone.add(p.author(3));
    await p.work();
    const from = p.timeMs;
    await toTheEnd(p);
    expect(p.timeMs - from).toBeGreaterThanOrEqual(limits.absentMs + limits.absentExitMs);
    expect(bond(p, 3)).toBe(30);
    expect(stack(p, 3)).toBe(168);
    expect(p.state.hand?.outcome?.security).toBeUndefined();
  });

  it('tournament: the same division; the refuser keeps its chips, cannot sit in and is blinded off', async () => {
    const levels = [{ smallBlindChips: 1, bigBlindChips: 2, anteChips: 0, hands: 100, durationMs: 0 }];
    const payoutsBasisPoints = [{ share: 10_000 }];
    const p = await dealt([0, 1, 2], { bondChips: 0, levels, payoutsBasisPoints });
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    p.twist.set(1, silentAt('shares'));
    await p.work();
    await toTheEnd(p);
    expect(p.state.hand?.outcome?.security).toBeUndefined();
    expect(stack(p, 1)).toBe(198);
    expect(p.commit(1, { kind: 'sitIn', body: { comeBack: 0 } })).toMatchObject({
      applied: false,
      reason: 'disqualified',
    });
    const before = stack(p, 1);
    p.twist.clear();
    for (let hands = 0; hands < 3; hands++) {
      await p.deal();
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
      await p.work();
    }
    expect(stack(p, 1)).toBeLessThan(before);
  });
});

it('tables of the first rules wait as they did: no countdown, no order, no exit', async () => {
  const p = await dealt([0, 1], { protocolVersion: 1 });
  p.twist.set(0, silentAt('shares', 1));
  await allIn(p);
  p.passDeadline();
  expect(p.state.hand).toMatchObject({ suspended: true });
  expect(p.state.hand?.exit).toBeUndefined();
  expect(p.state.deadline).toBeUndefined();
});

describe('stud by the second rules', () => {
  const stud = { game: 4, structure: 2, smallBlindChips: 1, bigBlindChips: 4, escrow: 1 };
  const callAll = (p: Play): void => {
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
  };

  it('has escrow: one of four leaves after fourth street, and the hand ends with cards', async () => {
    const p = await dealt([0, 1, 2, 3], stud);
    expect(p.state.hand?.escrow?.positions).toEqual(Array.from({ length: 16 }, (_, i) => 12 + i));
    callAll(p);
    await p.work();
    p.silent.add(3);
    p.gone.add(p.author(3));
    for (let i = 0; i < 80 && p.state.hand?.phase !== 'done'; i++) {
      const seat = p.toAct();
      if (seat !== undefined && seat !== 3)
        p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
      else if (p.state.deadline !== undefined) p.passDeadline();
      await p.work();
    }
    expect(p.state.hand?.phase).toBe('done');
    expect(p.state.hand?.exit).toBeUndefined();
    const winner = p.state.hand!.engine.players.find((s) => s.wonChips > 0)!;
    expect(winner.cards.filter((c) => c !== null)).toHaveLength(7);
  });

  it('no fold moves a card to another: the k-th card of the i-th player lies at k·m + i', async () => {
    const p = await dealt([0, 1, 2, 3], { ...stud, escrow: 0 });
    p.bet(p.toAct()!, 'call');
    p.bet(p.toAct()!, 'fold');
    callAll(p);
    await p.work();
    const order = [1, 2, 3, 4].map((k) => (p.state.hand!.plan.buttonSeat + k) % 4);
    const deals = p.state.hand!.engine.records.flatMap((r) => (r.kind === 'deal' ? r.requests : []));
    expect(deals.length).toBe(12 + 3);
    for (const { to, index, position } of deals)
      expect(position).toBe(4 * index + order.indexOf(to as number));
  });

  it("nobody's message escrows its own closed last card, and an opening of it is refused", async () => {
    const p = await dealt([0, 1, 2, 3], stud);
    const { hand } = p.state;
    for (const seat of [0, 1, 2, 3]) {
      const own = 24 + [1, 2, 3, 4].map((k) => (hand!.plan.buttonSeat + k) % 4).indexOf(seat);
      expect(escrowOf(p.state, hand!, seat)?.positions).not.toContain(own);
      expect(escrowOf(p.state, hand!, seat)?.positions).toHaveLength(15);
    }
  });
});

it('a show that comes after its clock is refused: what was mucked stays closed, but for single cards by choice', async () => {
  const p = await dealt([0, 1]);
  let late: Unsent | undefined;
  for (let i = 0; i < 40 && p.state.hand?.phase !== 'done'; i++) {
    const seat = p.toAct();
    if (seat !== undefined)
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    else if (late !== undefined) p.passDeadline();
    for (const who of [0, 1])
      p.twist.set(who, (tx) => {
        if (tx.kind !== 'show' || late !== undefined) return tx;
        late = tx;
        return undefined;
      });
    await p.work();
  }
  const [loser] = p.state.hand!.late!;
  expect(p.commit(loser!, late!)).toEqual({ applied: false, reason: 'not-showdown' });
  if (late?.kind !== 'show') throw new Error('a show was kept back');
  const one = {
    ...late.body,
    positions: late.body.positions.slice(0, 1),
    shares: late.body.shares.slice(0, 48),
  };
  expect(p.commit(loser!, { kind: 'show', body: one })).toEqual({ applied: true });
});
