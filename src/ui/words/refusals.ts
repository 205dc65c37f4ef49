/**
 * Which sentence a person reads for which code. Every code has one, which the compiler demands; no code is ever shown.
 */
import type { ActRefusal, PeerRefusal } from '../../client/contract/refusals.ts';
import type { Messages } from '../messages/en/index.ts';

type Sentence = keyof Messages['refusals'];

const SENTENCE_OF: Record<ActRefusal, Sentence> = {
  // Of the client and the node.
  'not-open': 'opening',
  'catching-up': 'opening',
  'not-playing': 'notPlaying',
  watching: 'watching',
  pending: 'pending',
  busy: 'busy',
  amount: 'amount',
  'name-too-long': 'nameTooLong',
  'name-unusable': 'nameUnusable',
  'line-too-long': 'lineTooLong',
  'line-unusable': 'lineUnusable',
  'not-now': 'notNow',
  'not-missing': 'notMissing',
  // Of the lobby.
  'seat-taken': 'seatTaken',
  'no-such-seat': 'seatGone',
  'not-seated': 'noSeat',
  'not-creator': 'notCreator',
  'not-ready': 'notReady',
  'already-started': 'started',
  'a-witness': 'aWitness',
  removed: 'removed',
  'admission-closed': 'admissionClosed',
  'not-let-in': 'notLetIn',
  'too-many-witnesses': 'tooManyWitnesses',
  'consent-limit': 'consentLimit',
  'two-beginnings': 'twoBeginnings',
  'two-pasts': 'twoPasts',
  // Of a decision and of a hand.
  'not-your-turn': 'notYourTurn',
  'not-betting': 'notBetting',
  'not-in-hand': 'notInHand',
  'hand-over': 'handOver',
  'bad-amount': 'amount',
  'nothing-to-call': 'nothingToCall',
  'must-call-or-fold': 'callOrFold',
  'must-bring-in': 'bringIn',
  'raise-not-reopened': 'notReopened',
  'raise-cap-reached': 'raiseCap',
  'raise-pointless': 'raisePointless',
  'raise-too-small': 'raiseTooSmall',
  'raise-too-large': 'raiseTooLarge',
  'raise-above-stack': 'raiseAboveStack',
  'no-chips-behind': 'onlyCall',
  'time-bank-empty': 'timeBankEmpty',
  'already-used': 'timeTaken',
  'not-showdown': 'notShowdown',
  'not-your-show': 'notYourTurn',
  'already-shown': 'done',
  'must-show': 'mustShow',
  'no-claim': 'noClaim',
  'not-asked': 'notAsked',
  'already-answered': 'done',
  'already-given': 'done',
  'not-offered': 'notOffered',
  'not-over': 'notOver',
  'nothing-left': 'nothingLeft',
  'already-asked': 'asked',
  'not-under-the-gun': 'notStraddler',
  'no-hand': 'handOver',
  'not-dealt-in': 'notInHand',
  // Of seats and chips.
  'request-limit': 'requestLimit',
  'not-a-player': 'noSeat',
  'not-your-seat': 'noSeat',
  'voted-out': 'votedOut',
  'other-rules': 'otherRules',
  'too-many-chips': 'tooManyChips',
  'too-few-chips': 'tooFewChips',
  'bad-chips': 'amount',
  'no-chips': 'noChips',
  'no-rebuy': 'noRebuy',
  'hand-aside': 'handAside',
  disqualified: 'disqualified',
  leaving: 'leaving',
  'seat-empty': 'seatEmpty',
  'table-full': 'tableFull',
  'already-seated': 'seated',
  'already-joining': 'seated',
  'already-out': 'sittingOut',
  'already-in': 'sittingIn',
  expelled: 'expelled',
  'table-over': 'tableOver',
  'table-closed': 'tableOver',
  'tournament-closed': 'tournamentClosed',
  // Of what players decide about the table.
  'already-paused': 'alreadyPaused',
  'pause-limit': 'pauseLimit',
  'not-paused': 'notPaused',
  'already-said': 'done',
  'about-yourself': 'aboutYourself',
  'already-decided': 'decided',
  'already-voted': 'done',
  'no-vote': 'noVote',
  'too-few': 'tooFew',
  'vote-limit': 'voteLimit',
  'proposal-open': 'proposalOpen',
  'proposal-limit': 'proposalLimit',
  'bad-terms': 'badTerms',
  'no-change': 'noChange',
  empty: 'emptyLine',
  'chat-limit': 'chatLimit',
  // Of going on without somebody.
  'not-needed': 'notNeeded',
  tournament: 'tournamentWaits',
  'nobody-left': 'alone',
  'too-many-aside': 'fullAside',
  // What only a table that has moved on, or another program than this one, brings about.
  stale: 'stale',
  malformed: 'stale',
  'unknown-author': 'watching',
  'nonce-used': 'stale',
  'nonce-old': 'stale',
  'not-owed': 'stale',
  'not-a-receiver': 'stale',
  'escrow-not-used': 'stale',
  'unknown-seat': 'stale',
  'bad-verb': 'stale',
  'no-deal-due': 'stale',
  'wrong-card-count': 'stale',
  'bad-card': 'stale',
  'duplicate-card': 'stale',
  'cards-differ': 'stale',
  'last-live-seat': 'stale',
  'not-dividing': 'stale',
  'wrong-division': 'stale',
  'wrong-table': 'stale',
  'wrong-epoch': 'stale',
  'wrong-author': 'stale',
  'wrong-round': 'stale',
  'unknown-accused': 'stale',
  'already-known': 'done',
};

