/** Rabbit hunt: what would have come, for whoever asks in the pause; and everything that must not come of it. */
import { describe, expect, it } from 'vitest';
import { checkTableConfig, type TableConfig } from '../../codec/config.ts';
import { DecodeError } from '../../codec/decode.ts';
import { cardText, parseCards } from '../../poker/cards.ts';
import { conserved } from '../../testing/conserved.ts';
import {
  clearDeck,
  config,
  genesis,
  type Play,
  seeded,
  spoiled,
  type Unsent,
} from '../../testing/tablePlay.ts';
import { duties } from '../deck/duties.ts';
import { downPositions, owedPositions } from '../deck/owed.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';
import { isAfterHand, undealtBoard } from './rabbit.ts';

const BOARD = 'KhQd9s5c3h';
/** Three players: two cards each, then the board. */
const CARDS = `Ac7hThAd2s8s${BOARD}`;

const play = conserved();

function table(change: Partial<TableConfig> = {}, seats = [0, 1, 2]): Play {
  const first = (parseCards(CARDS) ?? []).map((c) => c!);
  const arrange = (all: number[]) => [...first, ...all.filter((c) => !first.includes(c))];
  return play(genesis(seats, { rabbitHunt: 1, ...change }), clearDeck(seeded(2), arrange));
}

const ask = (p: Play, seat: number, hand = p.state.hand!.hand) =>
  p.commit(seat, { kind: 'rabbit', body: { hand } });
const rabbit = (p: Play) => tableView(p.state, { seat: undefined }).hand?.rabbit;
const texts = (cards: string) => (parseCards(cards) ?? []).map((c) => cardText(c!));
const stacks = (p: Play) => p.state.seats.map((s) => lifeSeat(p.state.life, s.seat)!.stackChips);

/** Cards, and then so many streets checked or called before all but one give up. */
async function ended(p: Play, streets: number): Promise<Play> {
  await p.deal();
  while ((p.state.hand?.engine.street ?? 0) < streets && p.toAct() !== undefined) {
    const seat = p.toAct()!;
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    await p.work();
  }
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
  return p;
}

function shares(p: Play, positions: readonly number[]): Unsent {
  const { hand, attempt, deck } = p.state.hand!;
  return {
    kind: 'shares',
    body: {
      hand,
      attempt,
      deckDigest: deck.deckDigest!,
      positions: [...positions],
      shares: new Uint8Array(48 * positions.length).fill(1),
      proof: new Uint8Array(128).fill(1),
      escrow: new Uint8Array(0),
    },
  };
}

