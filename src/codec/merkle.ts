/**
 * Merkle trees as SSZ has them (Ethereum consensus specifications, SimpleSerialize and Merkle proofs): SHA-256, lists
 * filled up with zeros to their limit, and then hashed with their length. Every node is 32 bytes.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';

/** Siblings on the way from a leaf to the root, the leaf's first. */
export type Branch = readonly Uint8Array[];

/** Of two nodes, the one above them. */
const above = (left: Uint8Array, right: Uint8Array): Uint8Array => sha256(concatBytes(left, right));

const zeros: Uint8Array[] = [new Uint8Array(32)];
/** Root of a tree of this depth in which nothing is. */
function zeroRoot(depth: number): Uint8Array {
  while (zeros.length <= depth) zeros.push(above(zeros.at(-1)!, zeros.at(-1)!));
  return zeros[depth]!;
}

/** The next level: half as many nodes, rounded up. */
function levelAbove(nodes: readonly Uint8Array[], depth: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(nodes.length / 2) }, (_, i) =>
    above(nodes[2 * i]!, nodes[2 * i + 1] ?? zeroRoot(depth)),
  );
}

/** Root of the tree with 2^depth places. @throws RangeError for more leaves than that */
export function merkleRoot(leaves: readonly Uint8Array[], depth: number): Uint8Array {
  if (leaves.length > 2 ** depth) throw new RangeError('more leaves than places');
  let nodes = [...leaves];
  for (let d = 0; d < depth; d++) nodes = levelAbove(nodes, d);
  return nodes[0] ?? zeroRoot(depth);
}

/** From the leaf at `index`, `depth` siblings. @throws RangeError where there is no such leaf */
export function merkleBranch(leaves: readonly Uint8Array[], depth: number, index: number): Uint8Array[] {
  if (leaves.length > 2 ** depth || leaves[index] === undefined) throw new RangeError('no such leaf');
  const branch: Uint8Array[] = [];
  let nodes = [...leaves];
  for (let d = 0; d < depth; d++) {
    branch.push(nodes[(index >> d) ^ 1] ?? zeroRoot(d));
    nodes = levelAbove(nodes, d);
  }
  return branch;
}

/** The root that a leaf has by its branch. Bit k of `index`: at height k the node on the way is the right one. */
export function rootOfBranch(leaf: Uint8Array, index: number, branch: Branch): Uint8Array {
  return branch.reduce(
    (node, sibling, k) =>
      Math.floor(index / 2 ** k) % 2 === 1 ? above(sibling, node) : above(node, sibling),
    leaf,
  );
}

/** A list's length as the node beside its root. */
export function lengthNode(length: number): Uint8Array {
  const node = new Uint8Array(32);
  new DataView(node.buffer).setBigUint64(0, BigInt(length), true);
  return node;
}

export const withLength = (root: Uint8Array, length: number): Uint8Array => above(root, lengthNode(length));

/**
 * A list that only grows, by what is needed to go on with it: roots of the full subtrees that its leaves fall into, the
 * largest first, one for each bit of `count`. So a list of thousands is a dozen hashes, and has the same root.
 */
export interface Grown {
  readonly count: number;
  readonly peaks: readonly Uint8Array[];
}

export const nothingGrown: Grown = { count: 0, peaks: [] };

/** @throws RangeError where 2^depth leaves are there already */
export function grow({ count, peaks }: Grown, leaf: Uint8Array, depth: number): Grown {
  if (count >= 2 ** depth) throw new RangeError('more leaves than places');
  const left = [...peaks];
  let node = leaf;
  for (let bits = count; bits % 2 === 1; bits = (bits - 1) / 2) node = above(left.pop()!, node);
  return { count: count + 1, peaks: [...left, node] };
}

/** `merkleRoot` of all its leaves. */
export function grownRoot({ count, peaks }: Grown, depth: number): Uint8Array {
  const left = [...peaks];
  let node = zeroRoot(0);
  for (let d = 0; d < depth; d++) {
    const isSet = Math.floor(count / 2 ** d) % 2 === 1;
    node = isSet ? above(left.pop()!, node) : above(node, zeroRoot(d));
  }
  // Full to the last place: its one peak is the root.
  return left.pop() ?? node;
}
