/**
 * The next deck while this hand is played: hand keys for hand h+1 are announced during h and its shuffle chain
 * runs in the background. What opens, judges and drops it is in prepareNext.ts.
 *
 * From the second rules on the first hand's deck is begun with the genesis, beside the escrow keys: everybody has said
 *   that it is ready, and there is nothing to see before.
 * Upon hand h+1 beginning with the players, the button and the deck it was made for: the hand takes over its
 *   keys and as much of its chain as there is, under the very same context. Otherwise the hand begins with keys
 *   of its own, one attempt further: nothing that was bound to one list of players is used with another.
 * Upon a message for it: kept, without waiting for a verdict. Whoever builds upon it has verified it.
 *
 * Nothing here gives a share, so nobody learns a card of hand h+1 before it has begun.
 */
import { GAMES } from '../../codec/config.ts';
import type { TransactionOf } from '../../codec/transactions.ts';
import { OLDEST_RULES } from '../../consensus/rules.ts';
import type { Statement } from '../../mentalpoker/statement.ts';
import { deckDigest } from '../../mentalpoker/statementBytes.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import { planHand } from '../../poker/life/blinds.ts';
import type { HandPlan } from '../../poker/life/state.ts';
import { beginHandOf } from '../hand/plan.ts';
import { rulesOf } from '../state/rulesOf.ts';
import type { DeckState, NextDeck, TableHand, TableState } from '../state/state.ts';

/** A deck that is being made: the running hand's or the next one's. */
export type Making = Pick<TableHand, 'hand' | 'attempt' | 'dealtIn' | 'deck' | 'proofs'> & {
  readonly phase: TableHand['phase'] | NextDeck['phase'];
};

/** What the hand keys of all give: their joint key and the canonical deck under it. */
export interface PreparedDeck {
  readonly joint: Uint8Array;
  readonly deck: Uint8Array;
}

/** Keys and shuffles name the deck that they are for. */
export type MakingTransaction = TransactionOf<'deckKey' | 'shuffle'>;

/** A deck of which nothing has been done. */
export function freshDeck(state: TableState, hand: number, attempt: number, seats: number): DeckState {
  const { tableId, epoch, config } = state;
  return {
    context: { tableId, epoch, hand, attempt, crsDigest: config.crsDigest },
    publicKeys: Array.from({ length: seats }, () => undefined),
    joint: undefined,
    deck: undefined,
    deckDigest: undefined,
    shuffles: 0,
    shares: {},
    escrows: {},
    openings: {},
    opened: {},
  };
}

export function openNext(state: TableState, plan: HandPlan, attempt: number): NextDeck {
  const dealtIn = plan.dealtIn.map((d) => d.seat);
  return {
    hand: plan.hand,
    attempt,
    phase: 'keys',
    dealtIn,
    buttonSeat: plan.buttonSeat,
    cards: cardsOf(state),
    deck: freshDeck(state, plan.hand, attempt, dealtIn.length),
    unjudged: [],
    proofs: [],
  };
}

function cardsOf(state: TableState): number {
  return gameNamed(GAMES[state.config.game]!).deck.length;
}

/** Is this deck the one that a hand of this plan needs? */
export function serves(state: TableState, next: NextDeck, plan: HandPlan): boolean {
  return (
    next.phase !== 'dropped' &&
    next.hand === plan.hand &&
    next.deck.context.epoch === state.epoch &&
    next.buttonSeat === plan.buttonSeat &&
    next.cards === cardsOf(state) &&
    next.dealtIn.length === plan.dealtIn.length &&
    next.dealtIn.every((seat, i) => seat === plan.dealtIn[i]!.seat)
  );
}

/** The first attempt at this hand that has not been used yet. */
export function freeAttempt(state: TableState, hand: number): number {
  return state.nextDeck?.hand === hand ? state.nextDeck.attempt + 1 : 0;
}

/** How far a hand of this plan is when it begins. */
export function beginning(
  state: TableState,
  plan: HandPlan,
): Pick<TableHand, 'attempt' | 'firstAttempt' | 'phase' | 'deck' | 'proofs'> {
  const next = state.nextDeck;
  if (next !== undefined && next.phase !== 'dropped' && serves(state, next, plan)) {
    const { attempt, phase, deck, proofs } = next;
    return { attempt, firstAttempt: attempt, phase, deck, proofs };
  }
  const attempt = freeAttempt(state, plan.hand);
  const deck = freshDeck(state, plan.hand, attempt, plan.dealtIn.length);
  return { attempt, firstAttempt: attempt, phase: 'keys', deck, proofs: [] };
}

