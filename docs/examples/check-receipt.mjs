/**
 * `node check-receipt.mjs FILE`: what a table's key has signed, with nothing but SHA-256 and a BLS library. Whose key
 * it is, is what the rest of a receipt shows, with Ed25519; compare it with one that you know.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { bls12_381 } from '@noble/curves/bls12-381.js';

const file = readFileSync(process.argv[2]).subarray(8);
const part = (i) => file.readUInt32LE(4 * i); // genesis, chain, key, said, tree, ledger
const sha = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (bytes) => Buffer.concat([bytes], 32);
const above = (nodes, zero) => nodes.flatMap((n, i) => (i % 2 ? [] : [sha(n, nodes[i + 1] ?? zero)]));
const tree = (nodes, depth, zero = leaf(Buffer.of())) =>
  depth === 0 ? (nodes[0] ?? zero) : tree(above(nodes, zero), depth - 1, sha(zero, zero));
const cut = (b, widths) => widths.map((w, i) => b.subarray(total(widths, i), total(widths, i) + w));
const total = (widths, n) => widths.slice(0, n).reduce((a, b) => a + b, 0);
const rows = (b, w) =>
  Array.from({ length: b.length / total(w) }, (_, i) => cut(b.subarray(i * total(w)), w));
const list = (r, depth, limit) =>
  sha(
    tree(
      r.map((c) => tree(c.map(leaf), depth)),
      limit,
    ),
    leaf(Buffer.of(r.length)),
  );
const [kind, said] = [file[part(3)], file.subarray(part(3) + 1, part(4))];
const name = { 0: 'checkpoint', 1: 'standing', 3: 'closing' }[kind]; // 2: a timeout, 4: headers of blocks
const word = cut(said.subarray(kind === 3 ? 52 : 0), [
  32,
  32,
  8,
  8,
  32,
  1,
  4,
  ...(kind === 3 ? [32, 4, 1] : [4, 32]),
]);
if (kind === 3) word[8] = sha(leaf(said.subarray(206)), leaf(Buffer.of((said.length - 206) / 4)));
const ledger = rows(file.subarray(part(5)), [32, 8, 8, 8]);
const [time, , history, rest, ...end] = cut(file.subarray(part(4) + 4), [8, 4, 32, 32, 8, 8]);
const seats = rows(file.subarray(part(4) + 96, part(5)), [1, 1, 8, 8, 1]).map(
  ([seat, row, bond, credit, status]) => {
    const [player, , , has] = ledger[row[0]];
    const stack = Buffer.alloc(8);
    stack.writeBigUInt64LE(has.readBigUInt64LE() - bond.readBigUInt64LE() - credit.readBigUInt64LE());
    return [seat, player, stack, bond, credit, status];
  },
);
const isClosed = end[0].some((b) => b > 0);
const under = isClosed ? sha(Buffer.from('dealerless/closed/v1\0'), tree([...end, rest].map(leaf), 2)) : rest;
const chips = [word[4], word[6], word[2], time, list(seats, 3, 4), list(ledger, 2, 8), history, under];
const holds = kind === 3 ? chips[5].equals(word[7]) : tree(chips.map(leaf), 3).equals(word[8]);
const key = file.subarray(part(2) + 41, part(2) + 137);
const message = Buffer.concat([Buffer.from(`dealerless/key-${name}/v1\0`), tree(word.map(leaf), 4)]);
const { verify, hash } = bls12_381.shortSignatures;
if (!holds || !verify(said.subarray(kind === 3 ? 4 : 153).subarray(0, 48), hash(message), key))
  throw new Error('refused');
console.log(`${name}, signed by the key ${key.toString('hex')}`);
for (const [player, brought, taken, has] of ledger)
  console.log(
    player.toString('hex'),
    Number(taken.readBigUInt64LE() + has.readBigUInt64LE() - brought.readBigUInt64LE()),
  );
