/**
 * Several receipts side by side: of one table the higher supersedes, one of the closed table is the last. Two that
 * cannot both be true are a breach: some of those who answer for them have signed both.
 */
import { equalBytes, toHex } from '../codec/decode.ts';
import type { Member } from '../codec/genesis.ts';
import type { ReceiptStatement } from './check.ts';
import { ledgerRoot } from './lists.ts';

export type BreachKind =
  /** The creator has sealed two geneses of one table. */
  | 'two-beginnings'
  /** One epoch with two first states. */
  | 'two-histories'
  /** One height with two states. */
  | 'two-states'
  /** Later by its height and earlier by its epoch or its time. */
  | 'out-of-order'
  | 'two-closings'
  /** Something was signed above a closing. */
  | 'after-closing';

export interface Breach {
  readonly kind: BreachKind;
  /** Places of the two in the list that was given. */
  readonly between: readonly [number, number];
  /** Whose own signatures stand under both; empty where a key signed, which names nobody. */
  readonly names: readonly Member[];
}

/** All receipts of one table. */
export interface ReceiptsOfTable {
  /** Places in the list that was given, the latest last. */
  readonly order: readonly number[];
  readonly breaches: readonly Breach[];
}

type Placed = { readonly at: number; readonly statement: ReceiptStatement };

/** Of any number of tables, in the order in which they are met first. */
export function compareReceipts(statements: readonly ReceiptStatement[]): ReceiptsOfTable[] {
  const tables = new Map<string, Placed[]>();
  for (const [at, statement] of statements.entries()) {
    const id = toHex(statement.tableId);
    tables.set(id, [...(tables.get(id) ?? []), { at, statement }]);
  }
  return [...tables.values()].map((receipts) => {
    const order = receipts.toSorted((a, b) => compareRank(a.statement, b.statement) || a.at - b.at);
    const breaches = order.flatMap((a, i) => order.slice(i + 1).flatMap((b) => breachOf(a, b) ?? []));
    return { order: order.map((r) => r.at), breaches };
  });
}

const heightOf = ({ said }: ReceiptStatement): number =>
  said.kind === 'blocks' ? said.height : said.message.height;

/** Of what is closed: last what the key has signed once. */
function compareRank(a: ReceiptStatement, b: ReceiptStatement): number {
  const rank = ({ closed, said }: ReceiptStatement): number =>
    closed === undefined ? 0 : said.kind === 'closing' ? 2 : 1;
  return rank(a) - rank(b) || heightOf(a) - heightOf(b);
}

function breachOf(a: Placed, b: Placed): Breach | undefined {
  const kind = contradiction(a.statement, b.statement);
  if (kind === undefined) return undefined;
  const signed = ({ members, signers }: ReceiptStatement): Member[] => signers.map((n) => members[n]!);
  const others = new Set(signed(b.statement).map((m) => toHex(m.key)));
  const names = signed(a.statement).filter((m) => others.has(toHex(m.key)));
  return { kind, between: [a.at, b.at], names };
}

/** @param b is not ranked below `a` */
function contradiction(a: ReceiptStatement, b: ReceiptStatement): BreachKind | undefined {
  if (!equalBytes(a.table, b.table)) return 'two-beginnings';
  const [x, y] = [placeOf(a), placeOf(b)];
  const sameEpoch = equalBytes(x.firstRoot, y.firstRoot);
  if (x.epoch !== undefined && x.epoch === y.epoch && !sameEpoch) return 'two-histories';
  if (b.closed !== undefined) {
    if (a.closed !== undefined) return closedTwice(a, b);
    if (x.height > b.closed.height) return 'after-closing';
    // It tells of a state that is not closed, where that one is.
    if (x.height === b.closed.height && a.said.kind !== 'timeout') return 'two-states';
  }
  if (x.height === y.height) return isSameState(a, b) ? undefined : 'two-states';
  const earlier = x.epoch !== undefined && y.epoch !== undefined && y.epoch < x.epoch;
  const before = x.timeMs !== undefined && y.timeMs !== undefined && y.timeMs < x.timeMs;
  return earlier || before ? 'out-of-order' : undefined;
}

/** A closed table stands as it was closed, however late its blocks tell of it. */
function closedTwice(a: ReceiptStatement, b: ReceiptStatement): BreachKind | undefined {
  const at = (s: ReceiptStatement): string =>
    `${s.closed!.height} ${s.closed!.timeMs} ${toHex(ledgerRoot(s.ledger))}`;
  const unfinished = ({ said }: ReceiptStatement): string | undefined =>
    said.kind === 'closing' ? said.message.unfinished.join() : undefined;
  const [x, y] = [unfinished(a), unfinished(b)];
  if (at(a) !== at(b) || (x !== undefined && y !== undefined && x !== y)) return 'two-closings';
  return heightOf(a) === heightOf(b) && !isSameState(a, b) ? 'two-states' : undefined;
}

function placeOf({ said }: ReceiptStatement) {
  if (said.kind === 'blocks') return { ...said, timeMs: undefined };
  const { height, timeMs, firstRoot } = said.message;
  const epoch = said.kind === 'timeout' ? undefined : said.message.epoch;
  return { height, timeMs, firstRoot, epoch };
}

/** Of two at one height: as far as both tell of it. */
function isSameState(a: ReceiptStatement, b: ReceiptStatement): boolean {
  const [x, y] = [rootOf(a), rootOf(b)];
  if (x !== undefined && y !== undefined) return equalBytes(x, y);
  const [m, n] = [chipsOf(a), chipsOf(b)];
  return m === undefined || n === undefined || equalBytes(m, n);
}

const rootOf = ({ said }: ReceiptStatement): Uint8Array | undefined =>
  said.kind === 'blocks'
    ? said.stateRoot
    : said.kind === 'checkpoint' || said.kind === 'standing'
      ? said.message.stateRoot
      : undefined;

const chipsOf = ({ said, ledger }: ReceiptStatement): Uint8Array | undefined =>
  said.kind === 'timeout' ? undefined : ledgerRoot(ledger);
