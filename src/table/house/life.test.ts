/** What players ask of a live table beside their decisions: chips, leaving, straddles, two boards, bomb pots. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { describe, expect, it } from 'vitest';
import { tableIdOf } from '../../codec/config.ts';
import { helloSigningBytes } from '../../codec/hello.ts';
import { appAt } from '../../testing/appAt.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

function table(seats: number[], change = {}, seed = 3): Play {
  return new Play(genesis(seats, change), clearDeck(seeded(seed)));
}
const stack = (p: Play, seat: number) => lifeSeat(p.state.life, seat)?.stackChips;
const chips = (p: Play) => totalChips(p.state) - p.state.broughtChips;
const topUp = (p: Play, seat: number, n: number) => p.commit(seat, { kind: 'topUp', body: { chips: n } });
const leave = (p: Play, seat: number) => p.commit(seat, { kind: 'standUp', body: { version: 0 } });
const offers = (p: Play, seat: number) => tableView(p.state, { seat }).offers!;
const secretOf = (seat: number) => new Uint8Array(32).fill(seat + 1);

/** A table whose players can sign: who has left comes back by its own word. */
function signingTable(seats: number[], change = {}): Play {
  const { body, signatures } = genesis(seats, change);
  const members = body.members.map((m) => ({ ...m, key: ed25519.getPublicKey(secretOf(m.seat)) }));
  return new Play({ body: { ...body, members }, signatures }, clearDeck(seeded(3)));
}

/** Who has left asks for its seat again, and another hands it in. */
function comeBack(p: Play, by: number, seat: number) {
  const unsigned = {
    tableId: tableIdOf(p.state.config),
    key: ed25519.getPublicKey(secretOf(seat)),
    role: 0,
    seat,
    ready: 1,
    nickname: new Uint8Array([80]),
    revision: 1,
    epoch: p.state.epoch,
    peerId: new Uint8Array([1]),
    signature: new Uint8Array(64),
    ...appAt(p.state.config),
  };
  const signature = ed25519.sign(helloSigningBytes(unsigned), secretOf(seat));
  return p.commit(by, { kind: 'admit', body: { ...unsigned, signature } });
}

/** Everybody checks or calls until the hand is over. */
async function checkDown(p: Play): Promise<void> {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    await p.work();
  }
  expect(p.state.hand?.phase).toBe('done');
}

/** Folds to one winner; who folds first loses only what it posted. */
function foldAround(p: Play): void {
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
}

describe('chips brought to the table', () => {
  it('a top-up in a hand reaches the stack when it is over, and never above the most', async () => {
    const p = table([0, 1, 2]);
    await p.deal();
    const seat = p.toAct()!;
    p.bet(seat, 'raiseTo', 50);
    expect(topUp(p, seat, 10)).toMatchObject({ reason: 'too-many-chips' });
    foldAround(p);
    const loser = [0, 1, 2].find((s) => stack(p, s)! < 200)!;
    const missing = 200 - stack(p, loser)!;
    expect(offers(p, loser).topUpChips).toBe(missing);
    expect(topUp(p, loser, missing)).toEqual({ applied: true });
    expect(stack(p, loser)).toBe(200);
    expect(p.state.broughtChips).toBe(missing);
    expect(chips(p)).toBe(600);
    expect(p.state.events.at(-1)).toMatchObject({ kind: 'top-up', seat: loser, chips: missing });
  });

  it('whoever is out of chips buys in again, and the game that was over goes on', async () => {
    const p = table([0, 1], { startingStackChips: 20 }, 5);
    for (let i = 0; i < 20 && !p.state.over; i++) {
      await p.deal();
      p.bet(p.toAct()!, 'raiseTo', tableView(p.state, { seat: p.toAct()! }).legal!.raise!.maxToChips);
      if (p.toAct() !== undefined) p.bet(p.toAct()!, 'call');
      await p.work();
    }
    expect(p.state.over).toBe(true);
    expect(p.state.deadline).toBeUndefined();
    const broke = [0, 1].find((s) => stack(p, s) === 0)!;
    expect(topUp(p, broke, 1)).toMatchObject({ reason: 'too-few-chips' });
    expect(topUp(p, broke, 20)).toEqual({ applied: true });
    expect(p.state.over).toBe(false);
    await p.deal();
    expect(p.state.hand?.dealtIn).toEqual([0, 1]);
    expect(chips(p)).toBe(40);
  });

  it('a redeal does not lose or double what was asked for', async () => {
    const p = table([0, 1, 2]);
    p.ahead = false;
    await p.deal();
    p.bet(p.toAct()!, 'raiseTo', 60);
    foldAround(p);
    const loser = [0, 1, 2].find((s) => stack(p, s)! < 200)!;
    p.twist.set((loser + 1) % 3, (tx) => (tx.kind === 'shuffle' ? undefined : tx));
    await p.deal();
    expect(topUp(p, loser, 1)).toEqual({ applied: true });
    const before = stack(p, loser)!;
    p.passDeadline();
    await p.work();
    expect(p.state.hand).toMatchObject({ attempt: 1, phase: 'play' });
    expect(stack(p, loser)).toBe(before + 1);
    expect(chips(p)).toBe(600);
    foldAround(p);
    expect(chips(p)).toBe(600);
    expect(p.state.broughtChips).toBe(1);
  });
});

