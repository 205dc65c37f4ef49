/**
 * What travels on a peer link: one kind byte, then the SSZ body. Links are authenticated and encrypted by
 * the transport; nothing here is trusted for more than that.
 */
import { ByteListType, ContainerType, ListCompositeType, type Type, type ValueOf } from '@chainsafe/ssz';
import { AdjournType, checkAdjourn } from './adjournment.ts';
import { BlockRefType, checkBlock, SignedBlockType } from './block.ts';
import { CheckpointType, checkCheckpoint } from './checkpoint.ts';
import { checkTableConfig, TableConfigType } from './config.ts';
import { DecodeError, decodeSsz } from './decode.ts';
import { checkTwoBlocks, TwoBlocksType } from './evidence.ts';
import { FreshAnswerType, FreshQuestionType } from './fresh.ts';
import { checkGenesis, checkGenesisBody, GenesisBodyType, GenesisType } from './genesis.ts';
import { checkHello, HelloType, type LaterHello, laterHello } from './hello.ts';
import { GenesisRootType, TableIdType } from './ids.ts';
import { KeyPartialType, KeySignedType, keySignedOf } from './keyPartial.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, U8, U16, U32 } from './primitives.ts';

const GenesisSignatureBody = new ContainerType({ root: Bytes32, key: Bytes32, signature: Bytes64 });
/** What I hold: my table, epoch, and per author the highest block; the receiver answers with what I lack. */
const FrontierBody = new ContainerType({
  tableId: GenesisRootType,
  epoch: U32,
  /** Tips of what the sender holds with complete history. */
  tips: new ListCompositeType(BlockRefType, limits.frontierEntries),
  /** Blocks the sender knows by reference and does not hold. */
  missing: new ListCompositeType(BlockRefType, limits.frontierEntries),
  /** Bit v: the sender hears validator v over a link of its own; 0 from one who does not vote. */
  links: U16,
});
/** Parents of what the receiver has delivered, which the sender lacks; answered with `blocks`. */
const AskBody = new ContainerType({
  tableId: Bytes32,
  epoch: U32,
  wanted: new ListCompositeType(BlockRefType, limits.refsPerAsk),
});
const BlocksBody = new ContainerType({
  blocks: new ListCompositeType(SignedBlockType, limits.blocksPerAnswer),
});
/** A member's signature over the checkpoint with this root that begins `epoch`. */
const CheckpointSignatureBody = new ContainerType({
  epoch: U32,
  root: Bytes32,
  validator: U8,
  signature: Bytes64,
});
/**
 * Checkpoints of the table, one after the other; and the state with which the last one's epoch began. A history that is
 * too long for one message comes in pages, of which only the last one has the state.
 */
const EpochsBody = new ContainerType({
  checkpoints: new ListCompositeType(CheckpointType, limits.checkpoints),
  state: new ByteListType(limits.stateBytes),
});
/**
 * From one who does not vote: 1 = send me what is said at the table, 0 = no more. From a member, as the answer:
 * 1 = you are watching, 0 = too many watch already.
 */
const WatchBody = new ContainerType({ tableId: TableIdType, watching: U8 });
/** How somebody who asks to be let in stands, by wire number. Append only. */
export const STANDINGS = ['asked', 'declined', 'closed', 'let-in'] as const;
export type Standing = (typeof STANDINGS)[number];
/** To one who asks to be let in, from a member: how it stands, and how many have agreed of how many who must. */
const StandingBody = new ContainerType({ tableId: TableIdType, standing: U8, yes: U8, needed: U8 });
/** From the creator before the table begins: these keys hold no seat. */
const RemovedBody = new ContainerType({
  tableId: TableIdType,
  keys: new ListCompositeType(Bytes32, limits.removedKeys),
});
/** Leaves on purpose: the others need not wait to see the link die. The same of a tab that cannot go on. */
const ByeBody = new ContainerType({ tableId: TableIdType });

