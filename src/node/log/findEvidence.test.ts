/** Blame from the log alone: the bytes convict the liar, and a false accusation is recognised as such. */
import { beforeAll, describe, expect, it } from 'vitest';
import { encodeSignedBlock } from '../../codec/block.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { createDeckCrypto, type DeckCrypto } from '../../mentalpoker/deckCrypto.ts';
import { recheckEvidence } from '../../mentalpoker/evidence.ts';
import { decodeStatement, encodeStatement, statementDigest } from '../../mentalpoker/statementBytes.ts';
import type { SlotRecord } from '../../storage/storage.ts';
import { tableView } from '../../table/view/view.ts';
import { realDeck } from '../../testing/realDeck.ts';
import { genesis, Play, spoiled } from '../../testing/tablePlay.ts';
import { createNodeDeckWorker } from '../../workers/nodeWorker.ts';
import type { VerdictOf } from '../execution/facts.ts';
import { findEvidence } from './findEvidence.ts';
import type { StoredLog } from './replay.ts';

let deck: Awaited<ReturnType<typeof realDeck>>;
let crypto: DeckCrypto;

beforeAll(async () => {
  deck = await realDeck(52);
  crypto = createDeckCrypto(await createMclGroup(), []);
}, 60_000);

/** The play's history as it would lie on a disk: one block a transaction. */
function stored(p: Play, start: ReturnType<typeof genesis>): StoredLog {
  const blocks = new Map<string, Uint8Array>();
  const slots: SlotRecord[] = [];
  for (const { header, author, bytes } of p.log) {
    const last = slots.at(-1);
    if (last?.height !== header.height)
      slots.push({ ...header, epoch: p.state.epoch, author: Math.max(0, author), blockIds: [] });
    if (author < 0) continue;
    const id = String(blocks.size);
    const { tableId, epoch } = p.state;
    const content = {
      tableId,
      epoch,
      author,
      round: header.round,
      parents: [],
      timeMs: 0,
      transactions: [bytes],
    };
    blocks.set(id, encodeSignedBlock({ content, signature: new Uint8Array(64) }));
    slots.push({ ...slots.pop()!, author, blockIds: [id] });
  }
  return { genesis: start, slots, block: (id) => blocks.get(id) };
}

describe('blame', () => {
  it('a false board share and a false escrow opening: evidence from the log, upheld by a third party', async () => {
    const start = genesis([0, 1, 2, 3, 4, 5, 6], { crsDigest: deck.crsDigest, escrow: 1 });
    const p = new Play(start, deck.deck);
    p.ahead = false;
    await p.work();
    await p.deal();
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct())
      p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    p.twist.set(1, (tx) => (tx.kind === 'shares' ? spoiled(tx) : tx));
    p.twist.set(4, (tx) => (tx.kind === 'escrowOpen' ? spoiled(tx) : tx));
    p.silent.add(6);
    await p.work();
    const faults = p.state.hand!.faults;
    expect(faults).toMatchObject([
      { seat: 1, step: 'shares' },
      { seat: 4, step: 'escrow' },
    ]);

    const worker = await createNodeDeckWorker({ deckSize: 52 });
    const makers = { worker, ed25519: await createEd25519(globalThis.crypto.subtle) };
    const judge: VerdictOf = (statement) => worker.verify(statement);
    const log = stored(p, start);
    for (const fault of faults) {
      const evidence = await findEvidence(log, fault, judge, makers);
      const checked = recheckEvidence(crypto, evidence!);
      expect(checked).toMatchObject({ kind: 'upheld', reason: fault.reason });
      expect(statementDigest(decodeStatement(evidence!))).toBe(fault.statement);
    }
    // An honest message dressed up as evidence is turned against its accuser.
    const key = crypto.makeHandKey(p.state.hand!.deck.context, 2, (n) =>
      globalThis.crypto.getRandomValues(new Uint8Array(n)),
    );
    const { publicKey, proof } = key;
    const honest = encodeStatement({
      kind: 'handKey',
      ctx: p.state.hand!.deck.context,
      author: 2,
      publicKey,
      proof,
    });
    expect(recheckEvidence(crypto, honest)).toMatchObject({ kind: 'false-accusation' });
    // Silence and invented faults have none.
    const invented = { ...faults[0]!, seat: 2 };
    expect(await findEvidence(log, invented, judge, makers)).toBeUndefined();
    expect(await findEvidence(log, { ...invented, statement: undefined }, judge, makers)).toBeUndefined();
    worker.close();
  });
});
