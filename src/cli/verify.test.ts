/** An exported game of four whole nodes: verified from its bytes, and every kind of tampering found. */
import { beforeAll, describe, expect, it } from 'vitest';
import { logFileOf } from '../client/record/exportLog.ts';
import { handFileOf } from '../client/record/shareHand.ts';
import { SECOND_DEFAULTS } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import { encodeHandFile, savedLog } from '../codec/handFile.ts';
import { decodeLogFile, encodeLogFile, LOG_FILE_BYTES, type LogFile } from '../codec/logFile.ts';
import { proofFields } from '../crypto/shuffleKey.ts';
import type { GameStorage } from '../storage/storage.ts';
import { height, TestTable, until } from '../testing/nodes.ts';
import { verifyBytes } from './verify.ts';

let file: Uint8Array;
let log: LogFile;
let storage: GameStorage;
let stacks: number[];
/** State roots of the exporting node by height. */
const roots = new Map<number, string>();

beforeAll(async () => {
  const table = await TestTable.create({
    seats: 4,
    escrow: 1,
    ...proofFields('both', 52),
    ...SECOND_DEFAULTS,
  });
  try {
    await table.start(4);
    const { nodes } = table;
    nodes[1]!.subscribe(() => {
      const { validator } = nodes[1]!;
      if (validator) roots.set(validator.settled.height, toHex(validator.root));
    });
    const over = (hand: number) => () =>
      nodes.every((n) => {
        const h = n.validator!.table.hand;
        return h !== undefined && (h.hand > hand || (h.hand === hand && h.phase === 'done'));
      });
    await table.callUntil(nodes, 'hand 1', over(1));
    await table.callUntil(nodes, 'hand 2', over(2));
    await until(nodes, 'one height', () => new Set(nodes.map(height)).size === 1);
    storage = table.storages[1]!;
    file = (await logFileOf(storage))!;
    log = decodeLogFile(file);
    stacks = nodes[1]!.validator!.part().seats.map((s) => s.stackChips);
  } finally {
    await table.stop();
  }
}, 600_000);

const faultOf = async (bytes: Uint8Array): Promise<string | undefined> => {
  const verdict = await verifyBytes(bytes);
  return verdict.ok ? undefined : verdict.fault;
};
const changed = (change: Partial<LogFile>): Promise<string | undefined> =>
  faultOf(encodeLogFile({ ...log, ...change }));

describe('an exported game', () => {
  it('holds, and comes to what the table came to', async () => {
    const verdict = await verifyBytes(file);
    expect(verdict).toMatchObject({
      ok: true,
      report: { hands: 2, epochs: 1, falseProofs: 0, equivocations: [] },
    });
    if (!verdict.ok) return;
    expect(verdict.report.height).toBeGreaterThan(100);
    expect(verdict.report.stateRoot).toBe(roots.get(verdict.report.height));
    expect(verdict.report.players.map((p) => p.stackChips)).toEqual(stacks);
    expect(verdict.report.players.reduce((sum, p) => sum + p.netChips, 0)).toBe(0);
    // Four keys, shuffles and deals, and shares of three streets of two hands.
    expect(verdict.report.proofs).toBeGreaterThan(40);
  });

  it('no byte can be changed: places all over the file', async () => {
    const places = Array.from({ length: 36 }, (_, i) => Math.floor(((i + 0.5) * file.length) / 36));
    for (const at of [0, 7, 8, 12, 30, file.length - 1, ...places]) {
      const bent = file.slice();
      bent[at] = bent[at]! ^ (1 << (at % 8));
      expect(await faultOf(bent), `byte ${at} of ${file.length}`).toEqual(expect.any(String));
    }
  });

  it('nor cut off, lengthened, or replaced by anything else', async () => {
    for (const length of [0, 1, 8, 100, Math.floor(file.length / 2), file.length - 1])
      expect(await faultOf(file.slice(0, length)), `${length} bytes`).toEqual(expect.any(String));
    expect(await faultOf(Buffer.concat([file, Uint8Array.of(0)]))).toEqual(expect.any(String));
    expect(await faultOf(new TextEncoder().encode('{"hands": 2}'))).toBe('log file: unknown-kind');
    expect(LOG_FILE_BYTES).toBeLessThan(2 ** 31);
  });

  it('slots in another order, or one left out in the middle', async () => {
    const { slots } = log;
    const [a, b] = [slots[10]!, slots[11]!];
    const swapped = slots.with(10, { ...b, height: a.height }).with(11, { ...a, height: b.height });
    expect(await changed({ slots: swapped })).toMatch(/^slot \d+: the order/);
    expect(await changed({ slots: [...slots.slice(0, 10), ...slots.slice(11)] })).toMatch(
      /^slot \d+: the order/,
    );
    const busy = slots.findIndex((s) => s.blockIds.length > 1);
    const turned = slots.with(busy, { ...slots[busy]!, blockIds: [...slots[busy]!.blockIds].reverse() });
    expect(await changed({ slots: turned })).toMatch(/^slot \d+: the order/);
  });

  it('slots that the blocks do not decide', async () => {
    const last = log.slots.at(-1)!;
    const more = [...log.slots];
    for (let i = 1; i < 20; i++) more.push({ ...last, height: last.height + i, round: last.round + i });
    expect(await changed({ slots: more })).toMatch(
      /^slot \d+: the (blocks of the file do not decide it|order)/,
    );
  });

  it('a block left out, doubled, or from another game', async () => {
    const { blocks } = log;
    const middle = Math.floor(blocks.length / 2);
    expect(await changed({ blocks: blocks.toSpliced(middle, 1) })).toMatch(
      /missing|order in the file|decide/,
    );
    expect(await changed({ blocks: blocks.toSpliced(middle, 0, blocks[middle]!) })).toContain('twice');
    const other = blocks[middle]!.slice();
    other[8] = other[8]! ^ 1;
    expect(await changed({ blocks: blocks.with(middle, other) })).toEqual(expect.any(String));
    expect(await changed({ blocks: [] })).toContain('decide');
  });

  it('a genesis that not everybody signed, epochs that never began', async () => {
    const genesis = log.genesis.slice();
    genesis[genesis.length - 1] = genesis[genesis.length - 1]! ^ 1;
    expect(await changed({ genesis })).toContain('genesis');
    const slots = log.slots.map((s) => ({ ...s, epoch: 1 }));
    expect(await changed({ slots })).toContain('epoch 1 never began');
    const epochs = [{ epoch: 1, checkpoint: Uint8Array.of(1), state: new Uint8Array(0) }];
    expect(await changed({ epochs })).toEqual(expect.any(String));
  });
});

