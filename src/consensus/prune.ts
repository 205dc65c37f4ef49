/**
 * Forgetting, and going on without what was forgotten.
 *
 * Let P be the round of the first undecided slot. Nothing below P − 64 can be output any more, and what is above
 *   it has all its parents at or above P − 129: the horizon. It rises with P.
 * Upon a block that lacks a parent below the horizon: it is accepted without, and not named by us, nor is what
 *   stands on it, until it was output or P is 257 rounds above that parent. A block that is itself below: too old.
 * Upon a certified checkpoint: forget all blocks more than 257 rounds below both P and the checkpoint's slot. The
 *   rounds between the two lines serve peers whose prefix is up to 128 rounds behind ours; who is further behind
 *   is served from storage, or begins at the checkpoint.
 * Upon a restart from a cut: the prefix stands where the cut says, and what the cut lists counts as output.
 *
 * Deviations: none. Why such blocks are not named at once: horizons differ by what one validator has decided and
 * another has not, so a block that one accepts without a parent may be one for which the other still waits. As
 * long as no honest block names it, that difference reaches nobody; what was output stands in the history of a
 * committed slot, which everyone has; and after 257 rounds all who lag by less than 128 do without the parent, too.
 */
import { compareNodes, type DagNode, slotAt, slotKey } from './dag.ts';
import { limits, protocol } from './limits.ts';
import { raiseHorizon } from './settle.ts';
import type { ConsensusState } from './state.ts';
import type { Cut, CutOutputs } from './types.ts';

/**
 * Forgets what a certified checkpoint over the slot of `checkpointRound` allows to forget; call it after a step.
 * Returns the keys of the forgotten blocks. Nothing that can still be output or named is among them.
 */
export function prune(state: ConsensusState, checkpointRound: number): string[] {
  const { dag, own, prefix, unfinished } = state;
  const floor = Math.min(checkpointRound, prefix.round) - limits.keptRounds;
  if (floor <= dag.floor) return [];
  dag.floor = floor;
  const forgotten: string[] = [];
  for (const [round, { slots }] of dag.rounds) {
    if (round >= floor) continue;
    for (const slot of slots) for (const node of slot.nodes) forgotten.push(forget(state, node));
    dag.rounds.delete(round);
  }
  for (const set of [own.foreign, own.inFlight, unfinished])
    for (const node of set) if (node.round < floor) set.delete(node);
  for (let round = floor; round <= floor + protocol.windowRounds; round++) {
    for (const { nodes } of dag.rounds.get(round)?.slots ?? []) for (const n of nodes) unlink(n, floor);
  }
  for (const key of dag.outputBefore.keys())
    if (Number(key.slice(0, key.indexOf('/'))) < floor) dag.outputBefore.delete(key);
  const kept = prefix.recent.findIndex((p) => p.committedRound >= floor);
  prefix.recent.splice(0, kept === -1 ? prefix.recent.length : kept);
  return forgotten;
}

/** Takes a node out of every map. Who still holds it (the own latest block, say) must not hold its history too. */
function forget(state: ConsensusState, node: DagNode): string {
  const { dag } = state;
  dag.nodes.delete(node.block.key);
  dag.heads.delete(node);
  node.parents = [];
  node.votes = [];
  node.certifies = [];
  return node.block.key;
}

/** Lets go of forgotten parents, and of votes and certificates for them: all that is decided. */
function unlink(node: DagNode, floor: number): void {
  const isKept = (n: DagNode | undefined): boolean => n !== undefined && n.round >= floor;
  if (!node.parents.every(isKept)) node.parents = node.parents.filter(isKept);
  if (node.round < floor + protocol.waveRounds) {
    node.votes = node.votes.map((n) => (isKept(n) ? n : undefined));
    node.certifies = node.certifies.map((n) => (isKept(n) ? n : undefined));
  }
}

/** The cut right after the committed slot of `height`; undefined when that is not known (any more), or before the first. */
export function cutAt(state: ConsensusState, height = state.prefix.height): Cut | undefined {
  const { dag, prefix } = state;
  const point = prefix.recent[height - (prefix.recent[0]?.height ?? 0)];
  if (point === undefined) return undefined;
  const outputs: CutOutputs[] = [];
  for (let round = Math.max(1, point.round - protocol.windowRounds); round <= point.round; round++) {
    for (let author = 0; author < dag.validators; author++) {
      const before = dag.outputBefore.get(slotKey(round, author)) ?? [];
      const since = (slotAt(dag, round, author)?.nodes ?? [])
        .filter((n) => n.outputAt > 0 && n.outputAt <= height && !before.includes(n.block.key))
        .sort((a, b) => a.outputAt - b.outputAt || compareNodes(a, b))
        .map((n) => n.block.key);
      const keys = [...before, ...since];
      if (keys.length > 0) outputs.push({ round, author, keys });
    }
  }
  return { ...point, outputs };
}

/** Puts an empty state where the cut stands. */
export function resumeAt(state: ConsensusState, cut: Cut): void {
  const { dag, prefix } = state;
  const { outputs, ...point } = cut;
  Object.assign(prefix, point);
  prefix.recent.push(point);
  for (const { round, author, keys } of outputs) dag.outputBefore.set(slotKey(round, author), keys);
  raiseHorizon(state);
}
