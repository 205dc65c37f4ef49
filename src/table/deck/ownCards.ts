/**
 * The private side: what a tab needs to see its own cards. The secret never comes here; whoever holds it
 * asks `openCard` with these requests and its own secret, and hands the results back as `OwnCards`.
 */
import type { Card } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import { cardAt, wholeHand } from '../hand/engine.ts';
import type { TableHand, TableState } from '../state/state.ts';
import { downPositions, sharesAt } from './owed.ts';

/** One card to be opened: a pure function of these bytes (`openCard`), slow enough for a worker. */
export interface OpeningRequest {
  readonly deck: Uint8Array;
  readonly position: number;
  readonly shares: readonly Uint8Array[];
}

/** This tab's own hole cards; never part of `TableState`. */
export interface OwnCards {
  readonly hand: number;
  readonly attempt: number;
  /** `openCard` of each of `ownOpenings`, in order. */
  readonly cards: readonly (number | undefined)[];
}

/** One request for each own face-down card whose shares of all others are in; empty while any is missing. */
export function ownOpenings(state: TableState, seat: number): OpeningRequest[] {
  const { hand } = state;
  if (hand?.deck.deck === undefined || !hand.dealtIn.includes(seat)) return [];
  const index = hand.dealtIn.indexOf(seat);
  const requests: OpeningRequest[] = [];
  for (const position of downPositions(hand, seat)) {
    const others = hand.dealtIn.flatMap((_, i) => {
      const share = i === index ? undefined : hand.deck.shares[position]?.[i];
      return share === undefined ? [] : [share];
    });
    if (others.length < hand.dealtIn.length - 1) return [];
    requests.push({ deck: hand.deck.deck, position, shares: others });
  }
  return requests;
}

/** The seat's own face-down cards by position, as far as `own` belongs to this deal; undefined where unknown. */
export function ownDownCards(hand: TableHand, seat: number, own: OwnCards | undefined): (Card | undefined)[] {
  const mine = own !== undefined && own.hand === hand.hand && own.attempt === hand.attempt;
  return downPositions(hand, seat).map(
    (p, i) => hand.deck.opened[p] ?? (mine ? cardAt(hand.engine, own.cards[i]) : undefined),
  );
}

/** The seat's whole hand, when this tab knows all of it. */
export function ownHand(hand: TableHand, seat: number, own: OwnCards | undefined): Card[] | undefined {
  const down = ownDownCards(hand, seat, own);
  const known = down.filter((c) => c !== undefined);
  return known.length === down.length && sharesReady(hand, seat)
    ? wholeHand(hand.engine, seat, known)
    : undefined;
}

function sharesReady(hand: TableHand, seat: number): boolean {
  return downPositions(hand, seat).every((p) => sharesAt(hand, p).length >= hand.dealtIn.length - 1);
}

/** The other way round: a stored list of all cards of a hand, in dealing order, as this tab's own cards. */
export function ownCardsOf(hand: TableHand, cards: readonly Card[]): OwnCards {
  const { setup } = hand.engine;
  const game = gameNamed(setup.game);
  const faceUp = game.streets.flatMap((street) =>
    street.deal.flatMap((d) => (d.to === 'each' ? new Array<boolean>(d.count).fill(d.faceUp) : [])),
  );
  const down = cards.filter((_, i) => faceUp[i] !== true);
  return { hand: hand.hand, attempt: hand.attempt, cards: down.map((c) => game.deck.indexOf(c)) };
}