describe('leaving', () => {
  it('folds in turn, leaves the blinds in the pot, and empties the seat when the hand is over', async () => {
    const p = table([0, 1, 2, 3]);
    await p.deal();
    const { bigBlindSeat } = p.state.hand!.plan;
    expect(leave(p, bigBlindSeat)).toEqual({ applied: true });
    expect(leave(p, bigBlindSeat)).toMatchObject({ reason: 'leaving' });
    expect(offers(p, bigBlindSeat).leaving).toBe(true);
    await checkDown(p);
    expect(p.state.hand!.engine.players.find((x) => x.seat === bigBlindSeat)?.status).toBe('folded');
    expect(lifeSeat(p.state.life, bigBlindSeat)).toBeUndefined();
    expect(p.state.broughtChips).toBe(-198);
    expect(chips(p)).toBe(800);
    await p.deal();
    expect(p.state.hand!.dealtIn).not.toContain(bigBlindSeat);
    expect(tableView(p.state, { seat: 0 }).seats.map((s) => s.seat)).not.toContain(bigBlindSeat);
  });

  it('steals no blind: who comes back is not dealt in before the big blind', async () => {
    const p = signingTable([0, 1, 2, 3]);
    await p.deal();
    const thief = p.state
      .hand!.plan.dealtIn.map((d) => d.seat)
      .find((s) => s === (p.state.hand!.plan.bigBlindSeat + 1) % 4)!;
    foldAround(p);
    // It would owe the big blind next. It leaves, lets the blinds pass, and sits down again.
    expect(leave(p, thief)).toEqual({ applied: true });
    await p.deal();
    expect(p.state.hand!.plan.bigBlindSeat).not.toBe(thief);
    foldAround(p);
    const another = (thief + 1) % 4;
    expect(comeBack(p, another, thief)).toEqual({ applied: true });
    expect(comeBack(p, another, thief)).toMatchObject({ applied: false });
    for (let i = 0; i < 5; i++) {
      await p.deal();
      if (i === 0) expect(lifeSeat(p.state.life, thief)?.debt).toBe('both');
      const { plan } = p.state.hand!;
      foldAround(p);
      if (!plan.dealtIn.some((d) => d.seat === thief)) continue;
      expect(plan.bigBlindSeat).toBe(thief);
      return;
    }
    throw new Error('never dealt in again');
  });

  it('a breaker pays its penalty also when it has asked to leave', async () => {
    const p = table([0, 1, 2]);
    p.twist.set(1, (tx) => (tx.kind === 'shares' ? undefined : tx));
    await p.deal();
    expect(leave(p, 1)).toEqual({ applied: true });
    p.passDeadline();
    await p.work();
    expect(p.state.hand).toMatchObject({ attempt: 1, dealtIn: [0, 2], deadChips: 4 });
    expect(p.state.broughtChips).toBe(-196);
    expect(chips(p)).toBe(600);
  });

  it('only the last one is left: the game is over', async () => {
    const p = signingTable([0, 1], { bondChips: 20 });
    await p.deal();
    foldAround(p);
    expect(leave(p, 0)).toEqual({ applied: true });
    expect(p.state.over).toBe(true);
    expect(chips(p)).toBe(400);
    expect(comeBack(p, 1, 0)).toEqual({ applied: true });
    p.slot();
    expect(p.state.over).toBe(false);
    expect(chips(p)).toBe(400);
  });

  it('nobody sits on another seat, and no tournament lets anybody leave', () => {
    const p = table([0, 1, 2]);
    const key = new Uint8Array(32).fill(1);
    const body = { seat: 4, key, chips: 100, nickname: new Uint8Array([80]) };
    expect(p.commit(0, { kind: 'sitDown', body })).toMatchObject({ reason: 'not-your-seat' });
  });
});

