/**
 * Checks a receipt from nothing but its bytes (docs/PROTOCOL.md, Receipts).
 *
 * 1. The genesis: signed by all its members and sealed by the creator that the configuration names, whose hash is the
 *    table's id. 2. The chain: each checkpoint signed by the members of the epoch before. 3. The key: a quorum of the
 *    members of its epoch have signed that it is the table's. 4. What is said: 48 bytes under that key, or headers of
 *    blocks of a quorum of the epoch's members. 5. The chips: what is left out of the tree hashes to the root said.
 */

import { blockSigningBytes } from '../codec/block.ts';
import { checkpointRoot } from '../codec/checkpoint.ts';
import { type TableConfig, tableIdOf } from '../codec/config.ts';
import { DecodeError, equalBytes, toHex } from '../codec/decode.ts';
import { type BlockHeader, headerId } from '../codec/evidence.ts';
import { genesisRootOf, type Member, ROLES } from '../codec/genesis.ts';
import { type GenesisRoot, instanceId, type TableId } from '../codec/ids.ts';
import { keyCertificateBytes } from '../codec/keyCertificate.ts';
import { keySigningBytes } from '../codec/keyMessages.ts';
import { quorumSize } from '../codec/quorum.ts';
import { decodeReceipt, type Receipt, type ReceiptKey, type Said } from '../codec/receipt.ts';
import { type Closed, closedRest, stateTreeRoot } from '../codec/stateTree.ts';
import { namesState } from '../consensus/rules.ts';
import { blsVerify } from '../crypto/bls.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { G1Group } from '../crypto/group.ts';
import { rulesOf } from '../table/state/rulesOf.ts';
import { checkpointFault } from './checkpoint.ts';
import { genesisHolds } from './genesis.ts';
import { ledgerRoot, seatsRoot } from './lists.ts';

/** What did not hold, in the order in which it is looked at. */
export type ReceiptFault = 'malformed' | 'genesis' | 'chain' | 'key' | 'signature' | 'blocks' | 'chips';

export interface ReceiptTools {
  readonly ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>;
  readonly group: G1Group;
}

/** Somebody who has ever brought chips. */
export interface ReceiptRow {
  /** Ed25519 key in hexadecimal; zeros: several who left long ago. */
  readonly player: string;
  /** As the members of the time called it; undefined for one who is not among those that the receipt shows. */
  readonly nickname: string | undefined;
  /** Undefined for one who has left. */
  readonly seat: number | undefined;
  readonly broughtChips: number;
  readonly takenChips: number;
  readonly tableChips: number;
}

/** What a receipt that holds says. */
export interface ReceiptStatement {
  readonly tableId: TableId;
  readonly table: GenesisRoot;
  readonly config: TableConfig;
  readonly said: Said;
  /** Undefined where blocks speak for it. */
  readonly key: ReceiptKey | undefined;
  /**
   * Who answers for it: the members of the epoch in which the key was made, or of that in which the blocks were, by
   * number; and how many of them are needed.
   */
  readonly members: readonly Member[];
  readonly threshold: number;
  /** Without whom an epoch that it shows was adjourned, and who are no members: they have agreed to nothing. */
  readonly absent: readonly Member[];
  /** Members whose own signatures stand under it, as numbers among `members`; none where the key signed. */
  readonly signers: readonly number[];
  readonly rows: readonly ReceiptRow[];
  /** The table is closed for good in it, since when. */
  readonly closed: Closed | undefined;
  /** The rows as the state has them. */
  readonly ledger: Receipt['ledger'];
  /** Roots of the checkpoints that it shows, the first epoch's first. */
  readonly checkpoints: readonly Uint8Array[];
}

export type ReceiptVerdict =
  | { readonly ok: true; readonly statement: ReceiptStatement }
  | { readonly ok: false; readonly fault: ReceiptFault };

class Refused extends Error {
  constructor(readonly fault: ReceiptFault) {
    super(fault);
  }
}

