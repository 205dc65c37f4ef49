import type { Refusal, RefusalCode } from './state.ts';

/** What each refusal says to people. The code is stable; the words may be translated above. */
const SENTENCES: Record<RefusalCode, string> = {
  'hand-over': 'The hand is over.',
  'not-betting': 'There is no betting now.',
  'not-your-turn': "It is another player's turn.",
  'unknown-seat': 'Nobody was dealt in at this seat.',
  'not-in-hand': 'This player is no longer in the hand.',
  'bad-amount': 'An amount of chips is a whole number.',
  'bad-verb': 'There is no such action.',
  'nothing-to-call': 'There is no bet to call.',
  'must-call-or-fold': 'There is a bet: call it, raise it or fold.',
  'must-bring-in': 'The bring-in has to be posted or completed first.',
  'raise-not-reopened': 'An all-in for less than a full raise does not let this player raise again.',
  'raise-cap-reached': 'No more raises are allowed on this street.',
  'raise-pointless': 'Nobody left in the hand could call more.',
  'raise-too-small': 'This is less than the smallest legal bet or raise.',
  'raise-too-large': 'This is more than the limit allows.',
  'raise-above-stack': 'The player does not have that many chips.',
  'no-chips-behind': 'The player has too few chips to do more than call.',
  'no-deal-due': 'No cards are to be dealt now.',
  'wrong-card-count': 'That is not the number of cards asked for.',
  'bad-card': 'That is not a card of this deck that may lie there.',
  'duplicate-card': 'The same card cannot appear twice.',
  'not-showdown': 'There is no showdown now.',
  'not-your-show': "It is another player's turn to show.",
  'already-shown': 'This hand has been shown already.',
  'cards-differ': 'These are not the cards this player was dealt.',
  'must-show': 'With no action left every live hand has to be shown.',
  'not-asked': 'Nobody is asked whether to run it twice.',
  'already-answered': 'This player has answered already.',
  'last-live-seat': 'The last hand left cannot be killed.',
};

export function refuse(code: RefusalCode): Refusal {
  return { code, sentence: SENTENCES[code] };
}

/** An operation was applied that `verify…` refuses: the caller's mistake; the state is untouched. */
export class RuleError extends Error {
  override readonly name = 'RuleError';
  readonly code: RefusalCode;
  constructor(refusal: Refusal) {
    super(refusal.sentence);
    this.code = refusal.code;
  }
}

/** @throws RuleError if there is a refusal */
export function demand(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new RuleError(refusal);
}
