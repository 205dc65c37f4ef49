/**
 * A receipt: what a table's members have signed of it, with everything that it takes to check this and nothing else
 * (docs/PROTOCOL.md, Receipts). Eight bytes that say what it is, then SSZ. Nothing in it need be believed:
 * light/check.ts recomputes it all.
 */
import { ContainerType, ListCompositeType, UnionType, type ValueOf } from '@chainsafe/ssz';
import { ADJOURN_MEMBERS, StopType } from './adjournment.ts';
import { type Checkpoint, checkCheckpoint } from './checkpoint.ts';
import { DecodeError, decodeSsz, equalBytes } from './decode.ts';
import { checkGenesis, GenesisType, genesisRootOf, MemberType } from './genesis.ts';
import { keyMessageTypes, keySigningBytes } from './keyMessages.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes48, Bytes64, Bytes96, safe, U8, U16, U32, U64 } from './primitives.ts';
import { type Closed, LedgerRowType, type SeatRow } from './stateTree.ts';

/** Followed by the version. */
const MAGIC = new TextEncoder().encode('dlssrcp');
/** What is written; the first, which does not know tables that are closed, is still read. */
const VERSION = 2;
/** Larger ones are not looked at. */
export const RECEIPT_BYTES = 48 * 1024;
/** Epochs that lead to the one whose members signed. */
const RECEIPT_EPOCHS = 128;
/** Rows of the lists as the state has them. */
const SEATS = 16;
const LEDGER_ROWS = 256;

const MemberSignatureType = new ContainerType(
  /** Number of the member in its epoch. */
  { validator: U8, signature: Bytes64 },
  { typeName: 'MemberSignature' },
);
const SignaturesType = new ListCompositeType(MemberSignatureType, limits.validators);

/** A checkpoint without what is known of it already. */
const LinkType = new ContainerType(
  {
    height: U64,
    timeMs: U64,
    stateRoot: Bytes32,
    rules: U16,
    /** Of the epoch that begins; none where they are those of the epoch before. */
    members: new ListCompositeType(MemberType, limits.validators),
    signatures: SignaturesType,
    stops: new ListCompositeType(StopType, ADJOURN_MEMBERS - 1),
  },
  { typeName: 'ReceiptLink' },
);

/** The table's key and the word for it of those who made it (keyCertificate.ts). */
const KeyType = new ContainerType(
  {
    epoch: U32,
    instance: Bytes32,
    threshold: U8,
    key: Bytes96,
    digest: Bytes32,
    /** Ascending by validator. */
    signatures: SignaturesType,
  },
  { typeName: 'ReceiptKey' },
);

/** A block's header without what all of them say: epoch, height and root. */
const HeaderType = new ContainerType(
  {
    author: U8,
    round: U32,
    parents: Bytes32,
    timeMs: U64,
    transactions: Bytes32,
    signature: Bytes64,
  },
  { typeName: 'ReceiptHeader' },
);

const BlocksType = new ContainerType(
  {
    epoch: U32,
    /** State root with which that epoch began. */
    firstRoot: Bytes32,
    height: U64,
    stateRoot: Bytes32,
    /** Of different authors, ascending. */
    headers: new ListCompositeType(HeaderType, limits.validators),
  },
  { typeName: 'ReceiptBlocks' },
);

const signed = <T extends (typeof keyMessageTypes)[keyof typeof keyMessageTypes]>(message: T) =>
  new ContainerType({ message, signature: Bytes48 }, { typeName: 'SignedMessage' });
const SaidType = new UnionType([
  signed(keyMessageTypes.checkpoint),
  signed(keyMessageTypes.standing),
  signed(keyMessageTypes.timeout),
  signed(keyMessageTypes.closing),
  BlocksType,
]);
/** By the union's selector. Append only. */
const KINDS = ['checkpoint', 'standing', 'timeout', 'closing', 'blocks'] as const;

/** A seat's row (stateTree.ts) without what its player's row in the ledger tells. */
const SeatType = new ContainerType(
  {
    seat: U8,
    /** Place of its player in the ledger. */
    row: U8,
    bondChips: U64,
    creditChips: U64,
    status: U8,
  },
  { typeName: 'ReceiptSeat' },
);

const firstTree = {
  timeMs: U64,
  seats: new ListCompositeType(SeatType, SEATS),
  history: Bytes32,
  rest: Bytes32,
};
/** What the state tree has beside what is signed and the ledger (stateTree.ts). */
const TreeType = new ContainerType(
  {
    ...firstTree,
    /** Where the table was closed (`closedRest`); 0 and 0 where it is not. */
    closedHeight: U64,
    closedTimeMs: U64,
  },
  { typeName: 'ReceiptTree' },
);

