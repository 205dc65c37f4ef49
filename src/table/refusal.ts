/**
 * Why the table refuses something: stable codes. A code that a judge gives is the same in every tab and is counted in
 * the replicated state under its name, so no code may be renamed; the words for people stand in ui/messages.
 */
import type { DecodeReason } from '../codec/decode.ts';
import type { Refusal as ProofRefusal } from '../mentalpoker/statement.ts';
import type { LifeCode } from '../poker/life/requests.ts';
import type { RefusalCode } from '../poker/state.ts';

/** Why the others may not go on without a member (hand/aside.ts). */
export type AdjournRefusal =
  | 'unknown-author'
  | 'not-needed'
  | 'tournament'
  | 'nobody-left'
  | 'too-many-aside';

/** Of a transaction as such: who sends it, with which nonce, and whether this table knows such a thing. */
type TransactionRefusal =
  | 'unknown-author'
  | 'not-a-player'
  | 'not-offered'
  | 'nonce-used'
  | 'nonce-old'
  | 'malformed'
  /** The table has moved on: what it names is no longer so. */
  | 'stale'
  /** Everybody has closed it for good. */
  | 'table-closed';

/** Of deck work: keys, shuffles, shares, escrow. */
type DeckRefusal =
  | 'no-hand'
  | 'not-dealt-in'
  | 'not-your-turn'
  | 'not-owed'
  | 'not-a-receiver'
  | 'already-given'
  | 'escrow-not-used';

/** Of what a seat does in a hand, beside what the rules engine says. */
type HandRefusal =
  | 'not-betting'
  | 'not-showdown'
  | 'not-asked'
  | 'must-show'
  | 'time-bank-empty'
  | 'already-used'
  | 'not-over'
  | 'nothing-left'
  | 'already-asked'
  | 'not-under-the-gun'
  | 'not-in-hand';

/** Of what is asked between hands. */
type SeatRefusal =
  | 'request-limit'
  | 'not-your-seat'
  | 'voted-out'
  /** The app of whoever would come plays by other rules than the table. */
  | 'other-rules'
  | 'too-many-chips'
  | 'hand-aside'
  | 'disqualified';

/** Of what players decide about the table. */
type HouseRefusal =
  | 'not-seated'
  | 'table-over'
  | 'request-limit'
  | 'tournament-closed'
  | 'already-paused'
  | 'pause-limit'
  | 'not-paused'
  | 'already-said'
  | 'about-yourself'
  | 'leaving'
  | 'already-decided'
  | 'already-voted'
  | 'no-vote'
  | 'too-few'
  | 'vote-limit'
  | 'proposal-open'
  | 'proposal-limit'
  | 'bad-terms'
  | 'no-change';

type ChatRefusal = 'empty' | 'chat-limit';

/** Of a newcomer handed in, and of words about one. */
type AdmissionRefusal =
  | 'admission-closed'
  | 'not-let-in'
  | 'too-many-witnesses'
  | 'consent-limit'
  | 'wrong-table'
  | 'already-seated'
  | 'already-joining'
  | 'seat-taken'
  | 'table-full'
  | 'voted-out'
  | 'too-many-chips';

/** Of evidence. */
type EvidenceRefusal =
  | 'unknown-accused'
  /** Counts against nobody: several see the same two blocks. */
  | 'already-known'
  | 'expelled'
  | 'malformed'
  | 'wrong-table'
  | 'wrong-epoch'
  | 'wrong-author'
  | 'wrong-round';

/** Every code a judge of the table can give, those of the rules passed through. */
export type TableRefusal =
  | TransactionRefusal
  | DeckRefusal
  | HandRefusal
  | SeatRefusal
  | HouseRefusal
  | ChatRefusal
  | AdmissionRefusal
  | EvidenceRefusal
  | AdjournRefusal
  | LifeCode
  | RefusalCode;

/** What is counted of an author: refusals, bytes that nobody could decode, and what did not hold when verified. */
export type CountedRefusal = TableRefusal | DecodeReason | ProofRefusal | 'bad-signature' | 'fault-repeated';

/** What a recorded fault says: the check of a proof that failed, silence, or what was proven by others. */
export type FaultReason =
  | ProofRefusal
  | 'silent'
  | 'two-blocks'
  | 'signed-on'
  | 'false-evidence'
  | 'bad-signature';

/** Why a hand was called off. */
export type VoidReason = 'not-enough-players' | 'impossible-card' | 'agreed' | 'withheld';
