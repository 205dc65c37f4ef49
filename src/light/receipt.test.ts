/** Receipts of a table whose members are honest, and of some whose members are not. */
import { ed25519 } from '@noble/curves/ed25519.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { genesisSigningBytes } from '../codec/genesis.ts';
import { keyCertificateBytes } from '../codec/keyCertificate.ts';
import { keySigningBytes } from '../codec/keyMessages.ts';
import { decodeReceipt, encodeReceipt, RECEIPT_BYTES, type Receipt } from '../codec/receipt.ts';
import { createMclGroup } from '../crypto/backendMcl.ts';
import { createNobleGroup } from '../crypto/backendNoble.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import { seedOf } from '../testing/keyPlay.ts';
import { ReceiptTable } from '../testing/receiptTable.ts';
import { checkReceipt, type ReceiptStatement, type ReceiptTools } from './check.ts';
import { receiptByKey } from './make.ts';
import { compareReceipts } from './several.ts';

let tools: ReceiptTools;
let four: ReceiptTable;
let two: ReceiptTable;
/** A fourth has joined, and one has left; the key has been dealt on. */
let later: ReceiptTable;
/** A fifth has joined, so that the key is another. */
let grown: ReceiptTable;
/** The same people, the same table, and a key of another evening. */
let other: ReceiptTable;

beforeAll(async () => {
  const group = await createMclGroup();
  tools = { group, ed25519: await createEd25519(crypto.subtle) };
  four = new ReceiptTable([0, 1, 2, 3], group);
  two = new ReceiptTable([0, 1], group, 'two');
  later = new ReceiptTable([0, 1, 2], group, 'later');
  later.join(3);
  later.leave(1);
  grown = new ReceiptTable([0, 1, 2, 3], group, 'grown');
  grown.join(4);
  other = new ReceiptTable([0, 1, 2, 3], group, 'another');
}, 120_000);

const evening = { height: 640, hand: 57, results: { 0: 350, 1: -150, 2: -200, 3: 0 } };
const pair = { height: 64, hand: 9, results: { 0: 40, 1: -40 } };

const verdict = (receipt: Receipt) => checkReceipt(encodeReceipt(receipt), tools);
async function holds(receipt: Receipt): Promise<ReceiptStatement> {
  const checked = await verdict(receipt);
  if (!checked.ok) throw new Error(checked.fault);
  return checked.statement;
}
const fault = async (receipt: Receipt) => {
  const checked = await verdict(receipt);
  return checked.ok ? 'holds' : checked.fault;
};

/** As it was written before tables could be closed: without the 16 bytes that would say since when. */
function asFirst(receipt: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(receipt);
  const view = new DataView(bytes.buffer, 8);
  const tree = view.getUint32(16, true);
  view.setUint32(20, view.getUint32(20, true) - 16, true);
  view.setUint32(tree + 12, view.getUint32(tree + 12, true) - 16, true);
  bytes[7] = 1;
  const closed = 8 + tree + 4 + 76;
  return Uint8Array.of(...bytes.subarray(0, closed), ...bytes.subarray(closed + 16));
}

describe('an honest receipt', () => {
  it('tells of everybody’s chips, whose devices answer for it and how many of them had to agree', async () => {
    const s = await holds(four.checkpoint(evening));
    expect(s.rows.map((r) => [r.nickname, r.seat, r.takenChips + r.tableChips - r.broughtChips])).toEqual([
      ['P0', 0, 350],
      ['P1', 1, -150],
      ['P2', 2, -200],
      ['P3', 3, 0],
    ]);
    expect([s.members.length, s.threshold, s.signers]).toEqual([4, 3, []]);
    expect(s.said).toMatchObject({ kind: 'checkpoint', message: { hand: 57 } });
  });

  it('is at most four kilobytes for a key of the first epoch, and is decoded as it was encoded', () => {
    for (const receipt of [four.checkpoint(evening), four.closing(evening), later.checkpoint(evening)]) {
      const bytes = encodeReceipt(receipt);
      expect(bytes.length).toBeLessThanOrEqual(4096);
      expect(encodeReceipt(decodeReceipt(bytes))).toEqual(bytes);
    }
  });

  it('of the first version, which knows no closed tables, still holds', async () => {
    const bytes = encodeReceipt(four.checkpoint(evening));
    const first = asFirst(bytes);
    expect(first.length).toBe(bytes.length - 16);
    expect(decodeReceipt(first)).toEqual(decodeReceipt(bytes));
    expect(await checkReceipt(first, tools)).toEqual(await checkReceipt(bytes, tools));
    const next = Uint8Array.from(bytes);
    next[7] = 3;
    expect(() => decodeReceipt(next)).toThrow('unknown-kind');
  });

  it('of every kind holds, with either backend', async () => {
    const receipts = [
      four.checkpoint(evening),
      four.checkpoint(evening, 'standing'),
      four.timeout(2, 640),
      four.closing(evening, [12, 40]),
      four.blocks(evening, [0, 1, 3]),
      two.blocks(pair),
    ];
    for (const receipt of receipts) await holds(receipt);
    const noble = { ...tools, group: createNobleGroup() };
    for (const receipt of receipts.slice(0, 4))
      expect((await checkReceipt(encodeReceipt(receipt), noble)).ok).toBe(true);
  });

  it('of a key that was dealt on needs no chain, and with one it names who came later', async () => {
    const told = { ...evening, results: { 0: 10, 2: -20, 3: 10 } };
    const bare = await holds(later.checkpoint(told));
    expect(bare.rows.map((r) => r.nickname)).toEqual(['P0', 'P2', undefined]);
    const whole = await holds(later.checkpoint(told, 'checkpoint', 2));
    expect(whole.rows.map((r) => r.nickname)).toEqual(['P0', 'P2', 'P3']);
    expect(whole.checkpoints).toHaveLength(2);
  });

  it('of a key that was made later comes to it by the members of that epoch', async () => {
    const s = await holds(grown.checkpoint({ ...evening, results: { 0: 5, 4: -5 } }));
    expect([s.key?.epoch, s.members.length, s.threshold]).toEqual([1, 5, 4]);
  });
});

