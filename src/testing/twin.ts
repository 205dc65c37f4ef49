/** For tests: a key that signs two blocks for one round. */
import { blockId, blockSigningBytes, type SignedBlock } from '../codec/block.ts';
import { toHex } from '../codec/decode.ts';
import { decodeTransaction } from '../codec/transactions.ts';
import { decodeMessage, encodeMessage } from '../codec/wire.ts';
import type { TestTable } from './nodes.ts';

/**
 * Listens on the wire, and answers one block of `author` with a twin that the same key has signed, sent by the author's
 * own links: what a stranger sends in its name is not read.
 * @returns all blocks that were sent, still growing
 */
export function forgeTwin(t: TestTable, author: number, victims: readonly string[]): SignedBlock[] {
  const blocks: SignedBlock[] = [];
  const seen = new Set<string>();
  let forged = false;
  t.hub.setDrop((_from, _to, sent) => {
    const message = decodeMessage(sent);
    if (message.kind === 'block') heard(message.body);
    return false;
  });
  const heard = (block: SignedBlock): void => {
    const { content } = block;
    const id = toHex(blockId(content));
    if (seen.has(id)) return;
    seen.add(id);
    blocks.push(block);
    // Its hand key: the first hand is on.
    const keyed = content.transactions.some((tx) => decodeTransaction(tx).kind === 'deckKey');
    if (forged || content.author !== author || !keyed) return;
    forged = true;
    const twin = { ...content, timeMs: content.timeMs + 1, transactions: [] };
    void t.signAs(author, blockSigningBytes(blockId(twin))).then((signature) => {
      const bytes = encodeMessage({ kind: 'block', body: { content: twin, signature } });
      for (const victim of victims) t.nodes[author]?.network.send(victim, bytes);
    });
  };
  return blocks;
}
