/**
 * What was sent to a peer in answer to its frontiers a moment ago is on its way: sending it again because it asks
 * again does not make it arrive sooner. A peer that is slow, not cut off, would only get slower: it repeats its
 * frontier while the answers still wait in its inbox, and every answer to that makes the inbox longer.
 *
 * What is really lost it gets when it still asks a second later, or from others at once.
 */
import type { ConsensusState } from './state.ts';
import type { ValidatorIndex, VerifiedBlock } from './types.ts';

/** Milliseconds for which an answered block is not sent again to the same peer. */
const resendMs = 1000;
/** Blocks remembered per peer; the oldest are forgotten, and then sent again. */
const remembered = 4096;

/** Was this block not sent to that peer just now? */
export function mayResend(state: ConsensusState, to: ValidatorIndex, block: VerifiedBlock): boolean {
  const sentMs = state.peers.answered[to]!.get(block.key);
  return sentMs === undefined || state.nowMs - sentMs >= resendMs;
}

export function noteAnswered(
  state: ConsensusState,
  to: ValidatorIndex,
  blocks: readonly VerifiedBlock[],
): void {
  const answered = state.peers.answered[to]!;
  for (const { key } of blocks) {
    // In the order of their times.
    answered.delete(key);
    answered.set(key, state.nowMs);
  }
  for (const [oldest, sentMs] of answered) {
    if (answered.size <= remembered && state.nowMs - sentMs < resendMs) break;
    answered.delete(oldest);
  }
}

/** Over a new link everything may be asked for anew. */
export function forgetAnswered(state: ConsensusState, to: ValidatorIndex): void {
  state.peers.answered[to]!.clear();
}