/** Before the table's first hand, at a table that makes its deck beforehand, too. */
export function beforeFirstHand(state: TableState): boolean {
  const { hand, epoch, life, epochEnds } = state;
  if (rulesOf(state.config) === OLDEST_RULES || epochEnds) return false;
  return hand === undefined && epoch === 0 && life.handsBegun === 0;
}

/** A next deck may be made now: while a hand is played, in the pause after it, and before the first one. */
export function makesNext(state: TableState): boolean {
  const phase = state.hand?.phase;
  return phase === 'play' || phase === 'done' || beforeFirstHand(state);
}

/** The next deck as far as messages for it are taken. */
export function activeNext(state: TableState): NextDeck | undefined {
  if (!makesNext(state)) return undefined;
  return state.nextDeck?.phase === 'dropped' ? undefined : state.nextDeck;
}

/** A table as its genesis made it, with its first deck begun where it is made beforehand. */
export function openFirst(state: TableState): TableState {
  const plan = beforeFirstHand(state) ? beginHandOf(state)?.plan : undefined;
  return plan === undefined ? state : { ...state, nextDeck: openNext(state, plan, 0) };
}

/** The next deck, if this message is for it. */
export function nextNamed(state: TableState, tx: MakingTransaction): NextDeck | undefined {
  const next = activeNext(state);
  return next?.hand === tx.body.hand && next.attempt === tx.body.attempt ? next : undefined;
}

/** What somebody must answer for before the slot to come begins; each needs a verdict by then. */
export function proofsToJudge(state: TableState): readonly Statement[] {
  if ((state.hand?.phase !== 'done' && !beforeFirstHand(state)) || state.over) return [];
  return state.nextDeck?.unjudged.map((u) => u.statement) ?? [];
}

/** Id of the `ProofEntry` that the i-th of `unjudged` will be. */
export function unjudgedId(next: NextDeck, i: number): string {
  const { step, seat } = next.unjudged[i]!;
  return `${next.hand}.${next.attempt}.${step}.${seat}.${next.proofs.length + i}`;
}

/** Seats that leave with their bond only when what they sent for the next deck has been judged. */
export function answerable(state: TableState): readonly number[] {
  if (proofsToJudge(state).length === 0 || planHand(state.life, state.timeMs) === undefined) return [];
  return state.nextDeck!.unjudged.map((u) => u.seat);
}

/**
 * A message for the next deck that the judge lets pass; `statement` is what it claims, `prepared` the joint key and
 * canonical deck with the last key (null: there is none).
 */
export function addToNext(
  state: TableState,
  next: NextDeck,
  seat: number,
  tx: MakingTransaction,
  statement: Statement,
  prepared: PreparedDeck | null | undefined,
): TableState {
  const step = tx.kind === 'deckKey' ? 'key' : 'shuffle';
  const unjudged = [...next.unjudged, { seat, step, nonce: tx.nonce, statement } as const];
  const made = tx.kind === 'deckKey' ? withKey(next, seat, tx, prepared) : withShuffle(next, tx);
  return { ...state, nextDeck: { ...next, ...made, unjudged } };
}

/** The phase and deck with one key more; the last one makes the joint key. */
function withKey(
  next: NextDeck,
  seat: number,
  tx: TransactionOf<'deckKey'>,
  prepared: PreparedDeck | null | undefined,
): Pick<NextDeck, 'phase' | 'deck'> {
  const index = next.dealtIn.indexOf(seat);
  const publicKeys = next.deck.publicKeys.map((k, i) => (i === index ? tx.body.publicKey : k));
  const keyed = { ...next.deck, publicKeys };
  if (publicKeys.some((k) => k === undefined)) return { phase: 'keys', deck: keyed };
  if (prepared === undefined) throw new Error('missing fact: the prepared deck');
  // Keys without a usable sum: whose fault it is, if anybody's, the verdicts will say.
  if (prepared === null) return { phase: 'dropped', deck: keyed };
  const { joint, deck } = prepared;
  return { phase: 'shuffle', deck: { ...keyed, joint, deck, deckDigest: deckDigest(deck) } };
}

function withShuffle(next: NextDeck, tx: TransactionOf<'shuffle'>): Pick<NextDeck, 'phase' | 'deck'> {
  const shuffles = next.deck.shuffles + 1;
  return {
    phase: shuffles === next.dealtIn.length ? 'deal' : 'shuffle',
    deck: { ...next.deck, deck: tx.body.deck, deckDigest: deckDigest(tx.body.deck), shuffles },
  };
}
