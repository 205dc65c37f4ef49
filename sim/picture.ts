/** A DAG as a drawing: the notation of src/testing/drawnDag.ts, with what became of each slot behind it. */
import type { Dag, DagNode } from '../src/consensus/dag.ts';
import { letterOf } from '../src/testing/drawnDag.ts';

/** Rounds `from` to the highest, at most the last `most` of them. `+` committed, `-` skipped, `?` undecided. */
export function pictureOf(dag: Dag, most: number): string {
  const lines: string[] = [];
  for (let round = Math.max(1, dag.highestRound - most + 1); round <= dag.highestRound; round++) {
    const slots = dag.rounds.get(round)?.slots ?? [];
    const words = slots.flatMap((s) => s.nodes.map((n, i) => word(dag, n, i)));
    const decisions = slots.map(
      (s, a) => letterOf(a) + (s.decision === undefined ? '?' : s.decision.kind === 'commit' ? '+' : '-'),
    );
    lines.push(`${String(round).padStart(4)}: ${words.join(' ')}   ${decisions.join('')}`);
  }
  return lines.join('\n');
}

function word(dag: Dag, node: DagNode, twin: number): string {
  const last = new Map(node.parents.filter((p) => p.round === node.round - 1).map((p) => [p.author, p]));
  const all = dag.rounds.get(node.round - 1)?.slots ?? [];
  const absent = all.flatMap((s, a) => (s.nodes.length > 0 && !last.has(a) ? [`-${letterOf(a)}`] : []));
  const older = node.parents.filter((p) => p.round < node.round - 1).map((p) => letterOf(p.author) + p.round);
  const twins = [...last.values()]
    .filter((p) => all[p.author]!.nodes[0] !== p)
    .map((p) => `${letterOf(p.author)}'`);
  const parents = [...absent, ...twins, ...older].join(' ');
  const payload =
    node.block.content.transactions.length === 0 ? '' : `!${node.block.content.transactions.length}`;
  return `${letterOf(node.author)}${"'".repeat(twin)}${parents === '' ? '' : `[${parents}]`}${payload}`;
}