describe('a rabbit hunt', () => {
  it.each([
    [0, 0],
    [1, 3],
    [2, 4],
  ])('after %i streets shows what would have come after %i cards', async (streets, dealt) => {
    const p = await ended(table(), streets);
    const before = { stacks: stacks(p), outcome: p.state.hand!.outcome, engine: p.state.hand!.engine };
    for (const seat of [0, 1, 2]) expect(tableView(p.state, { seat }).offers?.rabbit).toBe(true);
    expect(tableView(p.state, { seat: undefined }).offers).toBeUndefined();
    expect(rabbit(p)).toBeUndefined();
    // Whoever folded may ask, too.
    expect(ask(p, 1)).toEqual({ applied: true });
    expect(tableView(p.state, { seat: 0 }).offers?.rabbit).toBe(false);
    await p.work();
    const view = tableView(p.state, { seat: undefined });
    expect(view.hand?.rabbit).toEqual(texts(BOARD).slice(dealt));
    expect(view.hand?.board).toEqual(texts(BOARD).slice(0, dealt));
    expect(view.seats.flatMap((s) => s.cards).filter((c) => c !== null)).toEqual([]);
    expect({ stacks: stacks(p), outcome: p.state.hand!.outcome, engine: p.state.hand!.engine }).toEqual(
      before,
    );
    const lines = p.state.events.filter((e) => e.kind === 'rabbit');
    expect(lines.map((e) => [e.seat, e.cards.map(cardText)])).toEqual([
      [1, []],
      [undefined, texts(BOARD).slice(dealt)],
    ]);
    expect(totalChips(p.state)).toBe(600);
    expect(stateRoot(p.replay(genesis([0, 1, 2], { rabbitHunt: 1 })))).toEqual(stateRoot(p.state));
  });

  it('only board cards are opened: those of hands stay as they were', async () => {
    const p = await ended(table(), 1);
    const held = [0, 1, 2].flatMap((s) => downPositions(p.state.hand!, s));
    const sharesOf = () => held.map((h) => p.state.hand!.deck.shares[h]);
    const before = sharesOf();
    ask(p, 0);
    expect(undealtBoard(p.state.hand!)).toEqual([9, 10]);
    await p.work();
    expect(sharesOf()).toEqual(before);
    expect(Object.keys(p.state.hand!.deck.opened).map(Number)).toEqual([6, 7, 8, 9, 10]);
  });

  it('makes nobody wait: asked or not, and answered or not, the next hand begins when it would have', async () => {
    const quiet = await ended(table(), 1);
    const { key } = quiet.state.deadline!;
    expect(quiet.state.deadline?.totalMs).toBe(limits.pauseAfterShowdownMs);
    for (const silent of [undefined, 2]) {
      const p = await ended(table(), 1);
      if (silent !== undefined) p.silent.add(silent);
      const armed = p.state.deadline;
      ask(p, 0);
      await p.work();
      expect(p.state.deadline).toMatchObject({ key, totalMs: armed!.totalMs });
      expect(rabbit(p) === undefined).toBe(silent !== undefined);
      p.passDeadline();
      expect(p.state.hand).toMatchObject({ hand: 2, rabbit: undefined, faults: [], absent: [] });
      // Who sent nothing is held to have done nothing wrong.
      expect(p.state.hand!.dealtIn).toEqual([0, 1, 2]);
      expect(p.state.seats.map((s) => s.silent)).toEqual([false, false, false]);
    }
  });

  it('goes together with showing a card', async () => {
    const p = await ended(table(), 1);
    ask(p, 0);
    const [mine] = downPositions(p.state.hand!, 2);
    const show = shares(p, [mine!]);
    expect(p.commit(2, { ...show, kind: 'show' } as Unsent)).toEqual({ applied: true });
    await p.work();
    expect(rabbit(p)).toEqual(texts('5c3h'));
    expect(p.state.events.filter((e) => e.kind === 'show')).toHaveLength(1);
  });
});

