/**
 * Coming back after a reload or a crash.
 *
 * Upon a restart: rebuild the state from the stored blocks; sign nothing.
 * Upon the frontiers of ≥ q−1 other peers, and what they claim being held, or not supplied within four seconds: if an
 *   own block beyond the journal came in, sign only from round M+2 on, M the highest round held; else go on.
 *   Either way the rounds in between may be left out once.
 *
 * A block that fewer than f+1 others hold may be known to none of the q−1: only a strict journal protects that one.
 *
 * Deviations: only blocks that were supplied count as proof of what we signed; a bare claim does not.
 */
import { limits } from './limits.ts';
import { type ConsensusState, ownRound } from './state.ts';

/** Ends the recovery when it is known what we signed before. */
export function concludeRecovery(state: ConsensusState): void {
  const { recovery, pool, config, dag } = state;
  if (recovery === undefined || recovery.heard.size < dag.quorum - 1) return;
  recovery.heardAtMs ??= state.nowMs;
  if (isSupplied(state) || state.nowMs - recovery.heardAtMs > limits.recoveryMs) {
    let signedRound = ownRound(state);
    for (const w of pool.waiting.values()) {
      if (w.block.content.author === config.self) signedRound = Math.max(signedRound, w.block.content.round);
    }
    state.recovery = undefined;
    const lost = signedRound > recovery.journaledRound;
    state.jump = { fromRound: lost ? Math.max(dag.highestRound, signedRound) + 2 : 0 };
  }
}

/** Is everything there that peers claim, and every own block that others name? */
function isSupplied(state: ConsensusState): boolean {
  if (state.peers.claims.some((c) => c.size > 0)) return false;
  for (const ref of state.pool.missing.values()) if (ref.author === state.config.self) return false;
  return true;
}
