/** Whole hands with the real keys, shuffle proofs and shares; nothing of the deck is stood in for. */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  GAMES,
  type GameName,
  SECOND_DEFAULTS,
  STRUCTURES,
  type StructureName,
  type TableConfig,
} from '../../codec/config.ts';
import { PROOF_KINDS } from '../../codec/proofKinds.ts';
import { proofFields } from '../../crypto/shuffleKey.ts';
import { realDeck } from '../../testing/realDeck.ts';
import { type DeckStandIn, genesis, Play } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { totalChips } from '../state/seats.ts';
import { handSummary } from '../view/summary.ts';
import { tableView } from '../view/view.ts';

let deck: DeckStandIn;
let crsDigest: Uint8Array;
let short: Awaited<ReturnType<typeof realDeck>>;

beforeAll(async () => {
  ({ deck, crsDigest } = await realDeck(52));
  short = await realDeck(36);
}, 60_000);

describe.each(['version 1', ...PROOF_KINDS] as const)('with the real deck, proofs: %s', (kind) => {
  let deck: DeckStandIn;
  let fields: Partial<TableConfig>;

  beforeAll(async () => {
    if (kind === 'version 1') {
      ({ deck, ...fields } = await realDeck(52));
    } else {
      ({ deck } = await realDeck(52, kind));
      fields = { ...proofFields(kind, 52), ...SECOND_DEFAULTS };
    }
  }, 60_000);

  it('three players play a hand to the showdown and a replica agrees', { timeout: 120_000 }, async () => {
    const start = genesis([0, 2, 5], fields);
    const p = new Play(start, deck);
    await p.deal();
    expect(p.state.hand?.faults).toEqual([]);
    expect(p.state.hand?.phase).toBe('play');
    const own = [0, 2, 5].flatMap((s) => p.ownCards(s)!.cards);
    expect(new Set(own).size).toBe(6);
    expect(own).not.toContain(undefined);
    p.bet(p.toAct()!, 'fold');
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
      await p.work();
    }
    expect(p.state.hand?.phase).toBe('done');
    const view = tableView(p.state, { seat: undefined });
    const board = view.hand!.board;
    expect(
      new Set([...board, ...view.seats.flatMap((s) => s.cards)].filter((c) => c !== null)).size,
    ).toBeGreaterThanOrEqual(7);
    expect(totalChips(p.state)).toBe(600);
    expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
  });

  it('a shuffle with a card twice is named, and the others play on without its author', {
    timeout: 120_000,
  }, async () => {
    const p = new Play(genesis([0, 1, 2], fields), deck);
    p.twist.set(1, (tx) => {
      if (tx.kind !== 'shuffle') return tx;
      const doubled = tx.body.deck.slice();
      doubled.copyWithin(0, 96, 192);
      return { ...tx, body: { ...tx.body, deck: doubled } };
    });
    await p.deal();
    expect(p.state.hand).toMatchObject({
      attempt: 1,
      phase: 'play',
      dealtIn: [0, 2],
      dropped: [1],
      deadChips: 4,
    });
    expect(p.state.hand?.faults).toMatchObject([{ seat: 1, step: 'shuffle', reason: 'proof-fails' }]);
  });
});

describe('every game with the real deck', () => {
  const games: [GameName, StructureName, number][] = [
    ['omaha', 'pot-limit', 4],
    ['omaha-hilo', 'fixed-limit', 4],
    ['short-deck', 'no-limit', 2],
    ['stud', 'fixed-limit', 7],
    ['stud-hilo', 'fixed-limit', 7],
    ['razz', 'fixed-limit', 7],
  ];
  for (const [game, structure, cards] of games) {
    it(`${structure} ${game}: a hand to the showdown, seen rightly from every seat`, {
      timeout: 120_000,
    }, async () => {
      const use = game === 'short-deck' ? short : { deck, crsDigest };
      const stud = cards === 7;
      const start = genesis([0, 2, 5], {
        crsDigest: use.crsDigest,
        game: GAMES.indexOf(game),
        structure: STRUCTURES.indexOf(structure),
        ...(stud ? { anteKind: 1, anteChips: 1 } : {}),
        bigBlindChips: 4,
      });
      const p = new Play(start, use.deck);
      p.ahead = false;
      await p.deal();
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
        const legal = tableView(p.state, { seat }).legal!;
        expect(p.bet(seat, legal.check ? 'check' : 'call')).toEqual({ applied: true });
        await p.work();
      }
      const { hand } = p.state;
      expect(hand).toMatchObject({ phase: 'done', faults: [], attempt: 0 });
      const held = [0, 2, 5].flatMap((seat) => handSummary(p.state, seat, p.ownCards(seat))!.ownCards);
      const board = hand!.engine.board.filter((c) => c !== null);
      const all = [...held, ...board];
      expect(new Set(all).size).toBe(3 * cards + (stud ? 0 : 5));
      expect(all.every((c) => Number.isInteger(c) && c >= (game === 'short-deck' ? 16 : 0))).toBe(true);
      // A hand that was tabled is the hand its owner saw.
      for (const player of hand!.engine.players) {
        if (!player.shown) continue;
        expect(handSummary(p.state, player.seat, p.ownCards(player.seat))!.ownCards).toEqual(player.cards);
      }
      expect(hand!.engine.players.some((x) => x.shown)).toBe(true);
      expect(totalChips(p.state)).toBe(600);
      expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
    });
  }
});
