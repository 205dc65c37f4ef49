/** One decision as a bot sees it: its own cards, the public table, and what the rules accept. */
import type { GameName } from '../../codec/config.ts';
import { type Card, parseCard } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import type { LegalView, SeatView, TableView } from '../contract/view.ts';

/** Chips are integer units; cards 0..51. */
export interface Spot {
  readonly game: GameName;
  readonly legal: LegalView;
  readonly own: readonly Card[];
  readonly board: readonly Card[];
  /** Cards that each opponent still in the hand shows (stud); empty lists otherwise. */
  readonly opponents: readonly (readonly Card[])[];
  /** Everything put in by anybody, bets of this street included. */
  readonly potChips: number;
  /** Own bet on this street, and what is behind it. */
  readonly ownBetChips: number;
  readonly stackChips: number;
  readonly bigBlindChips: number;
  /** Bets and raises of this street so far; blinds do not count. */
  readonly raises: number;
  /** Players dealt in, and those who act after us before the flop. */
  readonly players: number;
  readonly behind: number;
}

/** What a bot may answer: a bet of `client/contract/view.ts`. */
export type BotAction =
  | { readonly kind: 'fold' | 'check' | 'call' }
  | { readonly kind: 'raiseTo'; readonly amountChips: number };

/** Undefined when it is not our turn, or our own cards are not opened yet. */
export function spotOf(view: TableView): Spot | undefined {
  const { legal, hand } = view;
  const me = view.seats.find((s) => s.you);
  if (legal === undefined || hand === undefined || me === undefined) return undefined;
  const own = me.cards.map((c) => (c === null ? null : parseCard(c)));
  if (own.length === 0 || own.some((c) => c === null || c === undefined)) return undefined;
  const dealt = view.seats.filter((s) => s.inHand);
  return {
    game: view.game,
    legal,
    own: own as Card[],
    board: cardsOf(hand.board),
    opponents: dealt.filter((s) => !s.you && !s.folded).map(showing),
    potChips: hand.totalPotChips,
    ownBetChips: me.betChips,
    stackChips: me.stackChips,
    bigBlindChips: view.bigBlindChips,
    // An all-in may be a call or a raise: what has to be called tells.
    raises: Math.max(raisesOf(view), raised(view, legal, me) ? 1 : 0),
    players: dealt.length,
    behind: behind(dealt, me),
  };
}

const cardsOf = (texts: readonly (string | null)[]): Card[] =>
  texts.flatMap((text) => {
    const card = text === null ? undefined : parseCard(text);
    return typeof card === 'number' ? [card] : [];
  });

const showing = (seat: SeatView): Card[] => cardsOf(seat.cards.filter((_, i) => seat.up?.[i] === true));

function raisesOf(view: TableView): number {
  let raises = 0;
  for (let i = view.events.length - 1; i >= 0; i--) {
    const { kind } = view.events[i]!;
    if (kind === 'street' || kind === 'hand-started') break;
    if (kind === 'bet' || kind === 'raise') raises++;
  }
  return raises;
}

function raised(view: TableView, legal: LegalView, me: SeatView): boolean {
  const level = me.betChips + (legal.callChips ?? 0);
  return level > (view.hand?.board.length === 0 ? view.bigBlindChips : 0);
}

/** Before the flop the turn goes from the left of the big blind to the big blind itself. */
function behind(dealt: readonly SeatView[], me: SeatView): number {
  const n = dealt.length;
  const button = dealt.findIndex((s) => s.button);
  const from = (dealt.indexOf(me) - Math.max(0, button) + n) % n;
  if (n === 2) return from === 0 ? 1 : 0;
  return from <= 2 ? 2 - from : n - from + 2;
}

/** Is the first betting round on: hole cards only, nothing on the board. */
export function isFirstStreet(spot: Spot): boolean {
  const game = gameNamed(spot.game);
  return game.boardCards > 0 ? spot.board.length === 0 : spot.own.length === 3;
}