/** Every code that a player's own doing can be answered with. */
export const ACT_REFUSALS = Object.keys(SENTENCE_OF) as readonly ActRefusal[];

export const refusalWords = (reason: ActRefusal, m: Messages): string => m.refusals[SENTENCE_OF[reason]];

type Group = keyof Messages['peerRefusals'];

const GROUPS: readonly (readonly [Group, readonly PeerRefusal[]])[] = [
  [
    'late',
    [
      'stale',
      'nonce-old',
      'not-your-turn',
      'hand-over',
      'not-betting',
      'no-hand',
      'table-over',
      'table-closed',
    ],
  ],
  [
    'repeated',
    [
      'already-given',
      'nonce-used',
      'already-known',
      'already-said',
      'already-voted',
      'already-asked',
      'already-used',
      'already-answered',
      'already-shown',
      'fault-repeated',
    ],
  ],
  [
    'unreadable',
    ['malformed', 'oversized', 'not-canonical', 'unknown-kind', 'bad-text', 'bad-structure', 'out-of-range'],
  ],
  ['unsigned', ['bad-signature']],
  ['falseProof', ['proof-fails', 'bad-point', 'bad-scalar']],
  ['tooMuch', ['flood', 'chat-limit', 'request-limit', 'pause-limit', 'vote-limit', 'proposal-limit']],
  ['elsewhere', ['wrong-table', 'wrong-epoch']],
];
const GROUP_OF: ReadonlyMap<string, Group> = new Map(
  GROUPS.flatMap(([group, reasons]) => reasons.map((reason) => [reason, group])),
);

/** What was refused of a peer, counted by kind; a code that belongs to no kind was not allowed by the rules. */
export function peerRefusalWords(
  refused: Readonly<Partial<Record<PeerRefusal, number>>>,
  m: Messages,
): { readonly group: Group; readonly count: number; readonly words: string }[] {
  const counts = new Map<Group, number>();
  for (const [reason, n] of Object.entries(refused)) {
    const group = GROUP_OF.get(reason) ?? 'notAllowed';
    counts.set(group, (counts.get(group) ?? 0) + n);
  }
  return [...counts]
    .filter(([, count]) => count > 0)
    .map(([group, count]) => ({ group, count, words: m.peerRefusals[group](count) }));
}
