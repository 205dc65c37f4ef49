/** Showing cards by choice after a hand: one, the other, or all; and everything that must not be shown that way. */
import { describe, expect, it } from 'vitest';
import { DecodeError } from '../../codec/decode.ts';
import { clearDeck, genesis, Play, seeded, spoiled, type Unsent } from '../../testing/tablePlay.ts';
import { showDuty } from '../deck/duties.ts';
import { downPositions, showable } from '../deck/owed.ts';
import { limits } from '../state/limits.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

const start = genesis([0, 1, 2], { bondChips: 20 });

async function dealt(): Promise<Play> {
  const p = new Play(start, clearDeck(seeded(3)));
  await p.deal();
  return p;
}

/** All but one have folded. */
async function folded(): Promise<Play> {
  const p = await dealt();
  for (let i = 0; i < 2; i++) p.bet(p.toAct()!, 'fold');
  expect(p.state.hand?.phase).toBe('done');
  return p;
}

/** A `show` of these positions with a proof that holds, whoever may send it. */
function show(
  p: Play,
  positions: readonly number[],
  change: { hand?: number; digest?: Uint8Array } = {},
): Unsent {
  const { hand, attempt, deck } = p.state.hand!;
  return {
    kind: 'show',
    body: {
      hand: change.hand ?? hand,
      attempt,
      deckDigest: change.digest ?? deck.deckDigest!,
      positions: [...positions],
      shares: new Uint8Array(48 * positions.length).fill(1),
      proof: new Uint8Array(128).fill(1),
      escrow: new Uint8Array(0),
    },
  };
}

const own = (p: Play, seat: number) => downPositions(p.state.hand!, seat);
const seen = (p: Play, seat: number) => tableView(p.state, { seat: undefined }).seats[seat]!.cards;
const told = (p: Play) => p.state.events.filter((e) => e.kind === 'show');
const refusal = (p: Play, seat: number, tx: Unsent) => {
  const { deck } = p.state.hand!;
  const outcome = p.commit(seat, tx);
  expect(p.state.hand!.deck).toBe(deck);
  return outcome;
};

describe('after the hand', () => {
  it('one card is shown and the other stays closed, also of whoever folded', async () => {
    const p = await folded();
    const stacks = totalChips(p.state);
    for (const seat of [0, 1, 2]) {
      const [first, second] = p.ownCards(seat)!.cards;
      expect(showable(p.state, seat)).toEqual(own(p, seat));
      expect(p.commit(seat, show(p, [own(p, seat)[1]!]))).toEqual({ applied: true });
      expect(seen(p, seat).map((c) => c === null)).toEqual([true, false]);
      expect(told(p).at(-1)).toMatchObject({ seat, cards: [second] });
      expect(showable(p.state, seat)).toEqual([own(p, seat)[0]]);
      expect(p.commit(seat, show(p, [own(p, seat)[0]!]))).toEqual({ applied: true });
      expect(seen(p, seat)).not.toContain(null);
      expect(told(p).at(-1)).toMatchObject({ seat, cards: [first] });
      expect(showable(p.state, seat)).toEqual([]);
    }
    expect(totalChips(p.state)).toBe(stacks);
    expect(p.state.hand?.faults).toEqual([]);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });

  it('both are shown at once', async () => {
    const p = await folded();
    const duty = showDuty(p.state, 1)!;
    expect(duty.positions).toEqual(own(p, 1));
    expect(p.commit(1, await p.deck.fulfil(duty, 1))).toEqual({ applied: true });
    expect(told(p)).toHaveLength(1);
    expect(told(p)[0]!.cards).toHaveLength(2);
    expect(showDuty(p.state, 1)).toBeUndefined();
  });

  it('makes nobody wait: the pause is as long as it was', async () => {
    const p = await folded();
    const { key, totalMs } = p.state.deadline!;
    p.commit(0, show(p, [own(p, 0)[0]!]));
    expect(p.state.deadline).toMatchObject({ key, totalMs: limits.pauseMs });
    expect(totalMs).toBe(limits.pauseMs);
    p.passDeadline();
    expect(p.state.hand).toMatchObject({ hand: 2 });
  });

  it('a chosen list is made only of what may be shown', async () => {
    const p = await folded();
    const [a, b] = own(p, 0) as [number, number];
    expect(showDuty(p.state, 0, [b])?.positions).toEqual([b]);
    for (const bad of [[], [a, own(p, 1)[0]!], [a, a], [51]])
      expect(showDuty(p.state, 0, bad)).toBeUndefined();
    p.commit(0, show(p, [a]));
    expect(showDuty(p.state, 0, [a])).toBeUndefined();
    expect(showDuty(p.state, 0, [a, b])).toBeUndefined();
    expect(showDuty(p.state, 0)?.positions).toEqual([b]);
  });
});

