/**
 * Why something cannot be done, and what was held against whom: stable codes. The words for them stand in
 * ui/messages.
 */
import type { Misbehaviour } from '../../net/network.ts';
import type { NodeRefusal } from '../../node/refusal.ts';
import type { CountedRefusal, FaultReason } from '../../table/refusal.ts';

/** Of the client itself, before the node is asked. */
export type ClientRefusal =
  /** The table is still being opened, or could not be. */
  | 'not-open'
  /** The same kind of action is on its way. */
  | 'pending'
  /** No number of chips or seconds that can be written down. */
  | 'amount'
  | 'name-too-long'
  /** The name has characters that would act on what stands beside it. */
  | 'name-unusable'
  | 'line-too-long'
  | 'line-unusable';

/** Everything that can be answered to what a player does. */
export type ActRefusal = ClientRefusal | NodeRefusal;

/** What is counted of a peer: messages that its link was refused, and committed transactions that the table refused. */
export type PeerRefusal = CountedRefusal | Misbehaviour;

export type { FaultReason };
