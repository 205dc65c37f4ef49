/** A table so long that its checkpoints do not fit one message. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type Checkpoint, checkpointRoot, checkpointSigningBytes } from '../../codec/checkpoint.ts';
import { DecodeError, toHex } from '../../codec/decode.ts';
import type { Genesis } from '../../codec/genesis.ts';
import { limits } from '../../codec/limits.ts';
import { encodeMessage } from '../../codec/wire.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import { netLimits } from '../../net/limits.ts';
import { tableFromGenesis } from '../../table/epoch/create.ts';
import { nextEpoch } from '../../table/epoch/epoch.ts';
import { config } from '../../testing/tablePlay.ts';
import { systemRandom } from '../../workers/inProcess.ts';
import { EpochBook } from './book.ts';
import { type HistoryPage, historyPages, pageLimits } from './pages.ts';

const epochs = limits.checkpoints + 1;

/** One plays alone for so long; another table of the same beginning and another end, signed by the same key. */
async function longTable(ed25519: Ed25519) {
  const key = ed25519.generateKeyPair(systemRandom);
  const app = { rules: 2, build: new Uint8Array(32) };
  const members = [
    { role: 0, seat: 0, key: key.publicKey, nickname: new TextEncoder().encode('P0'), ...app },
  ];
  const body = { config: config({ protocolVersion: 2, admission: 0, proofs: 0, claims: 0 }), members };
  const genesis: Genesis = { body, signatures: [] };
  const books = [new EpochBook(genesis, ed25519), new EpochBook(genesis, ed25519)];
  for (const [b, book] of books.entries()) {
    let state = tableFromGenesis(genesis);
    for (let i = 0; i < epochs; i++) {
      const carryChips = state.carryChips + (b === 1 && i === pageLimits.checkpoints ? 1 : 0);
      state = nextEpoch({ ...state, carryChips, hand: undefined, epochEnds: true });
      const root = await book.begin(state);
      const signature = await ed25519.sign(key.secretKey, checkpointSigningBytes(root));
      await book.sign(state.epoch, toHex(root), 0, signature);
    }
  }
  return { genesis, pages: books[0]!.forNewcomer(), others: books[1]!.forNewcomer() };
}

let ed25519: Ed25519;
let long: Awaited<ReturnType<typeof longTable>>;
beforeAll(async () => {
  ed25519 = await createEd25519(crypto.subtle);
  long = await longTable(ed25519);
});

/** A newcomer that counts the signatures it checks. */
function newcomer() {
  const checked = { signatures: 0 };
  const counting = {
    isAdmissibleKey: (key: Uint8Array) => ed25519.isAdmissibleKey(key),
    verify: (...of: Parameters<Ed25519['verify']>) => {
      checked.signatures++;
      return ed25519.verify(...of);
    },
  };
  const book = new EpochBook(long.genesis, counting);
  const turn = ({ checkpoints, state }: HistoryPage) => book.follow(checkpoints, state);
  return { book, checked, turn };
}

