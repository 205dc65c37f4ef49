/** Escrow with the real deck: what opens, and what stays closed whoever works together. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { createDeckCrypto, type DeckCrypto } from '../../mentalpoker/deckCrypto.ts';
import { realDeck } from '../../testing/realDeck.ts';
import { type DeckStandIn, genesis, Play } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';
import { escrowOf } from './escrow.ts';
import { downPositions, sharesAt } from './owed.ts';

let deck: DeckStandIn;
let crsDigest: Uint8Array;
let crypto: DeckCrypto;

beforeAll(async () => {
  ({ deck, crsDigest } = await realDeck(52));
  crypto = createDeckCrypto(await createMclGroup(), []);
}, 60_000);

describe('escrow with the real deck', () => {
  it('one of four leaves after the deal: the board opens, its hole cards do not, and the pot is paid', {
    timeout: 120_000,
  }, async () => {
    const seats = [0, 1, 2, 3];
    const gone = 3;
    const start = genesis(seats, { crsDigest, escrow: 1 });
    const p = new Play(start, deck);
    await p.work();
    await p.deal();
    expect(p.state.hand?.faults).toEqual([]);
    p.silent.add(gone);
    for (let i = 0; i < 60 && p.state.hand?.phase !== 'done'; i++) {
      const seat = p.toAct();
      if (seat === undefined || seat === gone) {
        if (p.state.deadline !== undefined) p.passDeadline();
      } else p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
      await p.work();
    }
    const hand = p.state.hand!;
    expect(hand.phase).toBe('done');
    expect(hand.engine.board).toHaveLength(5);
    expect(hand.faults).toMatchObject([{ seat: gone, step: 'shares', reason: 'silent' }]);
    expect(hand.outcome?.seats.reduce((sum, s) => sum + s.netChips, 0)).toBe(0);
    expect(totalChips(p.state)).toBe(800);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));

    const mine = downPositions(hand, gone);
    for (const position of mine) {
      expect(hand.deck.opened[position]).toBeUndefined();
      // The log holds the shares of the three others; the fourth exists on one device only.
      expect(sharesAt(hand, position)).toHaveLength(3);
    }
    // Everything that the coalition holds of the missing layer: nothing of it fits a hole card.
    const boardShares = hand.escrow!.positions.map((q) => hand.deck.shares[q]![gone]!);
    for (const position of mine) {
      for (const share of boardShares) {
        const shares = [...sharesAt(hand, position), share];
        expect(crypto.openCard({ deck: hand.deck.deck!, position, shares })).toBeUndefined();
      }
    }
    // And no receiver has anything that it could open there.
    const escrow = escrowOf(p.state, hand, gone)!;
    expect(escrow.positions.some((q) => mine.includes(q))).toBe(false);
  });

  it('fewer than q openings give nothing, whichever they are', { timeout: 120_000 }, async () => {
    const seats = [0, 1, 2, 3];
    const p = new Play(genesis(seats, { crsDigest, escrow: 1 }), deck);
    await p.work();
    await p.deal();
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    p.silent.add(3);
    p.twist.set(0, (tx) => (tx.kind === 'escrowOpen' ? undefined : tx));
    await p.work();
    p.passDeadline();
    await p.work();
    const hand = p.state.hand!;
    const openings = [...hand.deck.openings[3]!];
    expect(openings).toHaveLength(2);
    const positions = [8, 9, 10];
    const escrow = escrowOf(p.state, hand, 3)!;
    expect(crypto.recoverShares({ escrow, positions, openings })).toBeUndefined();
    // Two of three, taken for enough: some point comes out, and it is not the share.
    const wrong = crypto.recoverShares({ escrow: { ...escrow, threshold: 2 }, positions, openings })!;
    const shares = [...sharesAt(hand, 8), wrong.subarray(0, 48)];
    expect(crypto.openCard({ deck: hand.deck.deck!, position: 8, shares })).toBeUndefined();
    // With the third the flop is open.
    p.twist.clear();
    await p.work();
    expect(tableView(p.state, { seat: 0 }).hand?.board).toHaveLength(3);
  });
});
