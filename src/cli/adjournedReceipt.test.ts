/** Receipts of a table of three, where everybody is needed: one withholds its part, or two go on without the third. */
import { beforeAll, describe, expect, it } from 'vitest';
import { checkReceipts } from '../client/record/receipt.ts';
import { toHex } from '../codec/decode.ts';
import { encodeReceipt, type Receipt } from '../codec/receipt.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import { checkReceipt, type ReceiptTools } from '../light/check.ts';
import { ReceiptTable } from '../testing/receiptTable.ts';
import { receiptLines } from './receiptLines.ts';

let tools: ReceiptTools;
let three: ReceiptTable;
/** The same table twice: the second was adjourned by the first and the third, without whoever was there before. */
let withoutThird: ReceiptTable;
let withoutFirst: ReceiptTable;

beforeAll(async () => {
  const group = await createMclGroup();
  tools = { group, ed25519: await createEd25519(crypto.subtle) };
  const table = (name: string) => new ReceiptTable([0, 1, 2], group, name, 3);
  three = table('three');
  withoutThird = table('without third');
  withoutThird.adjourn(2);
  withoutFirst = table('without first');
  withoutFirst.adjourn(0);
}, 120_000);

const told = { height: 64, hand: 9, results: { 0: 40, 1: 0, 2: -40 } };
const verdict = async (receipt: Receipt) => {
  const checked = await checkReceipt(encodeReceipt(receipt), tools);
  return checked.ok ? 'holds' : checked.fault;
};

describe('one of three withholds its part', () => {
  it('and the others have the hand by blocks of all three, or, by two of them, nothing at all', async () => {
    expect(await verdict(three.blocks(told))).toBe('holds');
    for (const two of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect(await verdict(three.blocks(told, two))).toBe('blocks');
  });

  it('two shares make no signature under the key of three, and three do', () => {
    const { play } = three;
    expect(play.state.key!.serving!.sharing.threshold).toBe(3);
    for (const two of [
      [0, 1],
      [0, 2],
      [1, 2],
    ])
      expect(play.signs(two)).toBe(false);
    expect(play.signs([0, 1, 2])).toBe(true);
  });
});

describe('two of three go on without the third', () => {
  const later = { height: 90, hand: 11 };
  const their = { ...later, results: { 0: 60, 1: -20, 2: -40 } };
  const other = { ...later, results: { 0: 40, 1: 40, 2: -80 } };

  it('with a key of their own, which says that it is of two, and without whom', async () => {
    const [receipt] = (await checkReceipts([encodeReceipt(withoutThird.checkpoint(their))], tools)).receipts;
    if (!receipt?.ok) throw new Error(receipt?.fault);
    expect(receipt.receipt.members.map((m) => m.nickname)).toEqual(['P0', 'P1']);
    expect(receipt.receipt.absent).toEqual(['P2']);
    const [, who] = receiptLines(receipt.receipt);
    expect(who).toContain('All of these 2 devices agreed, with the table’s key');
    expect(who).toContain('The table went on without P2, who has not agreed to it.');
    const before = (await checkReceipts([encodeReceipt(three.checkpoint(told))], tools)).receipts[0]!;
    expect(before.ok && before.receipt.absent).toEqual([]);
  });

  it('is believed upon the stops and signatures of both, and no fewer', async () => {
    const honest = withoutThird.checkpoint(their);
    const [first] = honest.chain;
    const changed = (change: Partial<typeof first>) => ({ ...honest, chain: [{ ...first!, ...change }] });
    expect(await verdict(honest)).toBe('holds');
    expect(await verdict(changed({ stops: [] }))).toBe('chain');
    expect(await verdict(changed({ stops: first!.stops.slice(1) }))).toBe('chain');
    expect(await verdict(changed({ signatures: first!.signatures.slice(1) }))).toBe('chain');
    const [one, two] = first!.stops;
    const swapped = [
      { ...one!, signature: two!.signature },
      { ...two!, signature: one!.signature },
    ];
    expect(await verdict(changed({ stops: swapped }))).toBe('chain');
  });

  it('twice, with one in both: two adjournments have two keys, and receipts of both are a breach', async () => {
    expect(withoutThird.root).toEqual(withoutFirst.root);
    const keys = [withoutThird, withoutFirst].map((t) => toHex(t.play.state.key!.serving!.sharing.key));
    expect(new Set(keys).size).toBe(2);
    const receipts = [withoutThird.checkpoint(their), withoutFirst.checkpoint(other)].map(encodeReceipt);
    const { receipts: checked, breaches } = await checkReceipts(receipts, tools);
    expect(checked.map((r) => r.ok)).toEqual([true, true]);
    expect(breaches.map((b) => b.kind)).toEqual(['two-histories']);
    const byBlocks = [withoutThird.blocks(their), withoutFirst.blocks(other)].map(encodeReceipt);
    expect((await checkReceipts(byBlocks, tools)).breaches).toMatchObject([
      { kind: 'two-histories', names: ['P1'] },
    ]);
  });
});
