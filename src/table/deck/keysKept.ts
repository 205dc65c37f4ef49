/**
 * Which secrets of decks may still be owed something. Kept are those of the hand that is on, of later ones and of the
 * next deck, of every hand that is set aside, and the escrow key of the epoch and of each epoch to which such a hand
 * belongs: its openings are made with it. All else is over: what it could open stays closed.
 */
import type { DeckContext } from '../../mentalpoker/context.ts';
import type { TableState } from '../state/state.ts';

type DeckOf = Pick<DeckContext, 'epoch' | 'hand' | 'attempt'>;

/** Hand number of an epoch's escrow keys: no hand has it. */
const ESCROW_HAND = 0;

/** Nothing that was made for this deck is of any use to an honest player of this table any more. */
export function isKeyOver(state: TableState, deck: DeckOf): boolean {
  const { hand, nextDeck, aside } = state;
  const waiting = [
    ...aside.map((a) => a.hand),
    ...(hand === undefined || hand.phase === 'done' ? [] : [hand]),
  ].map((h) => h.deck.context);
  if (deck.hand === ESCROW_HAND)
    return deck.epoch < state.epoch && !waiting.some((ctx) => ctx.epoch === deck.epoch);
  const alive = [...waiting, ...[hand, nextDeck].flatMap((d) => (d === undefined ? [] : [d.deck.context]))];
  if (alive.some((ctx) => isSame(ctx, deck))) return false;
  // A secret is on disk before anything that needs it is committed: it may be of what is still to come.
  if (deck.epoch !== state.epoch) return deck.epoch < state.epoch;
  const now = hand?.deck.context;
  if (now === undefined || now.epoch !== deck.epoch) return deck.hand <= state.life.handsBegun;
  return deck.hand < now.hand || (deck.hand === now.hand && deck.attempt < now.attempt);
}

const isSame = (a: DeckOf, b: DeckOf): boolean =>
  a.epoch === b.epoch && a.hand === b.hand && a.attempt === b.attempt;
