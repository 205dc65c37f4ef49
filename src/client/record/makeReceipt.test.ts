/** Which receipt a device makes of what it holds. */
import { beforeAll, expect, it } from 'vitest';
import { decodeGenesis, encodeGenesis } from '../../codec/genesis.ts';
import { keySigningBytes } from '../../codec/keyMessages.ts';
import { decodeReceipt } from '../../codec/receipt.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { ReceiptTable } from '../../testing/receiptTable.ts';
import { type HeldGame, receiptOf } from './makeReceipt.ts';
import { receiptTools } from './receipt.ts';

let table: ReceiptTable;
beforeAll(async () => {
  table = new ReceiptTable([0, 1, 2], await createMclGroup());
});

/** A device at this table, one hand being over in its state, which the key has signed in this way. */
function device(signature?: (honest: Uint8Array) => Uint8Array): HeldGame {
  const { state } = table.play;
  const { height, epoch } = state;
  const message = table.playedCheckpoint(1);
  const key = state.key!.serving!.sharing.key;
  const honest = table.sign(keySigningBytes(message));
  const hand = {
    hand: 1,
    height,
    finishedAt: 0,
    yourSeat: 0,
    yourCards: [],
    board: [],
    seats: [],
    winners: [],
  };
  return {
    ...{ genesis: decodeGenesis(encodeGenesis(table.genesis)), epochs: [], hands: [hand] },
    signed: signature === undefined ? [] : [{ epoch, message, key, signature: signature(honest) }],
    blocksOf: async () => [],
    stateAt: async (at) => (at === height ? state : undefined),
  };
}

it('under the table’s key where that has signed the last hand, and none where neither key nor blocks have', async () => {
  const tools = await receiptTools();
  const made = await receiptOf(
    device((honest) => honest),
    tools,
  );
  expect(made?.byBlocks).toBe(false);
  expect(decodeReceipt(made!.bytes).said).toMatchObject({ kind: 'checkpoint', message: { hand: 1 } });
  expect(await receiptOf(device(), tools)).toBeUndefined();
});

it('never one that does not hold', async () => {
  const other = table.sign(Uint8Array.of(1));
  expect(
    await receiptOf(
      device(() => other),
      await receiptTools(),
    ),
  ).toBeUndefined();
});
