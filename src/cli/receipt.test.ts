/** Receipts as files: what `npm run verify` says of them, and the example that needs no program of ours. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { logFileOf } from '../client/record/exportLog.ts';
import { receiptOf } from '../client/record/makeReceipt.ts';
import { receiptTools } from '../client/record/receipt.ts';
import { decodeSignedBlock } from '../codec/block.ts';
import { SECOND_DEFAULTS } from '../codec/config.ts';
import { decodeGenesis } from '../codec/genesis.ts';
import { encodeReceipt, type Receipt } from '../codec/receipt.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { proofFields } from '../crypto/shuffleKey.ts';
import { checkReceipt } from '../light/check.ts';
import { verifyLog } from '../node/log/verify.ts';
import type { TableState } from '../table/state/state.ts';
import { TestTable, until } from '../testing/nodes.ts';
import { ReceiptTable } from '../testing/receiptTable.ts';
import { verifyFiles, withVerifyTools } from './verify.ts';

let folder: string;
let table: ReceiptTable;
let two: ReceiptTable;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receipt-'));
  const group = await createMclGroup();
  table = new ReceiptTable([0, 1, 2, 3], group);
  two = new ReceiptTable([0, 1], group);
});
afterAll(() => rm(folder, { recursive: true }));

const evening = { height: 640, hand: 57, results: { 0: 350, 1: -150, 2: -200, 3: 0 } };

async function save(name: string, receipt: Receipt | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, receipt instanceof Uint8Array ? receipt : encodeReceipt(receipt));
  return file;
}

/** Exit code, and everything that was printed. */
async function verify(...files: string[]): Promise<{ code: number; printed: string }> {
  const lines: string[] = [];
  const keep = (line: unknown): void => void lines.push(String(line));
  const [log, error] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  for (const said of [log, error]) said.mockImplementation(keep);
  const code = await verifyFiles(files);
  for (const said of [log, error]) said.mockRestore();
  return { code, printed: lines.join('\n') };
}

const bent = (receipt: Receipt): Uint8Array => {
  const bytes = encodeReceipt(receipt);
  bytes[bytes.length - 3]! ^= 4;
  return bytes;
};

describe('npm run verify', () => {
  it('says who won and lost what, and which devices answer for it', async () => {
    const { code, printed } = await verify(await save('a.receipt', table.checkpoint(evening)));
    expect(code).toBe(0);
    expect(printed).toMatch(/^P0 \[[0-9a-f ]{24}\] \(seat 1\): \+350$/m);
    expect(printed).toContain('All but at most 1 of these 4 devices agreed');
    expect(printed).toContain('after hand 57; later hands may have followed');
    expect(printed).toContain('Compare the table with its link');
  });

  it('refuses one that was bent, and says what does not hold', async () => {
    const file = await save('bent.receipt', bent(table.checkpoint(evening)));
    const { code, printed } = await verify(file);
    expect(code).toBe(1);
    expect(printed).toContain('the chips are not those that were signed');
  });

  it('of an older one beside the closing it says that it is superseded', async () => {
    const old = await save(
      'old.receipt',
      table.checkpoint({ ...evening, height: 320, hand: 30 }, 'standing'),
    );
    const { code, printed } = await verify(old, await save('closing.receipt', table.closing(evening, [12])));
    expect(code).toBe(0);
    expect(printed).toContain('old.receipt: the receipt holds (superseded by a later one)');
    expect(printed).toMatch(/closing\.receipt: the receipt holds$/m);
    expect(printed).toContain('hands not finished: 12');
  });

  it('names whoever signed two that cannot both be true', async () => {
    const told = { ...evening, results: { 0: 0, 1: 0, 2: 0, 3: 0 } };
    const files = [await save('x.receipt', table.blocks(evening, [0, 1, 2]))];
    files.push(await save('y.receipt', table.blocks(told, [0, 1, 3])));
    const { code, printed } = await verify(...files);
    expect(code).toBe(1);
    expect(printed).toMatch(/^BREACH: .*one moment has two different states\. Both are signed by P0, P1\.$/m);
  });

  it('takes the winner’s by headers where the loser has withheld its part of the signature', async () => {
    const told = { height: 64, hand: 9, results: { 0: 40, 1: -40 } };
    const { code, printed } = await verify(await save('two.receipt', two.blocks(told)));
    expect(code).toBe(0);
    expect(printed).toContain('All of these 2 devices agreed: P0');
    expect((await verify(await save('one.receipt', two.blocks(told, [0])))).code).toBe(1);
  });

  it('says so where there is no file, or one that cannot be read', async () => {
    expect((await verify()).code).toBe(2);
    expect((await verify(join(folder, 'none'))).code).toBe(1);
  });
});