/** Never throws on hostile bytes. Rejects only if the platform fails (no verdict). */
export async function checkReceipt(bytes: Uint8Array, tools: ReceiptTools): Promise<ReceiptVerdict> {
  try {
    return { ok: true, statement: await examine(decodeReceipt(bytes), tools) };
  } catch (error) {
    if (error instanceof DecodeError) return { ok: false, fault: 'malformed' };
    if (error instanceof Refused) return { ok: false, fault: error.fault };
    throw error;
  }
}

function demand(holds: boolean, fault: ReceiptFault): asserts holds {
  if (!holds) throw new Refused(fault);
}

async function examine(receipt: Receipt, tools: ReceiptTools): Promise<ReceiptStatement> {
  const { genesis, chain, said } = receipt;
  const { config } = genesis.body;
  demand(namesState(rulesOf(config)) && (await genesisHolds(genesis, tools.ed25519)), 'genesis');
  const table = genesisRootOf(genesis.body);
  const epochs: (readonly Member[])[] = [genesis.body.members];
  for (const [i, checkpoint] of chain.entries()) {
    const fault = await checkpointFault(checkpoint, table, i + 1, epochs[i]!, tools.ed25519);
    demand(fault === undefined, 'chain');
    epochs.push(checkpoint.body.members);
  }
  checkPlace(receipt, table);
  const by =
    said.kind === 'blocks'
      ? await byBlocks(said, table, epochs, tools)
      : await byKey(receipt, said, table, epochs, tools);
  checkChips(receipt, table);
  return {
    tableId: tableIdOf(config),
    table,
    config,
    said,
    ...by,
    absent: absentFrom(chain, epochs, by.members),
    rows: rowsOf(receipt, epochs),
    closed: closedIn(receipt),
    ledger: receipt.ledger,
    checkpoints: chain.map((c) => checkpointRoot(c.body)),
  };
}

/** The epoch that is spoken of is the one that the chain shows, as far as it shows it. */
function checkPlace({ chain, said }: Receipt, table: GenesisRoot): void {
  if (said.kind === 'timeout') return;
  const { epoch, firstRoot } = said.kind === 'blocks' ? said : said.message;
  const begun = chain[epoch - 1]?.body;
  demand(begun === undefined || equalBytes(begun.stateRoot, firstRoot), 'chain');
  if (said.kind === 'blocks') return;
  const { message } = said;
  demand(equalBytes(message.table, table), 'chain');
  demand(equalBytes(message.instance, instanceId(table, epoch, firstRoot)), 'chain');
}

function absentFrom(
  chain: Receipt['chain'],
  epochs: readonly (readonly Member[])[],
  members: readonly Member[],
): Member[] {
  const missing = chain.flatMap(({ stops: [stop] }, i) =>
    stop === undefined ? [] : [epochs[i]![stop.missing]!],
  );
  const there = new Set(members.map((m) => toHex(m.key)));
  return [...new Map(missing.map((m) => [toHex(m.key), m])).values()].filter((m) => !there.has(toHex(m.key)));
}

type By = Pick<ReceiptStatement, 'key' | 'members' | 'threshold' | 'signers'>;

async function byKey(
  { key, chain }: Receipt,
  said: Exclude<Said, { kind: 'blocks' }>,
  table: GenesisRoot,
  epochs: readonly (readonly Member[])[],
  { ed25519, group }: ReceiptTools,
): Promise<By> {
  demand(key !== undefined, 'key');
  const { signatures, ...made } = key;
  const members = epochs[made.epoch];
  demand(members !== undefined && made.threshold === quorumSize(members.length), 'key');
  const begun = chain[made.epoch - 1]?.body.stateRoot;
  demand(begun === undefined || equalBytes(made.instance, instanceId(table, made.epoch, begun)), 'key');
  demand(said.kind === 'timeout' || said.message.epoch >= made.epoch, 'key');
  const word = keyCertificateBytes({ table, ...made });
  for (const { validator, signature } of signatures) {
    const signer = members[validator];
    demand(signer !== undefined && (await ed25519.verify(signer.key, word, signature)), 'key');
  }
  demand(signatures.length >= made.threshold, 'key');
  const message = keySigningBytes({ ...said.message, kind: said.kind } as Parameters<
    typeof keySigningBytes
  >[0]);
  demand(blsVerify(group, made.key, message, said.signature), 'signature');
  return { key, members, threshold: made.threshold, signers: [] };
}

