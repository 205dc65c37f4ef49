/** What the shell and the screen may know of the consensus. */
import { authorsAt, slotAt } from './dag.ts';
import { deadlineWantsRounds, hasWork } from './pacemaker.ts';
import { signedHeights } from './roots.ts';
import { type ConsensusState, ownRound } from './state.ts';
import type { ValidatorIndex } from './types.ts';

export interface Status {
  readonly ownRound: number;
  readonly highestRound: number;
  /** Every slot of the rounds before this one is decided. */
  readonly decidedRound: number;
  readonly height: number;
  /** Fair time of the last committed slot. */
  readonly timeMs: number;
  /** Rounds are wanted: something is to be output, or a deadline to be stamped or passed. */
  readonly working: boolean;
  /** Validators without whom nothing can be committed now; empty when a quorum is there or nothing is wanted. */
  readonly waitingFor: readonly ValidatorIndex[];
  readonly faultsTolerated: number;
  /** By author: up to which height its blocks have signed the state that this tab has (roots.ts). */
  readonly signedHeights: readonly number[] | undefined;
  /** After a restart: not all that has to be known before signing is known. */
  readonly recovering: boolean;
  /** The own key signs elsewhere: this tab stays silent. */
  readonly keyElsewhere: boolean;
}

export function status(state: ConsensusState): Status {
  const round = ownRound(state);
  const working = hasWork(state) || deadlineWantsRounds(state);
  const waitingFor: ValidatorIndex[] = [];
  if (working && round > 0 && authorsAt(state.dag, round) < state.dag.quorum) {
    for (let v = 0; v < state.dag.validators; v++) {
      if (v !== state.config.self && (slotAt(state.dag, round, v)?.nodes.length ?? 0) === 0)
        waitingFor.push(v);
    }
  }
  return {
    ownRound: round,
    highestRound: state.dag.highestRound,
    decidedRound: state.prefix.round,
    height: state.prefix.height,
    timeMs: state.prefix.timeMs,
    working,
    waitingFor,
    faultsTolerated: state.faults,
    signedHeights: signedHeights(state),
    recovering: state.recovery !== undefined,
    keyElsewhere: state.own.keyElsewhere,
  };
}
