import { describe, expect, it } from 'vitest';
import { encodeTransaction } from '../../codec/transactions.ts';
import { parseCards } from '../../poker/cards.ts';
import { lastActionOf } from '../../poker/hand.ts';
import { conserved } from '../../testing/conserved.ts';
import { clearDeck, genesis, type Play, seeded } from '../../testing/tablePlay.ts';
import { refused } from '../apply/apply.ts';
import { deadlinePacing } from '../state/deadline.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { handSummary } from '../view/summary.ts';
import { tableView } from '../view/view.ts';

const play = conserved();

/** A deck whose first cards are these, the rest in order. */
const rigged = (cards: string) => (all: number[]) => {
  const first = (parseCards(cards) ?? []).map((c) => c!);
  return [...first, ...all.filter((c) => !first.includes(c))];
};

function table(seats: number[], cards?: string, change = {}): Play {
  const arrange = cards === undefined ? undefined : rigged(cards);
  return play(genesis(seats, change), clearDeck(seeded(1), arrange));
}

const stacks = (p: Play) => p.state.seats.map((s) => lifeSeat(p.state.life, s.seat)!.stackChips);
const kinds = (p: Play) => p.state.events.map((e) => e.kind);

/** Everybody checks or calls until nobody has anything to decide. */
async function checkDown(p: Play): Promise<void> {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    const check = tableView(p.state, { seat }).legal?.check === true;
    expect(p.bet(seat, check ? 'check' : 'call')).toEqual({ applied: true });
    await p.work();
  }
}