describe('coming back', () => {
  it('by waiting for the big blind instead of posting', async () => {
    const p = table([0, 1, 2, 3]);
    p.commit(0, { kind: 'sitOut', body: { version: 0 } });
    for (let i = 0; i < 5; i++) {
      await p.deal();
      foldAround(p);
    }
    expect(offers(p, 0).owesBlinds).toBe(true);
    expect(p.commit(0, { kind: 'sitIn', body: { comeBack: 1 } })).toEqual({ applied: true });
    for (let i = 0; i < 5; i++) {
      await p.deal();
      const { plan } = p.state.hand!;
      foldAround(p);
      if (!plan.dealtIn.some((d) => d.seat === 0)) continue;
      expect(plan).toMatchObject({ bigBlindSeat: 0, posts: [] });
      return;
    }
    throw new Error('never dealt in again');
  });
});

describe('a straddle', () => {
  it('is announced in the pause by under the gun, and it acts last before the flop', async () => {
    const p = table([0, 1, 2, 3], { straddle: 1 });
    const seat = [0, 1, 2, 3].find((s) => offers(p, s).straddle !== undefined)!;
    expect(offers(p, seat).straddle).toEqual({ hand: 1, chips: 4 });
    const ask = (s: number, hand: number) => p.commit(s, { kind: 'straddle', body: { hand } });
    expect(ask((seat + 1) % 4, 1)).toMatchObject({ reason: 'not-under-the-gun' });
    expect(ask(seat, 2)).toMatchObject({ reason: 'stale' });
    expect(ask(seat, 1)).toEqual({ applied: true });
    expect(ask(seat, 1)).toMatchObject({ reason: 'stale' });
    await p.deal();
    expect(p.toAct()).toBe((seat + 1) % 4);
    expect(tableView(p.state, { seat: p.toAct()! }).legal).toMatchObject({ callChips: 4 });
    for (let i = 0; i < 3; i++) p.bet(p.toAct()!, 'call');
    expect(p.toAct()).toBe(seat);
    expect(tableView(p.state, { seat }).legal?.check).toBe(true);
    expect(p.state.events.some((e) => e.kind === 'blind' && e.text === 'straddle')).toBe(true);
    await checkDown(p);
    expect(chips(p)).toBe(800);
  });

  it('is taken until the deck is shuffled, survives a redeal, and is too late once cards are out', async () => {
    const p = table([0, 1, 2, 3], { straddle: 1 });
    p.passDeadline();
    const { plan } = p.state.hand!;
    const seat = [0, 1, 2, 3].find((s) => offers(p, s).straddle !== undefined)!;
    expect(p.commit(seat, { kind: 'straddle', body: { hand: 1 } })).toEqual({ applied: true });
    await p.work();
    expect(p.toAct()).toBe((seat + 1) % 4);
    expect(p.state.events.filter((e) => e.kind === 'blind').map((e) => e.text)).toEqual([
      'small-blind',
      'big-blind',
      'straddle',
    ]);
    expect(plan.posts).toEqual([]);
    expect(p.commit(seat, { kind: 'straddle', body: { hand: 1 } })).toMatchObject({ reason: 'stale' });
    expect(offers(p, seat).straddle).toBeUndefined();
  });

  it('is not offered where the table has none', async () => {
    const p = table([0, 1, 2, 3]);
    expect(p.commit(0, { kind: 'straddle', body: { hand: 1 } })).toMatchObject({ reason: 'not-offered' });
  });
});