describe('a history of more checkpoints than fit one message', () => {
  it('comes in pages of which each fits one, and is followed to its end', async () => {
    const { pages } = long;
    expect(pages.map((p) => p.checkpoints.length)).toEqual([128, 128, 128, 1]);
    for (const body of pages)
      expect(encodeMessage({ kind: 'epochs', body }).length).toBeLessThan(limits.messageBytes / 2);
    const { book, turn } = newcomer();
    // All of them are on their way before the first is verified.
    const told = await Promise.all(pages.map(turn));
    expect(told.slice(0, -1)).toEqual([undefined, undefined, undefined]);
    expect(told.at(-1)).toMatchObject({ epoch: epochs });
    expect(book.epoch).toBe(epochs);
    expect(book.forNewcomer()).toEqual(pages);
  });

  it('told by all members alike is verified once; a page that is lost costs its teller nothing, and is told again', async () => {
    const { pages } = long;
    const { checked, turn, book } = newcomer();
    for (const page of [0, 2, 3, 0, 1, 0, 1, 2]) expect(await turn(pages[page]!)).toBeUndefined();
    // That a page goes on from what is kept is looked at each time: one signature for the one that was told twice.
    expect(checked.signatures).toBe(3 * pageLimits.checkpoints + 1);
    expect(await turn(pages[3]!)).toMatchObject({ epoch: epochs });
    expect([checked.signatures, book.epoch]).toEqual([epochs + 1, epochs]);
  });

  it('one who was there for its beginning goes on from what it has', async () => {
    const { book, turn } = newcomer();
    for (const page of long.pages) await turn(page);
    const mine = new EpochBook(long.genesis, ed25519);
    for (const c of long.pages[0]!.checkpoints) mine.restore(c, new Uint8Array(0));
    for (const page of long.pages.slice(1)) await mine.follow(page.checkpoints, page.state);
    expect(mine.root).toEqual(book.root);
  });

  it('whose signatures do not hold costs its teller points, and nothing of it is kept', async () => {
    const [first, second] = long.pages as [HistoryPage, HistoryPage];
    const { checked, turn } = newcomer();
    const bent = (page: HistoryPage, at: number): HistoryPage => {
      const bend = (c: Checkpoint): Checkpoint => ({ ...c, body: { ...c.body, timeMs: 99 } });
      return { ...page, checkpoints: page.checkpoints.map((c, i) => (i === at ? bend(c) : c)) };
    };
    await expect(turn(bent(first, 5))).rejects.toThrow(DecodeError);
    expect(await turn(second)).toBeUndefined();
    expect(checked.signatures).toBe(6);
    await turn(first);
    const after = checked.signatures;
    // One late checkpoint of a stranger's costs one signature, however long the past is.
    expect(await turn({ ...second, checkpoints: [bent(second, 0).checkpoints[0]!] })).toBeUndefined();
    expect(checked.signatures).toBe(after + 1);
    await expect(turn(bent(second, 1))).rejects.toThrow(DecodeError);
    // It may go on from another history that a quorum has signed, too.
    expect(await turn(bent(second, 0))).toBeUndefined();
    for (const page of long.pages.slice(1, -1)) expect(await turn(page)).toBeUndefined();
    expect(await turn(long.pages.at(-1)!)).toMatchObject({ epoch: epochs });
  });

  it('two of them that a quorum has signed are both known, and neither is mixed with the other', async () => {
    const { turn, book } = newcomer();
    const { pages, others } = long;
    for (const page of [pages[0]!, pages[1]!, others[1]!, others[2]!, pages[2]!]) await turn(page);
    expect(await turn(others[3]!)).toMatchObject({ epoch: epochs });
    expect(book.root).toEqual(checkpointRoot(others[3]!.checkpoints.at(-1)!.body));
    for (const page of pages.slice(0, -1)) await turn(page);
    await expect(book.examine(pages[3]!.checkpoints, pages[3]!.state)).resolves.toBeUndefined();
    expect(book.epoch).toBe(epochs);
  });

  it('of a full table with the longest names fits what may wait on a link, as long as it may be', () => {
    const [c] = long.pages[0]!.checkpoints as [Checkpoint];
    const [m] = c.body.members;
    const nickname = new Uint8Array(limits.nicknameBytes).fill(65);
    const members = Array.from({ length: limits.validators }, () => ({ ...m!, nickname }));
    const signatures = members.map((_, validator) => ({ validator, signature: new Uint8Array(64) }));
    const checkpoint = { ...c, body: { ...c.body, members }, signatures };
    const checkpoints = Array.from({ length: pageLimits.checkpoints }, () => checkpoint);
    const body = { checkpoints, state: new Uint8Array(0) };
    const { length } = encodeMessage({ kind: 'epochs', body });
    const pages = pageLimits.checkpointsInAll / pageLimits.checkpoints;
    expect(length * pages + limits.stateBytes).toBeLessThan(netLimits.sendQueueBytes);
  });

  it('has a cap, and is one message where the others know no pages', () => {
    const [c] = long.pages[0]!.checkpoints as [Checkpoint];
    const state = new Uint8Array(3);
    const many = Array.from({ length: epochs }, () => c);
    expect(historyPages(many.slice(1), state, true)).toEqual([{ checkpoints: many.slice(1), state }]);
    expect(historyPages(many, state, false)).toEqual([]);
    const late = { ...c, body: { ...c.body, epoch: pageLimits.checkpointsInAll + 1 } };
    return expect(newcomer().book.examine([late], state)).resolves.toBeUndefined();
  });
});
