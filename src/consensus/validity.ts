/**
 * Which blocks are valid. Every rule is a function of the block and its history alone, so all validators agree.
 *
 * Upon receiving a block: its table and epoch are ours; its first parent is the author's own previous block
 *   (none at round 1); the others ascend by (round, author), are not the author's own, lie within 64 rounds,
 *   and with the own one they name ≥ q distinct authors at round−1.
 * Upon holding its parents: each is the block its reference names; the time is not below the own previous
 *   block's, nor below the lower median of the round−1 parents'; it draws no more than its author's bucket holds
 *   (budget.ts); and no parent is the twin of a block that is
 *   already in the history of the own previous block.
 *
 * Deviations: a median "of its parents" is taken over exactly the round−1 parents, the same set as for fair
 * time. An own previous block outside the window is not needed, so nothing is checked against it.
 */
import type { BlockContent } from '../codec/block.ts';
import { sameId } from '../codec/ids.ts';
import { bucketOf, type Dag, type DagNode, keyOf, outsideWindow, slotAt, traverse } from './dag.ts';
import { protocol } from './limits.ts';
import { lowerMedian } from './median.ts';
import { hasBudget, namesState, type RulesVersion } from './rules.ts';
import type { ConsensusConfig, RejectReason } from './types.ts';

/** Rules that need no other block. */
export function checkStructure(
  config: ConsensusConfig,
  quorum: number,
  c: BlockContent,
): RejectReason | undefined {
  if (!sameId(c.tableId, config.tableId)) return 'wrong-table';
  if (c.epoch !== config.epoch) return 'wrong-epoch';
  if (c.author >= config.validators || c.round < 1) return 'bad-structure';
  if (!mayName(config, c)) return 'bad-structure';
  if (c.timeMs < config.startTimeMs) return 'bad-time';
  if (c.round === 1) return c.parents.length === 0 ? undefined : 'bad-structure';
  const own = c.parents[0];
  if (own === undefined || own.author !== c.author || own.round < 1 || own.round >= c.round)
    return 'bad-structure';
  let atLastRound = own.round === c.round - 1 ? 1 : 0;
  for (let i = 1; i < c.parents.length; i++) {
    const p = c.parents[i]!;
    if (p.author >= config.validators || p.author === c.author) return 'bad-structure';
    if (p.round < 1 || p.round >= c.round || p.round < c.round - protocol.windowRounds)
      return 'bad-structure';
    const before = c.parents[i - 1]!;
    if (i > 1 && (p.round - before.round || p.author - before.author) <= 0) return 'bad-structure';
    if (p.round === c.round - 1) atLastRound++;
  }
  return atLastRound >= quorum ? undefined : 'bad-structure';
}

/** By the second rules every block says how far its author's table is settled; before the first height, nothing. */
function mayName({ rules }: ConsensusConfig, { settled }: BlockContent): boolean {
  if (settled === undefined) return !namesState(rules);
  return namesState(rules) && (settled.height > 0 || settled.root.every((b) => b === 0));
}

/** Rules about the parents; all within the window must be held. */
export function checkHistory(
  dag: Dag,
  c: BlockContent,
  rules: RulesVersion | undefined,
): RejectReason | undefined {
  if (c.round === 1) return exceeds(dag, c, [], rules);
  const times: number[] = [];
  let own: DagNode | undefined;
  const others: DagNode[] = [];
  for (const [i, ref] of c.parents.entries()) {
    if (outsideWindow(c.round, ref.round)) continue;
    const node = dag.nodes.get(keyOf(ref.digest));
    if (node === undefined) throw new Error('a parent is not held');
    if (node.author !== ref.author || node.round !== ref.round) return 'bad-structure';
    if (i === 0) own = node;
    else others.push(node);
    if (node.round === c.round - 1) times.push(node.block.content.timeMs);
  }
  if (c.timeMs < lowerMedian(times)) return 'bad-time';
  const excess = exceeds(dag, c, own === undefined ? others : [own, ...others], rules);
  if (excess !== undefined || own === undefined) return excess;
  if (c.timeMs < own.block.content.timeMs) return 'bad-time';
  return namesSecondTwin(dag, own, others) ? 'second-twin-referenced' : undefined;
}

/** Does it say more than its author may in this while? */
function exceeds(
  dag: Dag,
  c: BlockContent,
  parents: readonly DagNode[],
  rules: RulesVersion | undefined,
): RejectReason | undefined {
  return hasBudget(rules) && bucketOf(dag.validators, c, parents).bytes < 0 ? 'over-budget' : undefined;
}

/** Is one of `others` the twin of a block in the history of `own`? */
function namesSecondTwin(dag: Dag, own: DagNode, others: readonly DagNode[]): boolean {
  const suspects = others.filter(
    (o) => o.round < own.round && (slotAt(dag, o.round, o.author)?.nodes.length ?? 0) > 1,
  );
  if (suspects.length === 0) return false;
  const floor = Math.min(...suspects.map((s) => s.round));
  const mark = traverse(dag, [own], floor, () => true);
  return suspects.some((s) => slotAt(dag, s.round, s.author)!.nodes.some((n) => n !== s && n.mark === mark));
}
