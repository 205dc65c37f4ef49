/** Why a node refuses what its player asks for: stable codes, one union for all rooms of the node. */
import type { AdjournRefusal, TableRefusal } from '../table/refusal.ts';
import type { LobbyRefusal } from './lobby/steps.ts';

/** Of going on without a member that is missing. */
export type AdjournmentRefusal =
  | AdjournRefusal
  | 'not-missing'
  | 'already-given'
  | 'not-playing'
  | 'catching-up';

/** Of the node itself; what the table says of a transaction comes from the function that judges it at apply. */
export type ShellRefusal =
  /** This tab has no part in the epoch that is on, or none is on. */
  | 'not-playing'
  /** It follows without a vote. */
  | 'watching'
  /** What this device kept of the table is still being replayed. */
  | 'catching-up'
  /** Nothing can be shown by choice now, or not these cards. */
  | 'not-now'
  /** So much of what this tab said waits already that no more is taken. */
  | 'busy';

export type NodeRefusal = LobbyRefusal | TableRefusal | AdjournmentRefusal | ShellRefusal;