const beforeTree = {
  genesis: GenesisType,
  /** Checkpoints of the epochs 1, 2, …; as far as it takes to know who signed, or who sits where. */
  chain: new ListCompositeType(LinkType, RECEIPT_EPOCHS),
  /** One, unless blocks speak for it. */
  key: new ListCompositeType(KeyType, 1),
  said: SaidType,
};
const afterTree = { ledger: new ListCompositeType(LedgerRowType, LEDGER_ROWS) };
/** `tree`: one where a state root was signed. */
const ReceiptType = new ContainerType(
  { ...beforeTree, tree: new ListCompositeType(TreeType, 1), ...afterTree },
  { typeName: 'Receipt' },
);
const FirstTreeType = new ContainerType(firstTree, { typeName: 'FirstReceiptTree' });
const FirstReceiptType = new ContainerType(
  { ...beforeTree, tree: new ListCompositeType(FirstTreeType, 1), ...afterTree },
  { typeName: 'FirstReceipt' },
);
type Encoded = ValueOf<typeof ReceiptType>;

export type ReceiptKey = ValueOf<typeof KeyType>;
export type ReceiptBlocks = ValueOf<typeof BlocksType>;
type Message<K extends keyof typeof keyMessageTypes> = ValueOf<(typeof keyMessageTypes)[K]>;
export type Said =
  | {
      [K in keyof typeof keyMessageTypes]: {
        readonly kind: K;
        readonly message: Message<K>;
        readonly signature: Uint8Array;
      };
    }[keyof typeof keyMessageTypes]
  | ({ readonly kind: 'blocks' } & ReceiptBlocks);

export interface Receipt {
  readonly genesis: Encoded['genesis'];
  /** Whole again. */
  readonly chain: readonly Checkpoint[];
  readonly key: ReceiptKey | undefined;
  readonly said: Said;
  readonly tree:
    | {
        readonly timeMs: number;
        /** Whole again. */
        readonly seats: readonly SeatRow[];
        readonly history: Uint8Array;
        readonly rest: Uint8Array;
        /** The table is closed in this state, since when; `rest` is what lies under `closedRest`. */
        readonly closed?: Closed | undefined;
      }
    | undefined;
  readonly ledger: Encoded['ledger'];
}

/**
 * @throws DecodeError for what `decodeReceipt` would refuse
 * @throws RangeError for a seat whose chips are not those of its player
 */
export function encodeReceipt(receipt: Receipt): Uint8Array {
  const { genesis, chain, key, said, tree, ledger } = receipt;
  const selector = KINDS.indexOf(said.kind);
  const { kind: _, ...value } = said;
  const before = [genesis.body.members, ...chain.map((c) => c.body.members)];
  const body = ReceiptType.serialize({
    genesis,
    chain: chain.map(({ body, signatures, stops }, i) => ({
      height: body.height,
      timeMs: body.timeMs,
      stateRoot: body.stateRoot,
      rules: body.rules ?? 0,
      members: areSame(body.members, before[i]!) ? [] : body.members,
      signatures,
      stops,
    })),
    key: key === undefined ? [] : [key],
    said: { selector, value } as Encoded['said'],
    tree: tree === undefined ? [] : [shortTree(tree, ledger)],
    ledger: [...ledger],
  });
  const bytes = Uint8Array.of(...MAGIC, VERSION, ...body);
  decodeReceipt(bytes);
  return bytes;
}

const MembersType = new ListCompositeType(MemberType, limits.validators);
const areSame = (a: ValueOf<typeof MembersType>, b: ValueOf<typeof MembersType>): boolean =>
  equalBytes(MembersType.serialize(a), MembersType.serialize(b));

export const isReceipt = (bytes: Uint8Array): boolean => equalBytes(bytes.subarray(0, MAGIC.length), MAGIC);

/** The shape that its version says. @throws DecodeError */
function wholeOf(bytes: Uint8Array): Encoded {
  const version = bytes[MAGIC.length];
  const body = bytes.subarray(MAGIC.length + 1);
  if (version === VERSION) return decodeSsz(ReceiptType, body, RECEIPT_BYTES, 'receipt');
  if (version !== 1) throw new DecodeError('unknown-kind', 'receipt');
  const { tree, ...first } = decodeSsz(FirstReceiptType, body, RECEIPT_BYTES, 'receipt');
  return { ...first, tree: tree.map((shown) => ({ ...shown, closedHeight: 0, closedTimeMs: 0 })) };
}