describe('a hand', () => {
  it('starts by itself after the genesis and asks everybody for a key', () => {
    const p = table([0, 1, 2, 3]);
    expect(p.state.hand).toBeUndefined();
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ hand: 1, attempt: 0, phase: 'keys', dealtIn: [0, 1, 2, 3] });
    expect(kinds(p)).toEqual(['hand-started', 'blind', 'blind']);
  });

  it('is keyed, shuffled in seat order and dealt without anybody deciding anything', async () => {
    const p = table([1, 4, 6]);
    await p.deal();
    expect(p.state.hand?.phase).toBe('play');
    expect(p.state.hand?.deck.shuffles).toBe(3);
    expect(p.state.events.filter((e) => e.kind === 'shuffled').map((e) => e.seat)).toEqual([1, 4, 6]);
    const seat = p.toAct()!;
    expect(p.ownCards(seat)?.cards).toHaveLength(2);
    expect(p.state.hand?.engine.players.every((x) => x.cards.every((c) => c === null))).toBe(true);
  });

  it('is played to a showdown: the best hand wins, stacks carry over, the next hand starts', async () => {
    const p = table([0, 1], 'Ac7hAd2s' + 'KhQd9s5c3h');
    await p.deal();
    const own = [0, 1].map((s) => p.ownCards(s)!.cards);
    await checkDown(p);
    expect(p.state.hand?.phase).toBe('done');
    const winner = own[0]!.every((c) => c! >> 2 === 12) ? 0 : 1;
    expect(stacks(p)[winner]).toBe(202);
    expect(stacks(p)[1 - winner]).toBe(198);
    expect(kinds(p)).toEqual(expect.arrayContaining(['street', 'show', 'win', 'hand-over']));
    const before = p.state.life.buttonSeat;
    await p.deal();
    expect(p.state.hand?.hand).toBe(2);
    expect(p.state.life.buttonSeat).not.toBe(before);
  });

  it('ends at once when all but one fold, and nobody has to show', async () => {
    const p = table([0, 1, 2, 3]);
    await p.deal();
    for (let i = 0; i < 3; i++) expect(p.bet(p.toAct()!, 'fold').applied).toBe(true);
    expect(p.state.hand?.phase).toBe('done');
    expect(kinds(p)).not.toContain('show');
    expect(p.state.hand?.outcome?.seats.filter((s) => s.wonChips > 0)).toHaveLength(1);
    const key = p.state.deadline?.key;
    expect(p.state.deadline?.totalMs).toBe(limits.pauseMs);
    await p.deal();
    expect(p.state.deadline?.key).not.toBe(key);
  });

  it('folded seats still owe their shares of the board', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const folded = p.toAct()!;
    p.bet(folded, 'fold');
    p.silent.add(folded);
    await checkDown(p);
    const view = tableView(p.state, { seat: 0 });
    expect(view.hand?.stage).toBe('reveal');
    expect(view.seats.filter((s) => s.awaited === 'shares').map((s) => s.seat)).toEqual([folded]);
    expect(p.state.deadline?.key).toMatch(/^board\./);
    p.silent.clear();
    await p.work();
    expect(tableView(p.state, { seat: 0 }).hand?.board).toHaveLength(3);
  });

  it('all-in with no action left: every live hand is open before the run-out', async () => {
    const p = table([0, 1]);
    await p.deal();
    p.silent.add(0).add(1);
    p.bet(p.toAct()!, 'raiseTo', 200);
    p.bet(p.toAct()!, 'call');
    const view = tableView(p.state, { seat: 0 });
    expect(view.seats.map((s) => s.awaited)).toEqual(['show', 'show']);
    expect(view.hand?.board).toHaveLength(0);
    p.silent.delete(0);
    await p.work();
    expect(tableView(p.state, { seat: 1 }).seats[0]?.cards).not.toContain(null);
    expect(tableView(p.state, { seat: 1 }).hand?.board).toHaveLength(0);
    p.silent.clear();
    await p.work();
    expect(p.state.hand?.phase).toBe('done');
    expect(tableView(p.state, { seat: 1 }).hand?.board).toHaveLength(5);
  });

  it('the loser of everything is out, and the table is over when one is left', async () => {
    const p = table([2, 5], 'Ac7hAd2s' + 'KhQd9s5c3h');
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 200);
    p.bet(p.toAct()!, 'call');
    await p.work();
    expect(stacks(p).sort((a, b) => a - b)).toEqual([0, 400]);
    expect(p.state.over).toBe(true);
    expect(kinds(p)).toEqual(expect.arrayContaining(['busted', 'table-over']));
    expect(p.state.deadline).toBeUndefined();
    expect(tableView(p.state, { seat: 2 }).hand?.stage).toBe('over');
  });

  it('a busted player is not dealt in and the others play on', async () => {
    const p = table([0, 1, 2], 'Ac7hThAd2s8s' + 'KhQd9s5c3h');
    await p.deal();
    const first = p.toAct()!;
    p.bet(first, 'raiseTo', 200);
    p.bet(p.toAct()!, 'call');
    p.bet(p.toAct()!, 'fold');
    await p.work();
    expect(p.state.hand?.phase).toBe('done');
    const out = p.state.seats.filter((s) => lifeSeat(p.state.life, s.seat)!.stackChips === 0);
    if (out.length === 1) {
      await p.deal();
      expect(p.state.hand?.dealtIn).toHaveLength(2);
      expect(p.state.hand?.dealtIn).not.toContain(out[0]!.seat);
    }
    expect(totalChips(p.state)).toBe(600);
  });

  it('a second player shows only what beats the first', async () => {
    const p = table([0, 1], 'Ac7hAd2s' + 'KhQd9s5c3h');
    await p.deal();
    await checkDown(p);
    const shows = p.state.events.filter((e) => e.kind === 'show').map((e) => e.seat);
    const mucks = p.state.events.filter((e) => e.kind === 'muck').map((e) => e.seat);
    const win = p.state.events.find((e) => e.kind === 'win')!.seat;
    expect(shows).toContain(win);
    expect(shows.length + mucks.length).toBe(2);
  });

  it('who mucks is said to have mucked, and who is not in the hand has no hand to name', async () => {
    const p = table([0, 1, 2]);
    p.commit(2, { kind: 'sitOut', body: { version: 0 } });
    await p.deal();
    await checkDown(p);
    while (p.state.hand?.dealtIn.includes(2)) {
      await p.deal();
      await checkDown(p);
    }
    const seats = tableView(p.state, { seat: 2 }).seats;
    expect(p.state.hand?.phase).toBe('done');
    expect(seats.find((s) => s.seat === 2)).toMatchObject({ inHand: false, handName: undefined });
    const mucked = p.state.hand!.engine.players.filter((x) => x.status === 'mucked').map((x) => x.seat);
    expect(seats.filter((s) => s.mucked).map((s) => s.seat)).toEqual(mucked);
  });

  it('after the hand a hidden hand may be shown by choice', async () => {
    const p = table([0, 1]);
    await p.deal();
    p.bet(p.toAct()!, 'fold');
    const { showDuty } = await import('../deck/duties.ts');
    const duty = showDuty(p.state, 0)!;
    expect(p.commit(0, await p.deck.fulfil(duty, 0))).toEqual({ applied: true });
    expect(tableView(p.state, { seat: 1 }).seats[0]?.cards).not.toContain(null);
  });
});