describe('a hand of it that is shared', () => {
  const whole = () => verifyBytes(file);
  const of = async (hand: number) => (await handFileOf(storage, hand))!;

  it('holds by itself, as far as that hand and no further', async () => {
    const [first, second] = [await of(1), await of(2)];
    expect(await verifyBytes(first)).toMatchObject({ ok: true, report: { hands: 1, falseProofs: 0 } });
    expect(await verifyBytes(second)).toMatchObject({ ok: true, report: { hands: 2 } });
    expect(await whole()).toMatchObject({ ok: true });
    expect(first.length).toBeLessThan(second.length);
    expect(second.length).toBeLessThanOrEqual(file.length + 12);
    expect(await handFileOf(storage, 99)).toBeUndefined();
    // As it stood in the list before its end.
    const loadHands = async () =>
      (await storage.loadHands()).map((h) => ({ ...h, unfinished: { what: 'word' as const, from: [] } }));
    expect(await handFileOf({ ...storage, loadHands }, 1)).toBeUndefined();
  });

  it('no byte of it can be changed, nor the end cut off', async () => {
    const hand = await of(1);
    const places = Array.from({ length: 24 }, (_, i) => Math.floor(((i + 0.5) * hand.length) / 24));
    for (const at of [0, 7, 8, 9, 11, 12, 20, hand.length - 1, ...places]) {
      const bent = hand.slice();
      bent[at] = bent[at]! ^ (1 << (at % 8));
      expect(await faultOf(bent), `byte ${at} of ${hand.length}`).toEqual(expect.any(String));
    }
    for (const length of [8, 11, 12, 100, hand.length - 1])
      expect(await faultOf(hand.slice(0, length)), `${length} bytes`).toEqual(expect.any(String));
  });

  it('is the hand that it says it is', async () => {
    const { log: bytes } = savedLog(await of(2));
    for (const hand of [1, 3]) expect(await faultOf(encodeHandFile(hand, bytes))).toContain(`hand ${hand}`);
    expect(await faultOf(encodeHandFile(2, bytes))).toBeUndefined();
  });
});

describe('a game of two with other proofs', () => {
  it.each(['version 1', 'transparent'] as const)(
    'holds from its bytes: %s',
    { timeout: 300_000 },
    async (kind) => {
      const table = await TestTable.create({
        seats: 2,
        ...(kind === 'version 1' ? {} : { ...proofFields(kind, 52), ...SECOND_DEFAULTS }),
      });
      let bytes: Uint8Array;
      try {
        await table.start(2);
        const over = () => table.nodes.every((n) => n.validator?.table.hand?.phase === 'done');
        await table.callUntil(table.nodes, 'hand 1', over);
        bytes = (await logFileOf(table.storages[0]!))!;
      } finally {
        await table.stop();
      }
      expect(await verifyBytes(bytes)).toMatchObject({ ok: true, report: { hands: 1, falseProofs: 0 } });
    },
  );
});
