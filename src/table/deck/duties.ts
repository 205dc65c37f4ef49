/**
 * What a seat's tab has to produce by itself now, so that the hand goes on without anybody being asked.
 *
 * At showdown: the first to show shows; whoever would win any pot if all after it mucked shows; everybody
 * else mucks. All-in with nothing left to decide: everyone's cards go on the table.
 */
import type { DeckContext } from '../../mentalpoker/context.ts';
import type { EscrowTerms, SharesStatement } from '../../mentalpoker/statement.ts';
import type { WinClaim } from '../../mentalpoker/winClaim.ts';
import { mayMuck, nextStep, wouldWin } from '../hand/engine.ts';
import { validatorOf } from '../state/seats.ts';
import type { TableHand, TableState } from '../state/state.ts';
import {
  escrowContext,
  escrowContextOf,
  escrowDue,
  escrowOf,
  escrowUsed,
  isRecoverable,
  receiverOf,
  receiversAwaited,
} from './escrow.ts';
import { activeNext, type Making } from './nextDeck.ts';
import { downPositions, isTabled, owedPositions, showable } from './owed.ts';
import type { OwnCards } from './ownCards.ts';
import { ownHand } from './ownCards.ts';
import { absentOwing, inTurn } from './turns.ts';

export type Duty =
  | { readonly kind: 'handKey'; readonly id: string; readonly ctx: DeckContext }
  | ShuffleDuty
  | SharesDuty
  | EscrowDuty
  | WinDuty
  | { readonly kind: 'muck'; readonly id: string; readonly hand: number };

/** The next shuffle of a deck in the making. */
export interface ShuffleDuty {
  readonly kind: 'shuffle';
  readonly id: string;
  readonly ctx: DeckContext;
  readonly step: number;
  readonly joint: Uint8Array;
  readonly input: Uint8Array;
  readonly inputDigest: Uint8Array;
}

/** Never due by itself: a player chooses it in place of showing (deck/claim.ts). */
export interface WinDuty {
  readonly kind: 'win';
  readonly id: string;
  readonly ctx: DeckContext;
  readonly claim: WinClaim;
  readonly deckDigest: Uint8Array;
}

/** What a validator owes because of escrow: its key for the epoch, or opening what an absent seat left with it. */
export type EscrowDuty =
  | { readonly kind: 'escrowKey'; readonly id: string; readonly ctx: DeckContext; readonly receiver: number }
  | {
      readonly kind: 'escrowOpen';
      readonly id: string;
      readonly ctx: DeckContext;
      /** Context of the epoch in which the hand began, which the escrow key belongs to. */
      readonly keyCtx: DeckContext;
      readonly receiver: number;
      readonly publicKey: Uint8Array;
      readonly owner: number;
      readonly joint: Uint8Array;
      readonly deck: Uint8Array;
      readonly deckDigest: Uint8Array;
      readonly escrow: NonNullable<SharesStatement['escrow']>;
      readonly positions: readonly number[];
    };

/** Shares of `positions` under the seat's hand key: a `shares` or a `show` transaction. */
interface SharesDuty {
  readonly kind: 'shares' | 'show';
  readonly id: string;
  readonly purpose: 'deal' | 'board' | 'show';
  readonly ctx: DeckContext;
  readonly publicKey: Uint8Array;
  readonly joint: Uint8Array;
  readonly deck: Uint8Array;
  readonly deckDigest: Uint8Array;
  readonly positions: readonly number[];
  /** To be escrowed with them. */
  readonly escrow?: EscrowTerms;
}

/** `id` is the same as long as it is the same duty: do it once. */
export function duties(state: TableState, seat: number, own: OwnCards | undefined): Duty[] {
  const author = validatorOf(state, seat);
  const asReceiver = author === undefined ? [] : escrowDuties(state, author);
  const next = activeNext(state);
  const ahead = next === undefined ? [] : makingDuties(next, seat);
  return [...asReceiver, ...handDuties(state, seat, own), ...ahead];
}

/** The duties that witnesses have, too. */
export function escrowDuties(state: TableState, author: number): EscrowDuty[] {
  const due: EscrowDuty[] = [];
  if (escrowUsed(state) && state.validators[author] !== undefined && state.escrowKeys[author] === undefined)
    due.push({
      kind: 'escrowKey',
      id: `escrowKey.${state.epoch}`,
      ctx: escrowContext(state),
      receiver: author + 1,
    });
  const { hand } = state;
  if (hand?.deck.deck === undefined || hand.deck.deckDigest === undefined || hand.deck.joint === undefined)
    return due;
  const { context: ctx, deck, deckDigest, joint } = hand.deck;
  const keyCtx = escrowContextOf(state, hand);
  const receiver = receiverOf(state, hand, author);
  if (receiver === undefined) return due;
  for (const owner of absentOwing(state, hand)) {
    const escrow = escrowOf(state, hand, owner);
    const publicKey = escrow?.receivers.find((r) => r.index === receiver)?.key;
    if (escrow === undefined || publicKey === undefined || !isRecoverable(state, hand, owner)) continue;
    if (!receiversAwaited(state, hand, owner).includes(author)) continue;
    const positions = owedPositions(hand, owner);
    const id = `escrowOpen.${hand.hand}.${hand.attempt}.${owner}.${positions.join('-')}`;
    due.push({
      kind: 'escrowOpen',
      id,
      ctx,
      keyCtx,
      receiver,
      publicKey,
      owner,
      joint,
      deck,
      deckDigest,
      escrow,
      positions,
    });
  }
  return due;
}

