/** Why a node refuses what its player asks for: stable codes, one union for all rooms of the node. */
import type { validateTransaction } from '../table/apply/judge.ts';
import type { judgeAdjournment } from '../table/hand/aside.ts';
import type { LobbyRefusal } from './lobby/lobby.ts';

/** Of a transaction that the table would not take, from the same function that judges it at apply. */
export type TransactionRefusal = NonNullable<ReturnType<typeof validateTransaction>>;

/** Of going on without a member that is missing. */
export type AdjournmentRefusal =
  | NonNullable<ReturnType<typeof judgeAdjournment>>
  | 'not-missing'
  | 'already-given'
  | 'not-playing';

/** Of the node itself. */
export type ShellRefusal =
  /** This tab has no part in the epoch that is on, or none is on. */
  | 'not-playing'
  /** It follows without a vote. */
  | 'watching'
  /** Nothing can be shown by choice now, or not these cards. */
  | 'not-now'
  /** So much of what this tab said waits already that no more is taken. */
  | 'busy';

export type NodeRefusal = LobbyRefusal | TransactionRefusal | AdjournmentRefusal | ShellRefusal;