describe('the clock', () => {
  it('checks where checking is free and folds otherwise', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const late = p.toAct()!;
    p.passDeadline();
    expect(p.state.events.filter((e) => e.kind === 'timeout').map((e) => e.seat)).toEqual([late]);
    expect(lastActionOf(p.state.hand!.engine, late)?.verb).toBe('fold');
  });

  it('after two timeouts in a row the player sits out: acted for at once, not dealt in, back on request', async () => {
    const p = table([0, 1]);
    await p.deal();
    const sleeper = p.toAct()!;
    const other = 1 - sleeper;
    p.bet(sleeper, 'call');
    p.bet(other, 'check');
    await p.work();
    while (p.toAct() !== undefined) {
      const seat = p.toAct()!;
      if (seat === sleeper) p.passDeadline();
      else p.bet(seat, 'check');
      await p.work();
    }
    expect(p.state.hand?.phase).toBe('done');
    expect(lifeSeat(p.state.life, sleeper)?.status).toBe('sitting-out');
    // Nobody to play with: nothing is armed, no rounds are needed.
    expect(p.state.deadline).toBeUndefined();
    expect(p.commit(sleeper, { kind: 'sitIn', body: { comeBack: 0 } }).applied).toBe(true);
    await p.deal();
    expect(p.state.hand?.dealtIn).toEqual([0, 1]);
  });

  it('a silent player at its own showdown is mucked', async () => {
    const p = table([0, 1], 'Ac7hAd2s' + 'KhQd9s5c3h');
    await p.deal();
    const aces = p.ownCards(0)!.cards.every((c) => c! >> 2 === 12) ? 0 : 1;
    p.twist.set(aces, (tx) => (tx.kind === 'show' ? undefined : tx));
    await checkDown(p);
    for (let i = 0; i < 3 && p.state.hand?.phase === 'play'; i++) {
      p.passDeadline();
      await p.work();
    }
    expect(p.state.hand?.outcome?.seats.find((s) => s.wonChips > 0)?.seat).toBe(1 - aces);
  });

  it('an action is in time until the grace is over, and the time bank prolongs it', async () => {
    const p = table([0, 1], undefined, { timeBankMs: 10_000 });
    await p.deal();
    const seat = p.toAct()!;
    p.slot();
    const due = p.state.deadline!.deadline.dueMs!;
    const { hand, engine } = p.state.hand!;
    expect(p.commit(seat, { kind: 'timeBank', body: { hand, decision: engine.decision } }).applied).toBe(
      true,
    );
    expect(p.state.deadline?.deadline.dueMs).toBe(due + 10_000);
    expect(p.commit(seat, { kind: 'timeBank', body: { hand, decision: engine.decision } }).reason).toBe(
      'already-used',
    );
    p.slot(due + 3_980 - p.timeMs);
    expect(p.bet(seat, 'call').applied).toBe(true);
    expect(lifeSeat(p.state.life, seat)?.timeBankMs).toBe(6_000);
  });
});

describe('sitting out', () => {
  it("on one's turn folds at once, keeps one out of the next hand, and costs no timeout", async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const seat = p.toAct()!;
    expect(p.commit(seat, { kind: 'sitOut', body: { version: 0 } }).applied).toBe(true);
    expect(lastActionOf(p.state.hand!.engine, seat)?.verb).toBe('fold');
    expect(p.toAct()).not.toBe(seat);
    expect(tableView(p.state, { seat }).seats.find((s) => s.seat === seat)?.sittingOut).toBe(true);
    p.bet(p.toAct()!, 'fold');
    await p.deal();
    expect(p.state.hand?.dealtIn).not.toContain(seat);
    // Until it is back it owes no keys, shuffles or shares, and missed blinds are the rules' business.
    expect(p.state.hand?.phase).toBe('play');
  });
});