describe('refused', () => {
  it('while cards are bet on, and at a showdown', async () => {
    const p = table();
    await p.deal();
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
      expect(ask(p, seat)).toEqual({ applied: false, reason: 'not-over' });
      expect(tableView(p.state, { seat }).offers?.rabbit).toBe(false);
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
      await p.work();
    }
    expect(p.state.hand?.phase).toBe('done');
    expect(ask(p, 0)).toEqual({ applied: false, reason: 'nothing-left' });
    expect(p.state.hand?.rabbit).toBeUndefined();
  });

  it('where the table does not have it, and the pause is as short as ever', async () => {
    const p = await ended(table({ rabbitHunt: 0 }), 1);
    expect(ask(p, 0)).toEqual({ applied: false, reason: 'not-offered' });
    expect(tableView(p.state, { seat: 0 }).offers?.rabbit).toBe(false);
    expect(p.state.deadline?.totalMs).toBe(limits.pauseMs);
    expect(p.commit(0, shares(p, [9, 10]))).toEqual({ applied: false, reason: 'stale' });
  });

  it('twice, for another hand, by whoever was not dealt in, and when the next hand has begun', async () => {
    const p = await ended(table(), 0);
    expect(ask(p, 0, 2)).toEqual({ applied: false, reason: 'stale' });
    expect(ask(p, 0)).toEqual({ applied: true });
    expect(ask(p, 0)).toEqual({ applied: false, reason: 'already-asked' });
    expect(ask(p, 2)).toEqual({ applied: false, reason: 'already-asked' });
    p.commit(2, { kind: 'sitOut', body: { version: 0 } });
    p.passDeadline();
    expect(ask(p, 0, 1)).toEqual({ applied: false, reason: 'stale' });
    expect(ask(p, 0)).toEqual({ applied: false, reason: 'not-over' });
    expect(ask(p, 2)).toEqual({ applied: false, reason: 'not-dealt-in' });
  });

  it('shares nobody asked for: before the question, of hole cards, of too few or too many cards, twice', async () => {
    const p = await ended(table(), 1);
    expect(p.commit(0, shares(p, [9, 10]))).toEqual({ applied: false, reason: 'stale' });
    ask(p, 0);
    const opened = p.state.hand!.deck.opened;
    const [mine] = downPositions(p.state.hand!, 0);
    const [theirs] = downPositions(p.state.hand!, 1);
    for (const smuggled of [
      [mine!],
      [theirs!],
      [mine!, 9, 10],
      [theirs!, 9, 10],
      [9],
      [9, 10, 11],
      [6, 9, 10],
      [],
    ])
      expect(p.commit(0, shares(p, smuggled)), String(smuggled)).toEqual({
        applied: false,
        reason: 'not-owed',
      });
    expect(p.state.hand!.deck.opened).toBe(opened);
    expect(owedPositions(p.state.hand!, 0)).toEqual([9, 10]);
    expect(p.commit(0, shares(p, [9, 10]))).toEqual({ applied: true });
    expect(p.commit(0, shares(p, [9, 10]))).toEqual({ applied: false, reason: 'not-owed' });
    // A hole card is shown by its owner only, and the owner's word is of its own kind.
    expect(p.commit(1, shares(p, [theirs!, 9, 10]))).toEqual({ applied: false, reason: 'not-owed' });
  });

  it('escrow: nobody opens for whoever sends nothing', async () => {
    const p = table({ escrow: 1 }, [0, 1, 2, 3]);
    // Escrow keys come before the first hand.
    await p.work();
    await ended(p, 1);
    expect(Object.keys(p.state.hand!.deck.escrows)).toHaveLength(4);
    p.silent.add(3);
    ask(p, 0);
    await p.work();
    expect(rabbit(p)).toBeUndefined();
    for (const seat of [0, 1, 2])
      expect(duties(p.state, seat, undefined).filter((d) => d.kind === 'escrowOpen')).toEqual([]);
    const { hand, attempt, deck } = p.state.hand!;
    const positions = undealtBoard(p.state.hand!);
    const opening: Unsent = {
      kind: 'escrowOpen',
      body: {
        hand,
        attempt,
        deckDigest: deck.deckDigest!,
        seat: 3,
        positions,
        openings: new Uint8Array(48 * positions.length),
        proof: new Uint8Array(128).fill(1),
      },
    };
    for (const seat of [0, 1, 2])
      expect(p.commit(seat, opening)).toEqual({ applied: false, reason: 'not-owed' });
    expect(p.state.hand!.deck.openings).toEqual({});
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ hand: 2, absent: [] });
  });

  it('a share that is false: named and slashed like any other, and the result stands', async () => {
    const p = await ended(table({ bondChips: 20 }), 1);
    const { outcome } = p.state.hand!;
    p.twist.set(2, (tx) => (tx.kind === 'shares' ? spoiled(tx) : tx));
    ask(p, 0);
    await p.work();
    expect(rabbit(p)).toBeUndefined();
    expect(p.state.hand).toMatchObject({
      outcome,
      faults: [{ seat: 2, step: 'shares', reason: 'proof-fails' }],
    });
    expect(p.state.seats[2]).toMatchObject({ bondChips: 0 });
    expect(totalChips(p.state)).toBe(600);
  });

  it('a game without a board, and a flag that is none', () => {
    const stud = { game: 4, structure: 2, seats: 8, rabbitHunt: 1 };
    expect(() => checkTableConfig(config(stud))).toThrow(DecodeError);
    expect(() => checkTableConfig(config({ ...stud, rabbitHunt: 0 }))).not.toThrow();
    expect(() => checkTableConfig(config({ rabbitHunt: 2 }))).toThrow(DecodeError);
    expect(() => checkTableConfig(config({ rabbitHunt: 1 }))).not.toThrow();
  });

  it('a hand that nobody could be dealt has nothing to see', async () => {
    const p = table();
    p.silent.add(0).add(1).add(2);
    while (p.state.hand?.phase !== 'done') p.passDeadline();
    expect(p.state.hand.outcome?.voidReason).toBe('not-enough-players');
    expect(isAfterHand(p.state)).toBe(false);
    expect(ask(p, 0)).toMatchObject({ applied: false });
  });
});
