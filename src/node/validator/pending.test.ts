import { expect, it } from 'vitest';
import type { Transaction } from '../../codec/transactions.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { signedGenesis } from '../../testing/keyPlay.ts';
import type { Untimed } from './coreLoop.ts';
import { Pending } from './pending.ts';

const table = tableFromGenesis(signedGenesis([0, 1, 2, 3], { escrow: 1 }));

function pending() {
  const fed: Untimed[] = [];
  const own = new Pending({
    author: 0,
    isAwake: () => true,
    nowMs: () => 0,
    table: () => table,
    feed: (input) => fed.push(input),
    onChange: () => undefined,
  });
  const carry = (transaction: Transaction) =>
    own.carry({ nonce: transaction.nonce, transaction, submittedMs: 0 });
  return { own, fed, carry };
}

it('what was said in the epoch before and never heard is said again, with its nonce', () => {
  const { own, fed, carry } = pending();
  carry({ kind: 'chat', nonce: 7, body: { text: new TextEncoder().encode('hello') } });
  expect(fed).toHaveLength(1);
  expect(own.all[0]?.nonce).toBe(7);
});

it('but nothing that proves something about that epoch: here it would be a lie', () => {
  const { fed, carry } = pending();
  const [publicKey, proof] = [new Uint8Array(48), new Uint8Array(80)];
  carry({ kind: 'escrowKey', nonce: 7, body: { publicKey, proof } });
  carry({ kind: 'channelKey', nonce: 8, body: { instance: new Uint8Array(32), publicKey, proof } });
  expect(fed).toEqual([]);
});