describe('what a device of four whole nodes holds', () => {
  it('is enough for a receipt by headers of blocks, as soon as the others have played on from the hand', async () => {
    const nodes = await TestTable.create({
      seats: 4,
      escrow: 1,
      ...proofFields('transparent', 52),
      ...SECOND_DEFAULTS,
    });
    try {
      await nodes.start(4);
      const over = (hand: number) => () =>
        nodes.nodes.every((n) => {
          const h = n.validator!.table.hand;
          return h !== undefined && (h.hand > hand || (h.hand === hand && h.phase === 'done'));
        });
      await nodes.callUntil(nodes.nodes, 'hand 1', over(1));
      await nodes.callUntil(nodes.nodes, 'hand 2', over(2));
      // One says nothing yet: it goes on.
      const close = (node: (typeof nodes.nodes)[number]) =>
        node.submit({ kind: 'close', body: { instance: node.table!.instance, agree: 1 } });
      for (const node of nodes.nodes.slice(1)) expect(close(node)).toBeUndefined();
      const storage = nodes.storages[1]!;
      const states = new Map<number, TableState>();
      const seen = (state: TableState): void => void states.set(state.height, state);
      const bytes = (await logFileOf(storage))!;
      await withVerifyTools((tools) => verifyLog(bytes, { ...tools, heard: { seen } }));
      const game = {
        genesis: decodeGenesis((await storage.loadGenesis())!),
        epochs: await storage.loadEpochs(),
        hands: await storage.loadHands(),
        signed: [],
        blocksOf: async (epoch: number) =>
          (await storage.loadBlocks(epoch)).map((b) => decodeSignedBlock(b.bytes)),
        stateAt: async (height: number) => states.get(height),
      };
      const tools = await receiptTools();
      const { bytes: receipt } = (await receiptOf(game, tools))!;
      const checked = await checkReceipt(receipt, tools);
      if (!checked.ok) throw new Error(checked.fault);
      const { rows, signers } = checked.statement;
      expect(rows.map((r) => r.nickname)).toHaveLength(4);
      expect(rows.reduce((sum, r) => sum + r.takenChips + r.tableChips - r.broughtChips, 0)).toBe(0);
      expect(signers.length).toBeGreaterThanOrEqual(3);
      expect(receipt.length).toBeLessThanOrEqual(4096);
      // Without the blocks of two of the four there is none.
      const few = async (epoch: number) => (await game.blocksOf(epoch)).filter((b) => b.content.author < 2);
      expect(await receiptOf({ ...game, blocksOf: few }, tools)).toBeUndefined();
      // The last one closes it. No key has signed that, for want of one or of somebody's part: their blocks have.
      expect(checked.statement.closed).toBeUndefined();
      expect(close(nodes.nodes[0]!)).toBeUndefined();
      const closed = () => nodes.nodes.every((n) => n.validator!.table.closed !== undefined);
      await nodes.callUntil(nodes.nodes, 'the end', closed);
      const { height } = nodes.nodes[1]!.validator!.table.closed!;
      const told = () => nodes.nodes.every((n) => n.validator!.table.deadline === undefined);
      await until(nodes.nodes, 'that all have told', told);
      const last = (await logFileOf(storage))!;
      await withVerifyTools((t) => verifyLog(last, { ...t, heard: { seen } }));
      const ended = (await receiptOf({ ...game, hands: await storage.loadHands() }, tools))!;
      expect(ended).toMatchObject({ byBlocks: true, isClosing: true });
      const end = await checkReceipt(ended.bytes, tools);
      expect(end.ok && end.statement.closed?.height).toBe(height);
      const both = await verify(await save('before', receipt), await save('end', ended.bytes));
      expect(both.printed).toContain('before: the receipt holds (superseded by a later one)');
      expect(both.printed).toContain('nothing of this table comes after it');
      expect(both.code).toBe(0);
    } finally {
      await nodes.stop();
    }
  }, 600_000);
});

describe('the example in docs/examples', () => {
  const script = join(import.meta.dirname, '..', '..', 'docs', 'examples', 'check-receipt.mjs');
  const run = async (file: string): Promise<string> =>
    (await promisify(execFile)(process.execPath, [script, file])).stdout;

  it('checks what a key has signed with a stock library, and refuses what it has not', async () => {
    const receipts = {
      checkpoint: table.checkpoint(evening),
      standing: table.checkpoint(evening, 'standing'),
      closing: table.closing(evening, [12, 40]),
    };
    for (const [kind, receipt] of Object.entries(receipts)) {
      const printed = await run(await save(kind, receipt));
      expect(printed).toMatch(new RegExp(`^${kind}, signed by the key [0-9a-f]{192}$`, 'm'));
      expect(printed.match(/ -?\d+$/gm)).toEqual([' 350', ' -150', ' -200', ' 0']);
      await expect(run(await save(`${kind} bent`, bent(receipt)))).rejects.toThrow('refused');
    }
  });
});
