/** Receipts made of what a member of the table holds: a state, and what was signed of it. */
import type { SignedBlock } from '../codec/block.ts';
import type { Checkpoint } from '../codec/checkpoint.ts';
import { equalBytes } from '../codec/decode.ts';
import { headerOf } from '../codec/evidence.ts';
import type { Genesis } from '../codec/genesis.ts';
import type { Closing, HandCheckpoint, Standing } from '../codec/keyMessages.ts';
import { quorumSize } from '../codec/quorum.ts';
import { encodeReceipt, type Receipt, type ReceiptBlocks } from '../codec/receipt.ts';
import { tableFromGenesis } from '../table/epoch/create.ts';
import { stateDigest, stateRoot } from '../table/state/root.ts';
import type { TableState } from '../table/state/state.ts';
import { ledgerRows, seatRows, stateTree } from '../table/state/tree.ts';

/** Where a table comes from. */
export interface Origin {
  readonly genesis: Genesis;
  /** Of the epochs 1, 2, … as far as they are held, certified. */
  readonly checkpoints: readonly Checkpoint[];
}

/** Under a key of the first epoch a receipt is no larger: the chain of members is left out where it would be. */
const SMALL_BYTES = 4_096;

/** What the table's key has signed of this state. */
export interface SignedByKey {
  readonly message:
    | ({ readonly kind: 'checkpoint' } & HandCheckpoint)
    | ({ readonly kind: 'closing' } & Closing)
    | ({ readonly kind: 'standing' } & Standing);
  readonly signature: Uint8Array;
}

/** Undefined where the key in service is not the one of the state, or the chain to it is not held. */
export function receiptByKey(
  { genesis, checkpoints }: Origin,
  state: TableState,
  { message: { kind, ...message }, signature }: SignedByKey,
): Uint8Array | undefined {
  const certificate = state.key?.serving?.certificate;
  if (certificate === undefined || certificate.word.epoch > checkpoints.length) return undefined;
  const { table: _, ...made } = certificate.word;
  const key = { ...made, signatures: certificate.signatures.map((s) => ({ ...s })) };
  const said = { kind, message, signature } as Receipt['said'];
  // A closing names the ledger alone.
  const chips = kind === 'closing' ? { tree: undefined, ledger: ledgerRows(state) } : chipsOf(state);
  const rest = { genesis, key, said, ...chips };
  // With everybody's names, where there is room for them.
  const whole = encodeReceipt({ ...rest, chain: checkpoints.slice(0, state.epoch) });
  const bare = encodeReceipt({ ...rest, chain: checkpoints.slice(0, made.epoch) });
  return whole.length <= SMALL_BYTES ? whole : bare;
}

/**
 * By the headers of blocks that name this state. Undefined where too few authors have signed one, or the chain to the
 * epoch is not held.
 * @param blocks of the state's epoch, in any order
 */
export function receiptByBlocks(
  { genesis, checkpoints }: Origin,
  state: TableState,
  blocks: readonly SignedBlock[],
): Uint8Array | undefined {
  const { epoch, height } = state;
  if (epoch > checkpoints.length) return undefined;
  const root = stateRoot(state);
  const headers = headersOf(blocks, height, root);
  if (headers.length < quorumSize(state.validators.length)) return undefined;
  const firstRoot = checkpoints[epoch - 1]?.body.stateRoot ?? stateRoot(tableFromGenesis(genesis));
  const said = { kind: 'blocks', epoch, firstRoot, height, stateRoot: root, headers } as const;
  const chain = checkpoints.slice(0, epoch);
  return encodeReceipt({ genesis, chain, key: undefined, said, ...chipsOf(state) });
}

/** One of each author, ascending. */
function headersOf(
  blocks: readonly SignedBlock[],
  height: number,
  root: Uint8Array,
): ReceiptBlocks['headers'] {
  const byAuthor = new Map<number, ReceiptBlocks['headers'][number]>();
  for (const { content, signature } of blocks) {
    const { settled } = content;
    if (settled?.height !== height || !equalBytes(settled.root, root) || byAuthor.has(content.author))
      continue;
    const { author, round, parents, timeMs, transactions } = headerOf(content);
    byAuthor.set(author, { author, round, parents, timeMs, transactions, signature });
  }
  return [...byAuthor.values()].sort((a, b) => a.author - b.author);
}

function chipsOf(state: TableState): Pick<Receipt, 'tree' | 'ledger'> {
  const rest = stateDigest(state);
  const { timeMs, closed } = state;
  const { history } = stateTree(state, rest);
  const tree = { timeMs, seats: seatRows(state), history, rest, closed };
  return { tree, ledger: ledgerRows(state) };
}