describe('refused, and nothing opens', () => {
  const nothingOpen = (p: Play) => expect(p.state.hand!.deck.opened).toEqual({});

  it("another's card, alone or beside one's own; a board card; a card of nobody", async () => {
    const p = await folded();
    const [mine] = own(p, 0);
    const [theirs] = own(p, 1);
    for (const positions of [[theirs!], [mine!, theirs!].sort((a, b) => a - b), [6], [51], []])
      expect(refusal(p, 0, show(p, positions))).toEqual({ applied: false, reason: 'not-owed' });
    nothingOpen(p);
  });

  it('a card twice: in two messages, in one with another, and in one message', async () => {
    const p = await folded();
    const [a, b] = own(p, 0) as [number, number];
    p.commit(0, show(p, [a]));
    expect(refusal(p, 0, show(p, [a]))).toEqual({ applied: false, reason: 'already-given' });
    expect(refusal(p, 0, show(p, [a, b]))).toEqual({ applied: false, reason: 'already-given' });
    expect(() => p.commit(0, show(p, [b, b]))).toThrow(DecodeError);
    expect(told(p)).toHaveLength(1);
    expect(Object.keys(p.state.hand!.deck.opened)).toEqual([String(a)]);
  });

  it('before the hand is over: while cards are bet on, and one alone at the showdown', async () => {
    const p = await dealt();
    for (const seat of [0, 1, 2]) {
      expect(showable(p.state, seat)).toEqual([]);
      for (const positions of [own(p, seat), own(p, seat).slice(0, 1)])
        expect(refusal(p, seat, show(p, positions))).toEqual({ applied: false, reason: 'not-showdown' });
    }
    for (const seat of [0, 1, 2]) p.twist.set(seat, (tx) => (tx.kind === 'show' ? undefined : tx));
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
      await p.work();
    }
    const first = p.state.seats.find((s) => showable(p.state, s.seat).length > 0)!.seat;
    for (const position of own(p, first))
      expect(refusal(p, first, show(p, [position]))).toEqual({ applied: false, reason: 'not-owed' });
    expect(p.state.hand?.phase).toBe('play');
  });

  it('of another hand, another deck, or by somebody who was not dealt in', async () => {
    const p = await folded();
    const [mine] = own(p, 0);
    expect(p.commit(0, show(p, [mine!], { hand: 2 }))).toMatchObject({ reason: 'stale' });
    expect(p.commit(0, show(p, [mine!], { digest: new Uint8Array(32) }))).toMatchObject({ reason: 'stale' });
    nothingOpen(p);
    p.commit(2, { kind: 'sitOut', body: { version: 0 } });
    const old = show(p, [mine!]);
    await p.deal();
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    expect(p.commit(0, old)).toMatchObject({ reason: 'stale' });
    expect(p.commit(2, show(p, [mine!]))).toMatchObject({ reason: 'not-dealt-in' });
    expect(showable(p.state, 2)).toEqual([]);
  });

  it('with a proof that fails: it opens nothing and costs its author the bond', async () => {
    const p = await folded();
    const won = p.state.hand!.outcome;
    const total = totalChips(p.state);
    const tx = spoiled(show(p, [own(p, 0)[0]!]));
    expect(p.commit(0, tx)).toEqual({ applied: true, reason: 'fault:proof-fails' });
    nothingOpen(p);
    expect(p.state.hand).toMatchObject({ outcome: won, faults: [{ seat: 0, step: 'show' }] });
    expect(p.state.seats[0]).toMatchObject({ bondChips: 0 });
    expect(totalChips(p.state)).toBe(total);
  });
});
