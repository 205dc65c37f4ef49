/**
 * Coming back after a reload or a crash.
 *
 * Upon a restart: rebuild the state from the stored blocks; sign nothing.
 * Upon the answers of ≥ q−1 other peers (repair.ts), and what they claim being held, or four seconds after as many were
 *   heard at all: if an own block beyond the journal came in, sign only from round M+2 on, M the highest round held;
 *   else go on. Either way the rounds in between may be left out once.
 *
 * A block that fewer than f+1 others hold may be known to none of the q−1: only a strict journal protects that one.
 *
 * Deviations: a frontier that was under way before the question says nothing of an own block that its sender holds
 * without its history: only what answers the question counts. Only blocks that were supplied count as proof of what we
 * signed; a bare claim does not.
 */
import { limits } from './limits.ts';
import { type ConsensusState, ownRound, type Recovery } from './state.ts';

/** Ends the recovery when it is known what we signed before. */
export function concludeRecovery(state: ConsensusState): void {
  const { recovery, pool, config, dag } = state;
  if (recovery === undefined || !haveSpoken(state, recovery, dag.quorum - 1)) return;
  let signedRound = ownRound(state);
  for (const w of pool.waiting.values()) {
    if (w.block.content.author === config.self) signedRound = Math.max(signedRound, w.block.content.round);
  }
  state.recovery = undefined;
  const lost = signedRound > recovery.journaledRound;
  state.jump = { fromRound: lost ? Math.max(dag.highestRound, signedRound) + 2 : 0 };
}

/**
 * Have as many others said what they hold of ours, and is it here? Peers of a build that does not know the question are
 * given four seconds from when they were heard.
 */
export function haveSpoken(state: ConsensusState, recovery: Recovery, others: number): boolean {
  if (others <= 0) return true;
  if (recovery.answered.size >= others && isSupplied(state)) return true;
  const lastAtMs = [...recovery.heardAtMs.values()][others - 1];
  return lastAtMs !== undefined && state.nowMs - lastAtMs > limits.recoveryMs;
}

/** Is everything there that peers claim, and every own block that others name? */
function isSupplied(state: ConsensusState): boolean {
  if (state.peers.claims.some((c) => c.size > 0)) return false;
  for (const ref of state.pool.missing.values()) if (ref.author === state.config.self) return false;
  return true;
}