describe('the summary of a hand', () => {
  it("names winners and this tab's own cards, and adds up", async () => {
    const p = table([0, 1]);
    await p.deal();
    expect(handSummary(p.state, 0, undefined)).toBeUndefined();
    const own = p.ownCards(0);
    await checkDown(p);
    const summary = handSummary(p.state, 0, own)!;
    expect(summary.board).toHaveLength(5);
    expect(summary.ownCards).toEqual(own!.cards);
    expect(summary.seats.reduce((sum, s) => sum + s.netChips, 0)).toBe(0);
    expect(summary.winners.reduce((sum, s) => sum + s.chips, 0)).toBe(4);
  });
});

describe('a committed slot', () => {
  it('beyond deadline and grace folds first; a bet in that very slot is too late', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const seat = p.toAct()!;
    p.slot();
    const due = p.state.deadline!.deadline.dueMs!;
    p.slot(due + 1_000 - p.timeMs);
    expect(p.toAct()).toBe(seat);
    const { hand, engine } = p.state.hand!;
    const call = { kind: 'bet' as const, body: { hand, decision: engine.decision, verb: 2, amountChips: 0 } };
    expect(p.commit(seat, call)).toMatchObject({ applied: false, reason: 'stale' });
    expect(p.state.events.filter((e) => e.kind === 'timeout').map((e) => e.seat)).toEqual([seat]);
  });

  it('long after the deadline means that the table stood still: everybody gets ten seconds more', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const seat = p.toAct()!;
    p.slot();
    p.slot(600_000);
    expect(p.toAct()).toBe(seat);
    expect(p.state.deadline?.deadline.dueMs).toBe(p.timeMs + 10_000);
    p.slot(11_500);
    expect(p.toAct()).not.toBe(seat);
  });

  it('of the same round as the cause does not start the clock', async () => {
    const p = table([0, 1]);
    await p.deal();
    p.bet(p.toAct()!, 'call');
    expect(deadlinePacing(p.state)).toEqual({ unstamped: true, dueAtMs: null });
    p.round -= 1;
    p.slot();
    expect(deadlinePacing(p.state).unstamped).toBe(true);
    p.slot();
    expect(deadlinePacing(p.state)).toEqual({ unstamped: false, dueAtMs: p.timeMs + 20_000 + 1_001 });
  });
});

describe('who has no seat', () => {
  it('may chat and nothing else; what cannot be decoded is counted', async () => {
    const start = genesis([0, 1]);
    start.body.members.push({
      role: 1,
      seat: 255,
      key: new Uint8Array(32).fill(99),
      nickname: new TextEncoder().encode('W'),
    });
    const p = play(start, clearDeck(seeded(1)));
    await p.deal();
    const chat = encodeTransaction({
      kind: 'chat',
      nonce: 0,
      body: { text: new TextEncoder().encode('hi') },
    });
    expect(p.commitBytes(2, chat)).toEqual({ applied: true });
    expect(p.state.events.at(-1)).toMatchObject({ kind: 'chat', seat: undefined, nickname: 'W' });
    const sitOut = encodeTransaction({ kind: 'sitOut', nonce: 1, body: { version: 0 } });
    expect(p.commitBytes(2, sitOut)).toEqual({ applied: false, reason: 'not-a-player' });
    const counted = refused(p.state, 2, 'malformed').state;
    expect(counted.validators[2]?.refused).toEqual({ 'not-a-player': 1, malformed: 1 });
    expect(refused(p.state, 9, 'malformed').state).toBe(p.state);
  });
});

describe('replicas', () => {
  it('that applied the same log have the same root, and another log has another', async () => {
    const start = genesis([0, 3, 5]);
    const p = play(start, clearDeck(seeded(7)));
    await p.deal();
    p.commit(0, { kind: 'chat', body: { text: new TextEncoder().encode('hello') } });
    await checkDown(p);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
    const before = stateRoot(p.state);
    p.slot();
    expect(stateRoot(p.state)).not.toEqual(before);
  });
});