function handDuties(state: TableState, seat: number, own: OwnCards | undefined): Duty[] {
  const { hand } = state;
  const index = hand?.dealtIn.indexOf(seat) ?? -1;
  if (hand === undefined || index < 0) return [];
  switch (hand.phase) {
    case 'keys':
    case 'shuffle':
      return makingDuties(hand, seat);
    case 'deal':
    case 'play': {
      const owed = owedPositions(hand, seat);
      if (owed.length > 0 && !inTurn(state, hand).includes(seat)) return [];
      if (owed.length === 0) return showdown(hand, seat, own);
      const duty = sharesDuty(hand, index, 'shares', hand.phase === 'deal' ? 'deal' : 'board', owed);
      const escrow = escrowDue(state, hand, seat);
      if (duty === undefined) return [];
      return [escrow === undefined ? duty : { ...duty, escrow }];
    }
    case 'done': {
      const owed = owedPositions(hand, seat);
      const duty = owed.length === 0 ? undefined : sharesDuty(hand, index, 'shares', 'board', owed);
      return duty === undefined ? [] : [{ ...duty, id: `rabbit.${duty.id}` }];
    }
  }
}

/** Hand key and shuffle, of the hand's own deck or of the next one. */
function makingDuties(making: Making, seat: number): Duty[] {
  const index = making.dealtIn.indexOf(seat);
  const { context: ctx, publicKeys, deck, deckDigest, joint, shuffles: step } = making.deck;
  const id = `${making.hand}.${making.attempt}`;
  if (index < 0) return [];
  if (making.phase === 'keys')
    return publicKeys[index] === undefined ? [{ kind: 'handKey', id: `key.${id}`, ctx }] : [];
  if (making.phase !== 'shuffle' || step !== index) return [];
  if (deck === undefined || deckDigest === undefined || joint === undefined) return [];
  return [{ kind: 'shuffle', id: `shuffle.${id}`, ctx, step, joint, input: deck, inputDigest: deckDigest }];
}

/**
 * What a `show` of this seat consists of, for showing by choice: of these positions, or of all that are left.
 * Undefined when one of them may not be shown now.
 */
export function showDuty(
  state: TableState,
  seat: number,
  chosen: readonly number[] = showable(state, seat),
): SharesDuty | undefined {
  const may = showable(state, seat);
  const positions = may.filter((p) => chosen.includes(p));
  if (state.hand === undefined || positions.length === 0 || positions.length !== chosen.length)
    return undefined;
  return sharesDuty(state.hand, state.hand.dealtIn.indexOf(seat), 'show', 'show', positions);
}

function sharesDuty(
  hand: TableHand,
  index: number,
  kind: 'shares' | 'show',
  purpose: SharesDuty['purpose'],
  positions: readonly number[],
): SharesDuty | undefined {
  const { context: ctx, deck, deckDigest, joint, publicKeys } = hand.deck;
  const publicKey = publicKeys[index];
  if (deck === undefined || deckDigest === undefined || joint === undefined || publicKey === undefined)
    return undefined;
  const id = `${kind}.${hand.hand}.${hand.attempt}.${positions.join('-')}`;
  return { kind, id, purpose, ctx, publicKey, joint, deck, deckDigest, positions };
}

function showdown(hand: TableHand, seat: number, own: OwnCards | undefined): Duty[] {
  const step = nextStep(hand.engine);
  if (step.kind === 'open') return step.seats.includes(seat) ? show(hand, seat) : [];
  if (step.kind !== 'showdown' || step.seat !== seat || isTabled(hand, seat)) return [];
  const first = !hand.dealtIn.some((s) => isTabled(hand, s));
  if (first || !mayMuck(hand.engine, seat)) return show(hand, seat);
  const cards = ownHand(hand, seat, own);
  // A tab that does not know its cards (yet) says nothing: the clock decides if it stays so.
  if (cards === undefined) return [];
  if (wouldWin(hand.engine, seat, cards)) return show(hand, seat);
  return [{ kind: 'muck', id: `muck.${hand.hand}.${hand.attempt}`, hand: hand.hand }];
}

function show(hand: TableHand, seat: number): Duty[] {
  const duty = sharesDuty(hand, hand.dealtIn.indexOf(seat), 'show', 'show', downPositions(hand, seat));
  return duty === undefined || isTabled(hand, seat) ? [] : [duty];
}
