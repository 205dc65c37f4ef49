/**
 * Why something was not done, in English: what happened, what it means for the chips where it means anything, and
 * what can be done. Which code gets which sentence stands in words/refusals.ts. Whole sentences, each for itself.
 */

import type { FaultReason } from '../../../client/contract/refusals.ts';
import { otherRulesRefusal } from './apps.ts';
import { claim } from './claim.ts';
import { entryRefusals } from './entry.ts';
import { past } from './past.ts';

export const refusals = {
  otherRules: otherRulesRefusal,
  twoPasts: past.refusal,
  stale: 'The table has moved on: nothing was sent. Look again.',
  opening: 'The table is still being opened. Try again in a moment.',
  notPlaying: 'No game is running here: nothing was sent.',
  watching: 'You are only watching. Take a seat to play.',
  noSeat: 'You need a seat at this table for that.',
  pending: 'Your last action is still on its way.',
  busy: 'Much of what you did is still on its way: wait until it is final.',
  // A decision.
  notYourTurn: 'It is not your turn any more: nothing was bet.',
  amount: 'That amount cannot be used: nothing was sent. Whole chips, at least one.',
  notBetting: 'There is no betting now: nothing was bet.',
  notInHand: 'You are not in this hand. Wait for the next one.',
  handOver: 'The hand is over: nothing was bet.',
  nothingToCall: 'There is no bet to call: nothing was bet. Check instead.',
  callOrFold: 'Somebody has bet. Call, raise or fold.',
  bringIn: 'The bring-in comes first. Post it or complete it.',
  notReopened: 'The all-in before you was no full raise, so you may not raise again. Call or fold.',
  raiseCap: 'No more raises are allowed on this street. Call or fold.',
  raisePointless: 'Nobody left in the hand could call more. Call or fold.',
  raiseTooSmall: 'That is less than the smallest raise: nothing was bet. Bet more, or call.',
  raiseTooLarge: 'That is more than the limit allows: nothing was bet. Bet less.',
  raiseAboveStack: 'You do not have that many chips: nothing was bet.',
  onlyCall: 'You have too few chips to do more than call.',
  timeBankEmpty: 'Your time bank is empty.',
  timeTaken: 'You have taken more time for this decision already.',
  // Showing cards, and questions of a hand.
  notShowdown: 'Cards are shown at the showdown, or after the hand.',
  mustShow: 'With nothing left to bet every hand is shown: yours cannot be mucked.',
  noClaim: claim.noClaim,
  notNow: 'These cards cannot be shown now.',
  notAsked: 'Nobody is asked any more whether to run it twice.',
  done: 'That has been done already.',
  notOffered: 'This table does not offer that.',
  notOver: 'The hand is not over yet. Ask again when it is.',
  nothingLeft: 'All cards were out: nothing more would have come.',
  asked: 'Somebody has asked already: the cards are being opened.',
  notStraddler: 'Only the player after the big blind may straddle.',
  // Seats and chips.
  requestLimit: 'That was very often. Wait ten seconds and try again.',
  votedOut: 'The others have voted you out: you cannot sit down here again. Your chips went with you.',
  tooManyChips: 'That is more than this table allows: nothing was brought. Bring less.',
  tooFewChips: 'That would be less than one big blind: nothing was brought. Bring more.',
  noChips: 'You have no chips. Buy in again first.',
  noRebuy: 'This tournament has no rebuys: nobody can buy in again.',
  disqualified:
    'You did not open cards that others waited for, and are disqualified: your chips are blinded off. You can stay and watch.',
  handAside:
    'You have chips in a hand that is set aside. You can leave when it has been played or is void; your chips in it are safe.',
  leaving: 'This seat is given up when the hand is over: its player leaves with all chips.',
  seatTaken: 'Somebody was faster: that seat is taken. Choose another one.',
  seatGone: 'There is no such seat at this table. Choose another one.',
  seatEmpty: 'Nobody has this seat any more.',
  tableFull: 'Every seat at this table is taken. You can watch.',
  seated: 'You have a seat at this table already.',
  sittingOut: 'You are sitting out already.',
  sittingIn: 'You are not sitting out.',
  expelled: 'This seat was shut because it was proven to have cheated.',
  tableOver: 'The game at this table is over.',
  tournamentClosed: 'A tournament that has begun takes nobody in, lets nobody out, and votes on nothing.',
  // What players decide about the table.
  alreadyPaused: 'A pause has been asked for already.',
  pauseLimit: 'You asked for a pause less than ten hands ago. Ask again later.',
  notPaused: 'The game goes on already.',
  aboutYourself: 'Nobody votes on themselves. To go, leave the table.',
  decided: 'That has been decided already.',
  noVote: 'There is no vote on this player.',
  tooFew: 'Two others have to be there for that.',
  voteLimit: 'You have begun a vote a few hands ago. Begin another one later.',
  proposalOpen: 'Another proposal is being voted on. Wait until it is decided.',
  proposalLimit: 'You have proposed something less than three hands ago. Propose again later.',
  badTerms:
    'No table can be played with these. The big blind is at least 1 and at least the ante, and no larger than a starting stack; the small blind is no larger than the big blind; the time to act is 3 to 600 seconds.',
  noChange: 'That is how it is now.',
  // Going on without somebody.
  notNeeded: 'The table goes on without them by itself.',
  tournamentWaits:
    'A tournament waits for everybody: chips that were lost meanwhile could not be bought again.',
  alone: 'Nobody can play on alone. Your chips stay as they are.',
  fullAside:
    'So many hands are set aside already that the table has to wait now. Your chips stay as they are.',
  notMissing: 'Nobody is missing any more: the game goes on.',
  // Chat and names.
  emptyLine: 'Say something first.',
  chatLimit: 'Wait a moment: five lines in ten seconds are the most.',
  lineTooLong: 'That line is too long. Say it in two.',
  lineUnusable: 'There are characters in it that cannot be sent. Write it without them.',
  nameTooLong: 'That name is too long. Choose a shorter one.',
  nameUnusable: 'There are characters in that name that cannot be sent. Choose another one.',
  // Before the game.
  notCreator: 'Only who made the table can start the game.',
  notReady: 'Not everybody is ready and connected yet. Start when they are.',
  started: 'The game has begun: this cannot be changed any more.',
  aWitness: 'A witness votes and does not play.',
  // Coming to a table.
  ...entryRefusals,
};

/** Why messages of a peer were refused, in the table of links; `n` of them. */
export const peerRefusals = {
  late: (n: number) => `${n} came too late`,
  repeated: (n: number) => `${n} said again`,
  notAllowed: (n: number) => `${n} not allowed`,
  unreadable: (n: number) => `${n} not readable`,
  unsigned: (n: number) => `${n} badly signed`,
  falseProof: (n: number) => `${n} with a false proof`,
  tooMuch: (n: number) => `${n} too many`,
  elsewhere: (n: number) => `${n} of another table`,
};

/** What was wrong with a proof, or what was proven of somebody. */
export const faultReasons: Record<FaultReason, string> = {
  malformed: 'what was sent is not in the form of such a proof',
  'bad-point': 'a point in it is not one of the group',
  'bad-scalar': 'a number in it is too large',
  'out-of-range': 'it speaks of cards or sizes that there are not',
  'proof-fails': 'its equations do not hold',
  silent: 'nothing came in time',
  'bad-signature': 'the newcomer had not signed',
  'signed-on': 'it had signed that it stopped, and went on: both are in the log',
  'two-blocks': 'both versions are in the log',
  'false-evidence': 'the accusation does not hold',
};
