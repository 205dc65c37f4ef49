/**
 * Choosing before one's turn. Pure; no rule of poker is in here: what is possible is read off the view, and
 * what is sent must be legal by the client's own word when the turn has come.
 *
 * Upon arming: the choice is kept with the street and the amount to call that were on the screen.
 * Upon another hand, deal or street, or when the seat is out of the betting: it is gone.
 * Upon another amount to call: 'check' and 'call' are gone, since they named that amount; 'fold' and
 *   'check or fold' stay, since they never cost a chip.
 * Upon the turn: it is used up, whether anything comes of it or not. A check is sent only where checking is
 *   free, a call only for exactly the chips that were named. So a choice costs at most what it says.
 */
import type { LegalView, TableView } from '../../client/contract/view.ts';
import { isBettingStage } from '../words/tableWords.ts';

export type Choice =
  | { readonly kind: 'fold' | 'check' | 'checkFold' }
  | { readonly kind: 'call'; readonly chips: number };

/** What a choice depends on. */
export interface Situation {
  /** Hand, deal and street in one. */
  readonly street: string;
  /** Chips that calling would add now; 0 where checking would be free. */
  readonly toCallChips: number;
  /** Calling would take the whole stack. */
  readonly callIsAllIn: boolean;
}

export interface Armed {
  readonly choice: Choice;
  readonly situation: Situation;
}

/** Undefined when there is nothing to choose in advance: not in the hand, all in, between streets, or one's turn. */
export function situationOf(view: TableView): Situation | undefined {
  const you = view.seats.find((s) => s.you);
  const { hand } = view;
  if (!you || !hand || view.phase !== 'playing' || view.legal || view.pending) return undefined;
  if (!isBettingStage(hand.stage) || hand.clock?.seat === you.seat) return undefined;
  if (!you.inHand || you.folded || you.allIn || you.out || you.sittingOut || you.stackChips <= 0)
    return undefined;
  const highest = Math.max(...view.seats.map((s) => s.betChips));
  const missing = Math.max(0, highest - you.betChips);
  return {
    street: streetId(view),
    toCallChips: Math.min(missing, you.stackChips),
    callIsAllIn: missing >= you.stackChips,
  };
}

function streetId(view: TableView): string {
  const { hand } = view;
  if (!hand) return '';
  return [hand.hand, hand.attempt, hand.streetName ?? hand.stage, hand.board.length].join('.');
}

/** What may be chosen now, at most two: one that gives up, one that stays in. */
export function choicesIn(situation: Situation): Choice[] {
  return situation.toCallChips === 0
    ? [{ kind: 'checkFold' }, { kind: 'check' }]
    : [{ kind: 'fold' }, { kind: 'call', chips: situation.toCallChips }];
}

/** Is `armed` what this button stands for? A 'check or fold' facing a bet is shown as the fold it has become. */
export function isChosen(armed: Armed | undefined, choice: Choice): boolean {
  if (armed === undefined) return false;
  const { kind } = armed.choice;
  if (choice.kind === 'fold') return kind === 'fold' || kind === 'checkFold';
  return kind === choice.kind;
}

export type Sent = { readonly kind: 'fold' | 'check' | 'call' };

export interface Step {
  readonly armed: Armed | undefined;
  /** To be sent now. */
  readonly send: Sent | undefined;
}

/** The next state for a new view; `send` comes at most once for everything that was armed. */
export function stepPreaction(armed: Armed | undefined, view: TableView): Step {
  const gone: Step = { armed: undefined, send: undefined };
  if (armed === undefined) return gone;
  if (view.legal) {
    if (view.pending || streetId(view) !== armed.situation.street) return gone;
    return { armed: undefined, send: resolve(armed.choice, view.legal) };
  }
  const now = situationOf(view);
  if (now === undefined || now.street !== armed.situation.street) return gone;
  const named = armed.choice.kind === 'call' || armed.choice.kind === 'check';
  if (named && now.toCallChips !== armed.situation.toCallChips) return gone;
  return { armed, send: undefined };
}

function resolve(choice: Choice, legal: LegalView): Sent | undefined {
  switch (choice.kind) {
    case 'check':
      return legal.check ? { kind: 'check' } : undefined;
    case 'call':
      return !legal.check && legal.callChips === choice.chips ? { kind: 'call' } : undefined;
    case 'checkFold':
      if (legal.check) return { kind: 'check' };
      return legal.fold ? { kind: 'fold' } : undefined;
    case 'fold':
      return legal.fold ? { kind: 'fold' } : undefined;
  }
}
