/**
 * What newly accepted blocks change.
 *
 * Upon accepted blocks: note payloads to be output, adopt own ones, decide slots, output the decided prefix.
 * Upon an own block being output: its transactions are done. Upon one falling out of the window without: they
 *   are pending again.
 * Upon an own block above our round that we did not propose: the key signs elsewhere; we sign nothing more.
 */
import { isSignedOn } from './adjourn.ts';
import { type DagNode, traverse } from './dag.ts';
import { decideSlots } from './decide.ts';
import { protocol } from './limits.ts';
import { advancePrefix } from './linearise.ts';
import { relay } from './links.ts';
import { noteTold } from './roots.ts';
import { type ConsensusState, ownRound } from './state.ts';

/** Takes newly accepted blocks into account, and outputs what they decide. */
export function settle(state: ConsensusState, accepted: readonly DagNode[]): void {
  if (accepted.length === 0) return;
  const { own, peers, config } = state;
  for (const node of accepted) {
    state.effects.push({ kind: 'accepted', block: node.block });
    state.repair.acceptedSince++;
    for (const claims of peers.claims) claims.delete(node.block.key);
    if (node.block.content.transactions.length > 0 && mayBeOutput(state, node)) state.unfinished.add(node);
    noteTold(state, node);
    relay(state, node);
    if (node.author === config.self) adoptOwn(state, node);
    else if (config.self !== null) own.foreign.add(node);
  }
  if (state.closed) {
    for (const node of accepted)
      if (isSignedOn(state, node)) state.effects.push({ kind: 'signed-on', block: node.block });
    return;
  }
  decideSlots(state.dag, state.prefix.round);
  const { slots, moved } = advancePrefix(state.dag, state.prefix);
  if (moved) own.progressRound = ownRound(state);
  for (const slot of slots) state.effects.push({ kind: 'output', slot });
  if (slots.length > 0 || accepted.some((n) => n.author === config.self)) forgetFinished(state);
}

function mayBeOutput(state: ConsensusState, node: DagNode): boolean {
  return !node.output && node.round >= state.prefix.committedRound - protocol.windowRounds;
}

/** An own block became the latest: its history is ours. */
function adoptOwn(state: ConsensusState, node: DagNode): void {
  const { own } = state;
  // A new one may be too old already, after a sleep: then its transactions are pending again at once.
  const isNew = own.proposing?.key === node.block.key;
  if (node.block.content.transactions.length > 0 && (isNew || mayBeOutput(state, node)))
    own.inFlight.add(node);
  if (node.round <= ownRound(state)) return;
  if (isNew) own.saidFromRound = Math.min(own.saidFromRound, node.round);
  else if (state.recovery === undefined) own.keyElsewhere = true;
  own.latest = node;
  own.quorumAtMs = undefined;
  traverse(state.dag, [node], 0, (n) => {
    if (n.inOwnHistory) return false;
    n.inOwnHistory = true;
    own.foreign.delete(n);
    if ((own.named[n.author]?.round ?? 0) < n.round) own.named[n.author] = n;
    return true;
  });
  for (const n of own.foreign) if (n.round < node.round - protocol.windowRounds) own.foreign.delete(n);
}

function forgetFinished(state: ConsensusState): void {
  const { own } = state;
  const floor = state.prefix.committedRound - protocol.windowRounds;
  for (const node of state.unfinished) if (node.output || node.round < floor) state.unfinished.delete(node);
  const again: Uint8Array[] = [];
  for (const node of own.inFlight) {
    if (!node.output && node.round >= floor) continue;
    own.inFlight.delete(node);
    if (!node.output) again.push(...node.block.content.transactions);
  }
  own.pending.unshift(...again);
}