describe('a receipt of a state that was played', () => {
  it('under its key, holds, and names everybody as long as that is within four kilobytes', async () => {
    for (const table of [four, later, grown]) {
      const { state } = table.play;
      const message = table.playedCheckpoint(0);
      const origin = { genesis: table.genesis, checkpoints: table.chain };
      const signature = table.sign(keySigningBytes(message));
      const bytes = receiptByKey(origin, state, { message, signature })!;
      const checked = await checkReceipt(bytes, tools);
      if (!checked.ok) throw new Error(checked.fault);
      expect(checked.statement.rows.filter((r) => r.seat !== undefined).map((r) => r.nickname)).toEqual(
        table.seats.map((seat) => `P${seat}`),
      );
      expect(bytes.length).toBeLessThanOrEqual(4096);
    }
    // The way to a key that was made later is not held.
    const origin = { genesis: grown.genesis, checkpoints: [] };
    const { said } = grown.checkpoint({ ...evening, results: { 0: 0 } });
    if (said.kind !== 'checkpoint') throw new Error('checkpoint');
    const signed = { message: { kind: 'checkpoint', ...said.message } as const, signature: said.signature };
    expect(receiptByKey(origin, grown.play.state, signed)).toBeUndefined();
  });
});

describe('what is refused', () => {
  it('200 random bits, each flipped alone, whatever says it', async () => {
    const receipts = [
      ...[four.checkpoint(evening), four.closing(evening, [3]), four.timeout(1, 4)],
      ...[later.checkpoint({ ...evening, results: { 0: 1, 2: -1 } }, 'standing', 2), two.blocks(pair)],
    ].map(encodeReceipt);
    await fc.assert(
      fc.asyncProperty(fc.nat(receipts.length - 1), fc.nat(), async (which, bit) => {
        const bytes = receipts[which]!.slice();
        const at = bit % (8 * bytes.length);
        bytes[at >> 3]! ^= 1 << (at & 7);
        expect((await checkReceipt(bytes, tools)).ok).toBe(false);
      }),
      { numRuns: 200 },
    );
  }, 60_000);

  it('anything that is no receipt, or one that is cut off or too large; nothing throws', async () => {
    const whole = encodeReceipt(four.checkpoint(evening));
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), fc.nat(whole.length), async (noise, cut) => {
        const mixed = [noise, whole.subarray(0, cut), Uint8Array.of(...whole.subarray(0, cut), ...noise)];
        for (const bytes of mixed)
          if (bytes.length !== whole.length) expect((await checkReceipt(bytes, tools)).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
    expect(await checkReceipt(new Uint8Array(RECEIPT_BYTES + 1), tools)).toEqual({
      ok: false,
      fault: 'malformed',
    });
  });

  it('chips that nobody signed', async () => {
    const receipt = four.checkpoint(evening);
    const ledger = receipt.ledger.map((r, i) => (i === 0 ? { ...r, broughtChips: r.broughtChips + 1 } : r));
    expect(await fault({ ...receipt, ledger })).toBe('chips');
    const closing = four.closing(evening);
    expect(await fault({ ...closing, ledger })).toBe('chips');
    expect(await fault({ ...closing, tree: receipt.tree })).toBe('chips');
    expect(await fault({ ...receipt, tree: undefined, ledger: [] })).toBe('chips');
    expect(await fault({ ...four.timeout(1, 4), ledger })).toBe('chips');
  });

  it('a signature over another kind of message, of another table or of another key', async () => {
    const receipt = four.checkpoint(evening);
    const standing = four.checkpoint(evening, 'standing');
    const said = { ...receipt.said, signature: (standing.said as { signature: Uint8Array }).signature };
    expect(await fault({ ...receipt, said: said as Receipt['said'] })).toBe('signature');
    expect(await fault({ ...receipt, key: other.checkpoint(evening).key })).toBe('signature');
    expect(await fault({ ...receipt, genesis: two.genesis })).toBe('chain');
    expect(await fault({ ...receipt, key: undefined })).toBe('key');
  });

  it('a key that fewer than a quorum of its makers have signed, or others than they', async () => {
    const receipt = four.checkpoint(evening);
    const key = receipt.key!;
    expect(await fault({ ...receipt, key: { ...key, signatures: key.signatures.slice(0, 2) } })).toBe('key');
    expect(await fault({ ...receipt, key: { ...key, threshold: 2 } })).toBe('key');
    const { signatures: _, ...made } = key;
    const word = keyCertificateBytes({ table: four.root, ...made });
    const strangers = [0, 1, 2].map((validator) => ({
      validator,
      signature: ed25519.sign(word, seedOf(50 + validator)),
    }));
    expect(await fault({ ...receipt, key: { ...key, signatures: strangers } })).toBe('key');
  });

  it('a genesis with another member list, though all in it have signed', async () => {
    const receipt = four.checkpoint(evening);
    const { body, signatures } = receipt.genesis;
    const members = body.members.map((m, i) =>
      i === 3 ? { ...m, key: ed25519.getPublicKey(seedOf(77)) } : m,
    );
    const forged = { ...body, members };
    const bytes = genesisSigningBytes(forged);
    const again = [0, 1, 2, 77].map((seat) => ed25519.sign(bytes, seedOf(seat)));
    const genesis = { body: forged, signatures: [...again, signatures[4]!] };
    expect(await fault({ ...receipt, genesis })).toBe('genesis');
  });

  it('a chain with a forged member list, or one that a quorum did not sign', async () => {
    const receipt = grown.checkpoint({ ...evening, results: { 0: 5, 4: -5 } });
    const [link] = receipt.chain;
    const members = link!.body.members.map((m, i) =>
      i === 4 ? { ...m, key: ed25519.getPublicKey(seedOf(77)) } : m,
    );
    expect(await fault({ ...receipt, chain: [{ ...link!, body: { ...link!.body, members } }] })).toBe(
      'chain',
    );
    expect(await fault({ ...receipt, chain: [{ ...link!, signatures: link!.signatures.slice(1) }] })).toBe(
      'chain',
    );
    expect(await fault({ ...receipt, chain: [] })).toBe('key');
  });

  it('blocks of fewer than a quorum, or one that is not its author’s', async () => {
    expect(await fault(two.blocks(pair, [0]))).toBe('blocks');
    expect(await fault(four.blocks(evening, [0, 1]))).toBe('blocks');
    const receipt = two.blocks(pair);
    const { said } = receipt;
    if (said.kind !== 'blocks') throw new Error('blocks');
    const headers = said.headers.map((h, author) => ({ ...h, author: 1 - author })).reverse();
    expect(await fault({ ...receipt, said: { ...said, headers } })).toBe('blocks');
  });
});

describe('several receipts', () => {
  it('the higher supersedes, and a closing one is the last', async () => {
    const old = await holds(four.checkpoint({ ...evening, height: 320, hand: 30 }, 'standing'));
    const last = await holds(four.closing(evening));
    const middle = await holds(four.blocks({ ...evening, height: 500, hand: 41 }));
    const stranger = await holds(two.blocks(pair));
    const [ours, theirs] = compareReceipts([last, old, stranger, middle]);
    expect(ours).toEqual({ order: [1, 3, 0], breaches: [] });
    expect(theirs).toEqual({ order: [2], breaches: [] });
  });

  it('two states at one height are a breach; whose blocks stand under both is named', async () => {
    const says = async (receipt: Receipt) => holds(receipt);
    const told = { ...evening, results: { 0: 1, 1: -1, 2: 0, 3: 0 } };
    const [a, b] = [await says(four.blocks(evening, [0, 1, 2])), await says(four.blocks(told, [1, 2, 3]))];
    const [blocks] = compareReceipts([a, b])[0]!.breaches;
    expect(blocks).toMatchObject({ kind: 'two-states', between: [0, 1] });
    expect(blocks!.names.map((m) => m.seat)).toEqual([1, 2]);
    const [key] = compareReceipts([a, await says(four.checkpoint(told))])[0]!.breaches;
    expect(key).toMatchObject({ kind: 'two-states', names: [] });
    const same = compareReceipts([a, await says(four.checkpoint(evening))]);
    expect(same[0]!.breaches).toEqual([]);
    const closed = { ...evening, closed: { height: 640, timeMs: 640_000 } };
    const ended = [four.blocks(closed), four.checkpoint(closed), four.closing(evening)];
    expect(compareReceipts(await Promise.all(ended.map(says)))[0]!.breaches).toEqual([]);
    // Open and closed at one moment.
    const both = compareReceipts([a, await says(four.closing(evening))])[0]!.breaches;
    expect(both).toMatchObject([{ kind: 'two-states' }]);
  });

  it('two beginnings of one table are a breach: its creator alone can seal them', async () => {
    const again = new ReceiptTable([0, 1, 2], tools.group, 'again', 4);
    const told = { ...evening, results: { 0: 1, 1: -1 } };
    const both = [await holds(four.checkpoint(evening)), await holds(again.checkpoint(told))];
    expect(compareReceipts(both)).toMatchObject([{ breaches: [{ kind: 'two-beginnings' }] }]);
  });

  it('two closings, and anything above one, are a breach', async () => {
    const closed = await holds(four.closing(evening));
    const again = await holds(four.closing({ ...evening, height: 700 }));
    const after = await holds(four.checkpoint({ ...evening, height: 641 }));
    const kinds = (list: ReceiptStatement[]) => compareReceipts(list)[0]!.breaches.map((b) => b.kind);
    expect(kinds([closed, again])).toEqual(['two-closings']);
    expect(kinds([after, closed])).toEqual(['after-closing']);
    expect(kinds([closed, closed])).toEqual([]);
  });

  it('blocks of a closed table say since when it is, however late they are, and no others do', async () => {
    const closed = { height: 640, timeMs: 640_000 };
    const late = { ...evening, height: 700, closed };
    const told = four.blocks(late);
    expect((await holds(told)).closed).toEqual(closed);
    expect((await holds(four.blocks(evening))).closed).toBeUndefined();
    const kinds = async (...receipts: Receipt[]) =>
      compareReceipts(await Promise.all(receipts.map(holds))).flatMap((t) => t.breaches.map((b) => b.kind));
    expect(await kinds(told, four.closing(evening), four.checkpoint({ ...evening, height: 639 }))).toEqual(
      [],
    );
    expect(await kinds(told, four.checkpoint({ ...evening, height: 650 }))).toEqual(['after-closing']);
    expect(await kinds(told, four.closing({ ...evening, height: 650 }))).toEqual(['two-closings']);
    expect(await kinds(four.closing(evening), four.closing(evening, [7]))).toEqual(['two-closings']);
    // Whoever says of an open table that it is closed, or the other way round, has other roots.
    const open = four.blocks(evening);
    expect(await fault({ ...open, tree: { ...open.tree!, closed: { height: 640, timeMs: 1 } } })).toBe(
      'chips',
    );
    const { closed: _, ...hidden } = told.tree!;
    expect(await fault({ ...told, tree: hidden })).toBe('chips');
    const future = { ...evening, closed: { height: 641, timeMs: 1 } };
    expect(await fault(four.blocks(future))).toBe('chips');
  });

  it('a later height with an earlier time is a breach', async () => {
    const receipt = four.checkpoint(evening);
    const late = four.checkpoint({ ...evening, height: 700 });
    if (late.said.kind !== 'checkpoint') throw new Error('checkpoint');
    const message = { ...late.said.message, timeMs: 1 };
    const signature = four.sign(keySigningBytes({ kind: 'checkpoint', ...message }));
    // The tree tells the time as well, so that it is refused before it is compared.
    expect(await fault({ ...late, said: { kind: 'checkpoint', message, signature } })).toBe('chips');
    const early = { ...four.timeout(1, 700) };
    if (early.said.kind !== 'timeout') throw new Error('timeout');
    const word = { ...early.said.message, timeMs: 1 };
    const sigma = four.sign(keySigningBytes({ kind: 'timeout', ...word }));
    const back = await holds({ ...early, said: { kind: 'timeout', message: word, signature: sigma } });
    expect(compareReceipts([await holds(receipt), back])[0]!.breaches.map((b) => b.kind)).toEqual([
      'out-of-order',
    ]);
  });
});
