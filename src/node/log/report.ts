/** What verifying an exported game comes to. */

export interface PlayerResult {
  readonly nickname: string;
  /** -1: not at the table any more. */
  readonly seat: number;
  /** At the end of the log, bets of an unfinished hand not counted. */
  readonly stackChips: number;
  /** Won and lost in the hands of this log. */
  readonly netChips: number;
}

export interface SignedOf {
  readonly signed: number;
  /** What the key had to sign while it was in service. */
  readonly of: number;
}

/** What carries a signature of the table's key, all of which hold. */
export interface KeySignedCounts {
  readonly hands: SignedOf;
  /** Decisions that the clock made. */
  readonly timeouts: SignedOf;
  /** The settlement of a table that was closed. */
  readonly closings: SignedOf;
}

export interface LogReport {
  readonly hands: number;
  readonly slots: number;
  readonly blocks: number;
  /** Proofs judged, and those of them that were false (each is somebody's recorded fault). */
  readonly proofs: number;
  readonly falseProofs: number;
  readonly epochs: number;
  /** Ascending: epochs that the log does not show to their end. What became of the chips in them is certified only. */
  readonly missed: readonly number[];
  readonly height: number;
  /** Hex, after the last slot. */
  readonly stateRoot: string;
  readonly players: readonly PlayerResult[];
  readonly signedByKey: KeySignedCounts;
  /** Who signed two blocks for one round. */
  readonly equivocations: readonly {
    readonly nickname: string;
    readonly epoch: number;
    readonly round: number;
  }[];
}

export type LogVerdict =
  | { readonly ok: true; readonly report: LogReport }
  /** The first thing that does not hold, in words. */
  | { readonly ok: false; readonly fault: string };