const kinds = {
  hello: { number: 1, type: HelloType },
  genesisProposal: { number: 2, type: GenesisBodyType },
  genesisSignature: { number: 3, type: GenesisSignatureBody },
  genesis: { number: 4, type: GenesisType },
  checkpointSignature: { number: 5, type: CheckpointSignatureBody },
  epochs: { number: 6, type: EpochsBody },
  /** To a witness that knows only the table's id: it checks that the id is this configuration's hash. */
  tableConfig: { number: 7, type: TableConfigType },
  watch: { number: 8, type: WatchBody },
  /** Somebody is missing and the epoch is to end without it (codec/adjournment.ts). */
  adjourn: { number: 9, type: AdjournType },
  block: { number: 10, type: SignedBlockType },
  /** 11 was one that did not say who is linked to whom. */
  frontier: { number: 15, type: FrontierBody },
  blocks: { number: 12, type: BlocksBody },
  ask: { number: 13, type: AskBody },
  /** Two blocks of one author for one round: whoever gets it shuns the author. */
  contradiction: { number: 14, type: TwoBlocksType },
  standing: { number: 20, type: StandingBody },
  removed: { number: 21, type: RemovedBody },
  bye: { number: 22, type: ByeBody },
  /** Is this the epoch that is on (codec/fresh.ts)? */
  freshQuestion: { number: 23, type: FreshQuestionType },
  freshAnswer: { number: 24, type: FreshAnswerType },
  /** A member's part of a signature of the table's key, and such a signature (codec/keyPartial.ts). */
  keyPartial: { number: 25, type: KeyPartialType },
  keySigned: { number: 26, type: KeySignedType },
  /** My tab has stopped: it says nothing more until it is opened anew. */
  stopped: { number: 27, type: ByeBody },
} as const;

type Kinds = typeof kinds;
export type MessageKind = keyof Kinds;
export type Message = { [K in MessageKind]: { kind: K; body: ValueOf<Kinds[K]['type']> } }[MessageKind];
export type MessageOf<K extends MessageKind> = Extract<Message, { kind: K }>;

const byNumber = new Map<number, MessageKind>(
  (Object.keys(kinds) as MessageKind[]).map((k) => [kinds[k].number, k]),
);

export function encodeMessage(m: Message): Uint8Array {
  const { number, type } = kinds[m.kind];
  const body = (type as Type<unknown>).serialize(m.body);
  const out = new Uint8Array(1 + body.length);
  out[0] = number;
  out.set(body, 1);
  return out;
}

/** A hello of a version that this app does not read; undefined for anything else. */
export function laterHelloIn(message: Uint8Array): LaterHello | undefined {
  if (message[0] !== kinds.hello.number || message.length > limits.messageBytes) return undefined;
  return laterHello(message.subarray(1));
}

/** @throws DecodeError */
export function decodeMessage(bytes: Uint8Array): Message {
  if (bytes.length < 1) throw new DecodeError('malformed', 'message');
  if (bytes.length > limits.messageBytes) throw new DecodeError('oversized', 'message');
  const kind = byNumber.get(bytes[0]!);
  if (kind === undefined) throw new DecodeError('unknown-kind', 'message');
  const body = decodeSsz(kinds[kind].type as Type<unknown>, bytes.subarray(1), limits.messageBytes, kind);
  const m = { kind, body } as Message;
  if (m.kind === 'hello') checkHello(m.body);
  if (m.kind === 'epochs') m.body.checkpoints.forEach(checkCheckpoint);
  if (m.kind === 'adjourn') checkAdjourn(m.body);
  if (m.kind === 'tableConfig') checkTableConfig(m.body);
  if (m.kind === 'genesisProposal') checkGenesisBody(m.body);
  if (m.kind === 'genesis') checkGenesis(m.body);
  if (m.kind === 'watch' && m.body.watching > 1) throw new DecodeError('out-of-range', 'watch');
  if (m.kind === 'standing' && m.body.standing >= STANDINGS.length)
    throw new DecodeError('out-of-range', 'standing');
  if (m.kind === 'keySigned') keySignedOf(m.body);
  if (m.kind === 'contradiction') checkTwoBlocks(m.body);
  if (m.kind === 'block') checkBlock(m.body);
  if (m.kind === 'blocks') m.body.blocks.forEach(checkBlock);
  return m;
}
