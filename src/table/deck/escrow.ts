/**
 * Who escrows what, and how a hand goes on without somebody's shares.
 *
 * Upon the beginning of a hand: the escrow keys announced so far are fixed for it. With its first shares every
 *   seat escrows its shares of the board towards all other validators, threshold q = n − ⌊(n−1)/3⌋; at a table of three
 *   that was made so, 2: both others together, who could then look at the board early, and nobody would know.
 * Upon a seat's shares of a later street missing their deadline, or being false: the seat is absent, for this
 *   street and the next ones, until it does something again. A false proof kills its hand, too; its chips stay.
 * Upon a seat being absent with shares due: every other validator opens what it holds, for exactly these
 *   positions. With the threshold-th opening the shares are interpolated, and the hand goes on.
 * Upon the absent seat's own shares coming first: they count, openings that come later are stale.
 * Upon the hand being set aside: who is who is written down with it. When it goes on, in another epoch in which members
 *   are numbered anew, what was escrowed is opened by the same keys, under the numbers they had.
 * Where too few could open (no escrow, too few validators, missing keys): the hand is suspended exactly
 *   as it is, and goes on when the shares come. No chips move.
 *
 * Only positions that belong to nobody are ever escrowed, so no opening can help to see a hole card.
 */
import { GAMES } from '../../codec/config.ts';
import { equalBytes } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import { quorumSize } from '../../codec/quorum.ts';
import type { DeckContext } from '../../mentalpoker/context.ts';
import { escrowBytes } from '../../mentalpoker/escrowMessage.ts';
import type { EscrowTerms, SharesStatement } from '../../mentalpoker/statement.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import type { HandState } from '../../poker/state.ts';
import { laterDownPositions, laterPositions } from '../hand/engine.ts';
import { rulesOf } from '../state/rulesOf.ts';
import { validatorOf } from '../state/seats.ts';
import type { HandEscrow, TableHand, TableState } from '../state/state.ts';
import { owedPositions } from './owed.ts';

/** Fewer tolerate no fault at all: the threshold would be everybody, the owner included. */
const MIN_VALIDATORS = 4;
/** The only smaller number for which a threshold without the owner can be more than one. */
const THREE = 3;
/** `TableConfig.escrow` of a table that has escrow among three, too. */
const AMONG_THREE = 2;

const NO_KEY = new Uint8Array(0);

/** Key of the deadline before the first hand. */
export const ESCROW_KEYS = 'escrow-keys';

/** The table was made with escrow, and has the validators and the game for it: every later card has its place. */
export function escrowUsed(state: TableState): boolean {
  const game = gameNamed(GAMES[state.config.game]!);
  const placed = game.forced === 'blinds' || rulesOf(state.config) !== 1;
  const fewest = state.config.escrow === AMONG_THREE ? THREE : MIN_VALIDATORS;
  return state.config.escrow > 0 && state.validators.length >= fewest && placed;
}

/** Receivers who have to open together. */
const thresholdOf = ({ validators }: TableState): number =>
  validators.length === THREE ? 2 : quorumSize(validators.length);

/** The first hand waits for escrow keys. */
export function escrowKeysAwaited(state: TableState): boolean {
  return escrowUsed(state) && !state.escrowKeysClosed && state.escrowKeys.some((k) => k === undefined);
}

/** What an escrow key is bound to. */
export function escrowContext(state: TableState): DeckContext {
  const { tableId, epoch, config } = state;
  return { tableId, epoch, hand: 0, attempt: 0, crsDigest: config.crsDigest };
}

/** For a hand that begins now. */
export function handEscrow(state: TableState, engine: HandState): HandEscrow | undefined {
  const positions = laterPositions(engine);
  if (!escrowUsed(state) || positions === undefined) return undefined;
  const threshold = thresholdOf(state);
  const keys = state.escrowKeys.map((k) => k ?? null);
  // A seat's own later cards are not in its message, but in stud it is large all the same.
  const receivers = keys.slice(1).map((_, i) => ({ index: i + 1, key: NO_KEY }));
  const fits = escrowBytes({ threshold, receivers, positions }) <= limits.escrowBytes;
  return fits ? { threshold, keys, positions } : undefined;
}

/**
 * Every share of later streets in a hand that begins now could be made by others, and by nobody alone: only then may
 * all-in hands be opened before the cards to come. With two validators there is no such escrow.
 */
export function coversAll(
  state: TableState,
  escrow: HandEscrow | undefined,
  seats: readonly number[],
): boolean {
  if (escrow === undefined) return false;
  return seats.every((seat) => {
    const owner = validatorOf(state, seat);
    return escrow.keys.filter((key, i) => key !== null && i !== owner).length >= escrow.threshold;
  });
}

/** To whom `seat` escrows; undefined where too few others have a key. */
function escrowTerms(state: TableState, hand: TableHand, seat: number): EscrowTerms | undefined {
  const { escrow } = hand;
  if (escrow === undefined) return undefined;
  const owner = escrow.holders?.findIndex((h) => h.seat === seat) ?? validatorOf(state, seat);
  const receivers = escrow.keys.flatMap((key, i) =>
    key === null || i === owner ? [] : [{ index: i + 1, key }],
  );
  if (receivers.length < escrow.threshold) return undefined;
  const own = laterDownPositions(hand.engine, seat);
  const positions = escrow.positions.filter((p) => !own.includes(p));
  return { threshold: escrow.threshold, receivers, positions };
}

/** Under which number this validator received what is escrowed in this hand; undefined for who came later. */
export function receiverOf(
  { validators }: TableState,
  { escrow }: TableHand,
  author: number,
): number | undefined {
  if (escrow?.holders === undefined) return author + 1;
  const key = validators[author]?.key;
  const index = escrow.holders.findIndex((h) => key !== undefined && equalBytes(h.key, key));
  return index < 0 ? undefined : index + 1;
}

/** The context of the escrow keys that this hand's escrow is made for: of the epoch in which it began. */
export function escrowContextOf(state: TableState, hand: TableHand): DeckContext {
  return { ...escrowContext(state), epoch: hand.deck.context.epoch };
}

/** What this seat's next share message must escrow: with the first one, and never again. */
export function escrowDue(state: TableState, hand: TableHand, seat: number): EscrowTerms | undefined {
  return hand.phase === 'deal' ? escrowTerms(state, hand, seat) : undefined;
}

/** What an owner has escrowed, verified with its shares. */
export function escrowOf(
  state: TableState,
  hand: TableHand,
  seat: number,
): NonNullable<SharesStatement['escrow']> | undefined {
  const message = hand.deck.escrows[hand.dealtIn.indexOf(seat)];
  const terms = escrowTerms(state, hand, seat);
  return message === undefined || terms === undefined ? undefined : { ...terms, message };
}

/** Others could make the shares that this seat owes now. */
export function isRecoverable(state: TableState, hand: TableHand, seat: number): boolean {
  const escrow = escrowOf(state, hand, seat);
  return escrow !== undefined && owedPositions(hand, seat).every((p) => escrow.positions.includes(p));
}

/** Validators that could still open what `seat` escrowed for the street that is due. */
export function receiversAwaited(state: TableState, hand: TableHand, seat: number): number[] {
  const given = hand.deck.openings[hand.dealtIn.indexOf(seat)] ?? [];
  const receivers = escrowOf(state, hand, seat)?.receivers ?? [];
  return [...state.validators.keys()].filter((author) => {
    const number = receiverOf(state, hand, author);
    return receivers.some((r) => r.index === number) && !given.some((g) => g.receiver === number);
  });
}