/** Form only: what is signed, and by whom, is looked at elsewhere. @throws DecodeError */
export function decodeReceipt(bytes: Uint8Array): Receipt {
  if (bytes.length > RECEIPT_BYTES) throw new DecodeError('oversized', 'receipt');
  if (!isReceipt(bytes)) throw new DecodeError('unknown-kind', 'receipt');
  const { genesis, chain, key, said, tree, ledger } = wholeOf(bytes);
  checkGenesis(genesis);
  for (const { signatures } of key) checkOrder(signatures.map((s) => s.validator));
  for (const row of ledger) safe('receipt', row.broughtChips, row.takenChips, row.tableChips);
  for (const { timeMs, seats, closedHeight, closedTimeMs } of tree) {
    safe('receipt', timeMs, closedHeight, closedTimeMs);
    if (closedHeight === 0 && closedTimeMs !== 0) throw new DecodeError('not-canonical', 'receipt: closed');
    checkOrder(seats.map((s) => s.seat));
  }
  const whole = checkpointsOf(genesis, chain);
  const [shown] = tree.map((t) => wholeTree(t, ledger));
  return { genesis, chain: whole, key: key[0], said: checkSaid(said), tree: shown, ledger };
}

type Seat = ValueOf<typeof SeatType>;
type Ledger = Encoded['ledger'];
type Tree = NonNullable<Receipt['tree']>;

function shortTree({ seats, closed, ...tree }: Tree, ledger: Ledger): Encoded['tree'][number] {
  const { height: closedHeight, timeMs: closedTimeMs } = closed ?? { height: 0, timeMs: 0 };
  return { ...tree, closedHeight, closedTimeMs, seats: seats.map((seat) => shortSeat(seat, ledger)) };
}

function wholeTree(
  { seats, closedHeight, closedTimeMs, ...tree }: Encoded['tree'][number],
  ledger: Ledger,
): Tree {
  const closed = closedHeight === 0 ? {} : { closed: { height: closedHeight, timeMs: closedTimeMs } };
  return { ...tree, ...closed, seats: seats.map((seat) => wholeSeat(seat, ledger)) };
}

function shortSeat({ seat, player, stackChips, ...rest }: SeatRow, ledger: Ledger): Seat {
  const row = ledger.findIndex((r) => equalBytes(r.player, player));
  if (ledger[row]?.tableChips !== stackChips + rest.bondChips + rest.creditChips)
    throw new RangeError('a seat that the ledger does not know');
  return { seat, row, ...rest };
}

/** @throws DecodeError */
function wholeSeat({ seat, row, ...rest }: Seat, ledger: Ledger): SeatRow {
  const holder = ledger[row];
  if (holder === undefined) throw new DecodeError('out-of-range', 'receipt: seat');
  const stackChips = holder.tableChips - rest.bondChips - rest.creditChips;
  safe('receipt: seat', rest.bondChips, rest.creditChips, stackChips);
  return { seat, player: holder.player, stackChips, ...rest };
}

function checkSaid({ selector, value }: Encoded['said']): Said {
  const kind = KINDS[selector]!;
  const said = { kind, ...(value as object) } as Said;
  if (said.kind === 'blocks') {
    safe('receipt', said.height, ...said.headers.map((h) => h.timeMs));
    checkOrder(said.headers.map((h) => h.author));
    if (said.headers.some((h) => h.round === 0)) throw new DecodeError('out-of-range', 'receipt: round');
  } else keySigningBytes({ ...said.message, kind: said.kind } as Parameters<typeof keySigningBytes>[0]);
  return said;
}

/** The checkpoints as they were signed. @throws DecodeError */
function checkpointsOf(genesis: Encoded['genesis'], chain: Encoded['chain']): Checkpoint[] {
  const instance = genesisRootOf(genesis.body);
  let members: ValueOf<typeof MembersType> = genesis.body.members.map(({ role, seat, key, nickname }) => ({
    role,
    seat,
    key,
    nickname,
  }));
  return chain.map(({ members: named, signatures, stops, rules, ...rest }, i) => {
    // One encoding for each: who are there already are not named again.
    if (named.length > 0 && areSame(named, members)) throw new DecodeError('not-canonical', 'receipt');
    if (named.length > 0) members = named;
    const body = { instance, epoch: i + 1, ...rest, members, ...(rules === 0 ? {} : { rules }) };
    const checkpoint = { body, signatures, stops };
    checkCheckpoint(checkpoint);
    return checkpoint;
  });
}

function checkOrder(numbers: readonly number[]): void {
  if (numbers.some((n, i) => i > 0 && n <= numbers[i - 1]!))
    throw new DecodeError('not-canonical', 'receipt: order');
}