describe('run it twice', () => {
  async function allIn(): Promise<Play> {
    const p = table([0, 1, 2], { runItTwice: 1 }, 11);
    await p.deal();
    p.bet(p.toAct()!, 'fold');
    p.bet(p.toAct()!, 'raiseTo', 200);
    p.bet(p.toAct()!, 'call');
    await p.work();
    return p;
  }
  const answer = (p: Play, seat: number, agree: number) =>
    p.commit(seat, { kind: 'runItTwice', body: { hand: 1, agree } });

  it('both agree: two boards, and the pot is split between them', async () => {
    const p = await allIn();
    const asked = [0, 1, 2].filter((s) => offers(p, s).twice !== undefined);
    expect(asked).toHaveLength(2);
    const folded = [0, 1, 2].find((s) => !asked.includes(s))!;
    expect(answer(p, folded, 1)).toMatchObject({ reason: 'not-asked' });
    expect(answer(p, asked[0]!, 1)).toEqual({ applied: true });
    expect(answer(p, asked[0]!, 1)).toMatchObject({ reason: 'not-asked' });
    expect(answer(p, asked[1]!, 1)).toEqual({ applied: true });
    await p.work();
    const { hand } = tableView(p.state, { seat: 0 });
    expect(p.state.hand?.phase).toBe('done');
    expect(hand?.board).toHaveLength(5);
    expect(hand?.secondBoard).toHaveLength(5);
    expect(new Set([...hand!.board, ...hand!.secondBoard]).size).toBe(10);
    expect(chips(p)).toBe(600);
    const wins = p.state.hand!.engine.records.filter((r) => r.kind === 'win');
    expect(new Set(wins.map((w) => w.kind === 'win' && w.board))).toEqual(new Set([0, 1]));
    expect(stateRoot(p.replay(genesis([0, 1, 2], { runItTwice: 1 })))).toEqual(stateRoot(p.state));
  });

  it('one says no, or nothing in time: one board', async () => {
    for (const how of ['no', 'silence'] as const) {
      const p = await allIn();
      const asked = [0, 1, 2].filter((s) => offers(p, s).twice !== undefined);
      answer(p, asked[0]!, 1);
      if (how === 'no') answer(p, asked[1]!, 0);
      else p.passDeadline();
      await p.work();
      const { hand } = tableView(p.state, { seat: 0 });
      expect(p.state.hand?.phase).toBe('done');
      expect([hand?.board.length, hand?.secondBoard.length]).toEqual([5, 0]);
      expect(chips(p)).toBe(600);
    }
  });
});

describe('a bomb pot', () => {
  it('comes every so many hands: equal antes, straight to the flop, the button stays', async () => {
    const p = table([0, 1, 2, 3], { bombPotHands: 2, bombPotChips: 6 });
    await p.deal();
    expect(p.state.hand?.plan.bombPot).toBe(false);
    const shown = () => tableView(p.state, { seat: 0 }).hand?.nextBombPotChips;
    expect(shown()).toBeUndefined();
    foldAround(p);
    expect(shown(), 'said before it begins').toBe(6);
    const button = p.state.life.buttonSeat;
    await p.deal();
    const { hand } = p.state;
    expect(hand?.plan).toMatchObject({ bombPot: true, buttonSeat: button });
    expect(tableView(p.state, { seat: 0 }).hand).toMatchObject({ stage: 'flop', totalPotChips: 24 });
    await checkDown(p);
    expect(chips(p)).toBe(800);
    await p.deal();
    expect(p.state.hand?.plan.bombPot).toBe(false);
  });
});