async function byBlocks(
  said: Extract<Said, { kind: 'blocks' }>,
  table: GenesisRoot,
  epochs: readonly (readonly Member[])[],
  { ed25519 }: ReceiptTools,
): Promise<By> {
  const { epoch, firstRoot, height, stateRoot, headers } = said;
  const members = epochs[epoch];
  demand(members !== undefined && height > 0, 'blocks');
  const tableId = instanceId(table, epoch, firstRoot);
  for (const { author, round, parents, timeMs, transactions, signature } of headers) {
    const settled = { height, root: stateRoot };
    const header: BlockHeader = { tableId, epoch, author, round, parents, timeMs, transactions, settled };
    const member = members[author];
    const message = blockSigningBytes(headerId(header));
    demand(member !== undefined && (await ed25519.verify(member.key, message, signature)), 'blocks');
  }
  const threshold = quorumSize(members.length);
  demand(headers.length >= threshold, 'blocks');
  return { key: undefined, members, threshold, signers: headers.map((h) => h.author) };
}

/** Nobody's chips are told but those that the signed root holds. */
function checkChips({ said, tree, ledger }: Receipt, table: GenesisRoot): void {
  switch (said.kind) {
    case 'timeout':
      demand(tree === undefined && ledger.length === 0, 'chips');
      break;
    case 'closing':
      demand(tree === undefined && equalBytes(ledgerRoot(ledger), said.message.ledgerRoot), 'chips');
      break;
    default: {
      const { epoch, height, stateRoot } = said.kind === 'blocks' ? said : said.message;
      demand(tree !== undefined, 'chips');
      const { timeMs, seats, history, closed } = tree;
      const rest = closed === undefined ? tree.rest : closedRest(closed, tree.rest);
      demand(closed === undefined || closed.height <= height, 'chips');
      demand(said.kind === 'blocks' || said.message.timeMs === timeMs, 'chips');
      const lists = { seats: seatsRoot(seats), ledger: ledgerRoot(ledger), history };
      demand(equalBytes(stateTreeRoot({ table, epoch, height, timeMs, ...lists, rest }), stateRoot), 'chips');
    }
  }
}

function closedIn({ said, tree }: Receipt): Closed | undefined {
  if (said.kind !== 'closing') return tree?.closed;
  const { height, timeMs } = said.message;
  return { height, timeMs };
}

function rowsOf({ said, tree, ledger }: Receipt, epochs: readonly (readonly Member[])[]): ReceiptRow[] {
  const named = new Map(epochs.flat().map((m) => [toHex(m.key), m]));
  const last = said.kind === 'timeout' ? [] : (epochs[epochOf(said)] ?? []);
  const seats = new Map(
    tree === undefined
      ? last.flatMap((m) => (ROLES[m.role] === 'player' ? [[toHex(m.key), m.seat]] : []))
      : tree.seats.map((s) => [toHex(s.player), s.seat]),
  );
  return ledger.map(({ player, broughtChips, takenChips, tableChips }) => {
    const key = toHex(player);
    const member = named.get(key);
    const nickname = member && new TextDecoder().decode(member.nickname);
    return { player: key, nickname, seat: seats.get(key), broughtChips, takenChips, tableChips };
  });
}

const epochOf = (said: Exclude<Said, { kind: 'timeout' }>): number =>
  said.kind === 'blocks' ? said.epoch : said.message.epoch;
