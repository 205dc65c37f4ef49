/** The biggest pot of a session and the best hand that was shown in it. Pure. */
import { cardText } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import { handCards, handName as handNameOf } from '../../poker/handNames.ts';
import { awardsOf, shownHands } from '../../table/hand/awards.ts';
import type { TableHand } from '../../table/state/state.ts';
import type { HighlightsView } from '../contract/record.ts';

export interface Highlights extends HighlightsView {
  /** Rank of the best hand, as its game ranks them. */
  readonly bestRank: number;
}

export const noHighlights: Highlights = {
  biggestPot: undefined,
  bestHand: undefined,
  bestRank: Number.NEGATIVE_INFINITY,
};

/** @param nameOf nickname at a seat of this hand */
export function addHighlights(
  before: Highlights,
  hand: Pick<TableHand, 'hand' | 'engine'>,
  nameOf: (seat: number) => string,
): Highlights {
  const awards = awardsOf(hand.engine);
  const chips = awards.reduce((sum, a) => sum + a.chips, 0);
  const most = awards.reduce((a, b) => (b.chips > a.chips ? b : a), awards[0]!);
  const bigger = awards.length > 0 && chips > (before.biggestPot?.chips ?? 0);
  return {
    ...bestOf(before, hand, nameOf),
    biggestPot: bigger ? { hand: hand.hand, chips, nickname: nameOf(most.seat) } : before.biggestPot,
  };
}

function bestOf(
  before: Highlights,
  { hand, engine }: Pick<TableHand, 'hand' | 'engine'>,
  nameOf: (seat: number) => string,
): Pick<Highlights, 'bestHand' | 'bestRank'> {
  const game = gameNamed(engine.setup.game);
  const board = engine.board.filter((c) => c !== null);
  let { bestHand, bestRank } = before;
  for (const [seat, hole] of shownHands(engine)) {
    const cards = handCards(hole, board, engine.setup.game, 'all');
    const rank = cards.length === 0 ? Number.NEGATIVE_INFINITY : game.high(hole, board);
    if (rank <= bestRank) continue;
    bestRank = rank;
    const handName = handNameOf(hole, board, engine.setup.game);
    bestHand = { hand, nickname: nameOf(seat), handName, cards: cards.map(cardText) };
  }
  return { bestHand, bestRank };
}
