/**
 * What blocks say of the state (second rules): every block names its author's last settled height that is told of, and
 * the state root there. Only its form is a rule of validity; what it says is compared with what this tab has settled.
 *
 * Upon an accepted block: of one author and height the root in its lowest block counts.
 * Upon an own height that is told of: its root goes into the own next blocks, and the roots of the last 64 are kept.
 * Upon q equal roots for a height that this tab has settled, which are not its own; or upon no root of it being able to
 *   reach q any more: this tab's state is not the table's, and the shell is told, once in the epoch. At most f lie, so
 *   neither comes about while those who do not lie agree with this tab.
 * Upon q equal roots that are its own: whoever names another plays by other rules, and is named. That costs it nothing:
 *   a build may be old, and a worker may err.
 */
import { toHex } from '../codec/decode.ts';
import type { DagNode } from './dag.ts';
import { namesState } from './rules.ts';
import type { ConsensusState } from './state.ts';

/** Own roots that are kept, and twice as many of each other author: it may be ahead. */
const keptRoots = 64;

/** Upon an own height that is told of, ascending. */
export function noteSettled(state: ConsensusState, height: number, root: Uint8Array): void {
  const { roots } = state;
  if (!namesState(state.config.rules) || height <= roots.latest.height) return;
  roots.latest = { height, root };
  roots.own.set(height, toHex(root));
  if (roots.own.size > keptRoots) roots.own.delete(roots.own.keys().next().value!);
  compare(state, height);
}

/**
 * By author: the highest height for which its blocks name the root that this tab has there, which is its signature
 * under that state; 0 where it has made a block of the epoch that names none, -1 where it has made no block. Undefined
 * by rules whose blocks say nothing of the state.
 */
export function signedHeights({ roots, dag, config }: ConsensusState): number[] | undefined {
  if (!namesState(config.rules)) return undefined;
  return roots.told.map((told, author) => {
    if (author === config.self) return roots.latest.height;
    if (dag.latest[author] === undefined) return -1;
    return Math.max(0, ...[...told].flatMap(([h, { root }]) => (roots.own.get(h) === root ? [h] : [])));
  });
}

/** Upon an accepted block. */
export function noteTold(state: ConsensusState, node: DagNode): void {
  const { settled } = node.block.content;
  if (settled === undefined || settled.height === 0 || node.author === state.config.self) return;
  const told = state.roots.told[node.author]!;
  const before = told.get(settled.height);
  if (before !== undefined && before.round <= node.round) return;
  told.set(settled.height, { round: node.round, root: toHex(settled.root) });
  if (told.size > 2 * keptRoots) told.delete(Math.min(...told.keys()));
  compare(state, settled.height);
}

function compare(state: ConsensusState, height: number): void {
  const { roots, dag, config } = state;
  const mine = roots.own.get(height);
  if (mine === undefined || roots.differs) return;
  const says = roots.told.map((told, author) => (author === config.self ? mine : told.get(height)?.root));
  const counts = new Map<string, number>();
  for (const root of says) if (root !== undefined) counts.set(root, (counts.get(root) ?? 0) + 1);
  const [most, largest] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0] as [string, number]);
  const silent = says.filter((root) => root === undefined).length;
  if (largest >= dag.quorum && most === mine) {
    for (const [author, root] of says.entries()) {
      if (root === undefined || root === mine || roots.others.has(author)) continue;
      roots.others.add(author);
      state.effects.push({ kind: 'other-rules', author, height });
    }
  } else if (largest >= dag.quorum || largest + silent < dag.quorum) {
    roots.differs = true;
    state.effects.push({ kind: 'differs', height, root: largest >= dag.quorum ? most : undefined });
  }
}
