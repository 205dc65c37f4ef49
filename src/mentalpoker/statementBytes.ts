/**
 * Statements as bytes: the key of the verdict cache, and the evidence of a failed verification. One
 * statement has one encoding (SSZ, re-encoded at decoding), so equal digests mean equal claims and proofs.
 */
import {
  ByteListType,
  ByteVectorType,
  ContainerType,
  ListBasicType,
  ListCompositeType,
  type Type,
} from '@chainsafe/ssz';
import { sha256 } from '@noble/hashes/sha2.js';
import { DecodeError, decodeSsz, toHex } from '../codec/decode.ts';
import { GenesisRootType } from '../codec/ids.ts';
import { limits } from '../codec/limits.ts';
import { Bytes32, Bytes48, U8, U16, U32 } from '../codec/primitives.ts';
import { SCHNORR_PROOF_BYTES } from '../crypto/schnorr.ts';
import { SHARES_PROOF_BYTES } from './context.ts';
import type { DeckStatement, EscrowTerms, Statement } from './statement.ts';
import {
  decodeKeyStatement,
  encodeKeyStatement,
  isKeyKind,
  isKeyStatement,
  isWellFormedKey,
  KEY_KINDS,
} from './threshold/statements.ts';
import { RELATIONS } from './winClaim.ts';

const ContextType = new ContainerType({
  tableId: GenesisRootType,
  epoch: U32,
  hand: U32,
  attempt: U8,
  crsDigest: Bytes32,
});
const KeyProof = new ByteVectorType(SCHNORR_PROOF_BYTES);
const SharesProof = new ByteVectorType(SHARES_PROOF_BYTES);
const Positions = new ListBasicType(U8, limits.deckCards);
const Deck = new ByteListType(limits.deckCards * 96);
const Points = new ByteListType(limits.deckCards * 48);
const EscrowType = new ContainerType({
  threshold: U8,
  receivers: new ListCompositeType(new ContainerType({ index: U8, key: Bytes48 }), limits.validators),
  positions: Positions,
  message: new ByteListType(limits.escrowBytes),
});
const HandKeyType = new ContainerType({ ctx: ContextType, author: U8, publicKey: Bytes48, proof: KeyProof });
const EscrowKeyType = new ContainerType({
  ctx: ContextType,
  receiver: U8,
  publicKey: Bytes48,
  proof: KeyProof,
});
const ShuffleType = new ContainerType({
  ctx: ContextType,
  author: U8,
  step: U8,
  joint: Bytes48,
  input: Deck,
  output: Deck,
  proof: new ByteListType(limits.shuffleProofBytes),
});
const SharesType = new ContainerType({
  ctx: ContextType,
  author: U8,
  publicKey: Bytes48,
  joint: Bytes48,
  deck: Deck,
  positions: Positions,
  shares: Points,
  proof: SharesProof,
  /** None or one. */
  escrow: new ListCompositeType(EscrowType, 1),
});
const EscrowOpenType = new ContainerType({
  ctx: ContextType,
  receiver: U8,
  receiverKey: Bytes48,
  owner: U8,
  joint: Bytes48,
  deck: Deck,
  escrow: EscrowType,
  positions: Positions,
  openings: Points,
  proof: SharesProof,
});

const Board = new ListBasicType(U8, limits.deckCards);
const WinType = new ContainerType({
  ctx: ContextType,
  author: U8,
  publicKey: Bytes48,
  joint: Bytes48,
  deck: Deck,
  positions: Positions,
  shares: new ByteListType(2 * 48 * limits.handSeats),
  /** Index into `RELATIONS`. */
  relation: U8,
  board: Board,
  tabled: new ListCompositeType(new ContainerType({ seat: U8, cards: Board }), limits.handSeats),
  pairs: new ListBasicType(U16, limits.winPairs),
  proof: new ByteListType(limits.winProofBytes),
});

/** Wire numbers of the kinds; append only. */
const KINDS = ['handKey', 'escrowKey', 'shuffle', 'shares', 'escrowOpen', 'win', ...KEY_KINDS] as const;
const TYPES = {
  handKey: HandKeyType,
  escrowKey: EscrowKeyType,
  shuffle: ShuffleType,
  shares: SharesType,
  escrowOpen: EscrowOpenType,
  win: WinType,
} as const;

const deckTag = new TextEncoder().encode('dealerless/deck-digest/v1\0');

/** SHA-256 of a tag and the deck's encoding. */
export function deckDigest(deck: Uint8Array): Uint8Array {
  return sha256.create().update(deckTag).update(deck).digest();
}

/** Kind byte, then the SSZ body. @throws DecodeError unless the statement is well formed. */
export function encodeStatement(statement: Statement): Uint8Array {
  if (!isWellFormed(statement)) throw new DecodeError('malformed', 'statement');
  const body = isKeyStatement(statement) ? encodeKeyStatement(statement) : deckBody(statement);
  const out = new Uint8Array(1 + body.length);
  out[0] = KINDS.indexOf(statement.kind);
  out.set(body, 1);
  return out;
}

function deckBody(statement: DeckStatement): Uint8Array {
  const { kind, ...fields } = statement;
  const value =
    kind === 'shares'
      ? { ...fields, escrow: statement.escrow ? [statement.escrow] : [] }
      : kind === 'win'
        ? { ...fields, relation: RELATIONS.indexOf(statement.relation) }
        : fields;
  return (TYPES[kind] as Type<unknown>).serialize(value);
}

/** @throws DecodeError */
export function decodeStatement(bytes: Uint8Array): Statement {
  const kind = KINDS[bytes[0] ?? KINDS.length];
  if (kind === undefined) throw new DecodeError('unknown-kind', 'statement');
  const body = bytes.subarray(1);
  if (isKeyKind(kind)) return decodeKeyStatement(kind, body);
  if (kind === 'shares') {
    const { escrow, ...fields } = decodeSsz(SharesType, body, limits.evidenceBytes, kind);
    const terms = escrow[0];
    return terms === undefined ? { kind, ...fields } : { kind, ...fields, escrow: terms };
  }
  if (kind === 'win') {
    const fields = decodeSsz(WinType, body, limits.evidenceBytes, kind);
    const relation = RELATIONS[fields.relation];
    if (relation === undefined) throw new DecodeError('out-of-range', 'win: relation');
    return { kind, ...fields, relation };
  }
  const fields = decodeSsz(TYPES[kind] as Type<unknown>, body, limits.evidenceBytes, kind);
  return { kind, ...(fields as object) } as Statement;
}

/** Hex SHA-256 of the whole statement with its proof. @throws DecodeError as `encodeStatement`. */
export function statementDigest(statement: Statement): string {
  return toHex(sha256(encodeStatement(statement)));
}

/**
 * True if every field has the length and range of its wire type: such a statement has exactly one encoding
 * (the library pads short vectors and wraps large numbers without complaint). Says nothing about points,
 * scalars or proofs.
 */
export function isWellFormed(s: Statement): boolean {
  if (isKeyStatement(s)) return isWellFormedKey(s);
  const { ctx } = s;
  if (ctx.tableId.length !== 32 || ctx.crsDigest.length !== 32) return false;
  if (!isUint(ctx.epoch, 32) || !isUint(ctx.hand, 32) || !isUint(ctx.attempt, 8)) return false;
  switch (s.kind) {
    case 'handKey':
      return isUint(s.author, 8) && isPoint(s.publicKey) && s.proof.length === SCHNORR_PROOF_BYTES;
    case 'escrowKey':
      return isUint(s.receiver, 8) && isPoint(s.publicKey) && s.proof.length === SCHNORR_PROOF_BYTES;
    case 'shuffle':
      return (
        isUint(s.author, 8) &&
        isUint(s.step, 8) &&
        isPoint(s.joint) &&
        isDeck(s.input) &&
        isDeck(s.output) &&
        s.proof.length <= limits.shuffleProofBytes
      );
    case 'shares':
      return (
        isUint(s.author, 8) &&
        isPoint(s.publicKey) &&
        isPoint(s.joint) &&
        isDeck(s.deck) &&
        arePoints(s.shares, s.positions) &&
        s.proof.length === SHARES_PROOF_BYTES &&
        (s.escrow === undefined || isEscrow(s.escrow))
      );
    case 'escrowOpen':
      return (
        isUint(s.receiver, 8) &&
        isUint(s.owner, 8) &&
        isPoint(s.receiverKey) &&
        isPoint(s.joint) &&
        isDeck(s.deck) &&
        isEscrow(s.escrow) &&
        arePoints(s.openings, s.positions) &&
        s.proof.length === SHARES_PROOF_BYTES
      );
    case 'win':
      return (
        isUint(s.author, 8) &&
        isPoint(s.publicKey) &&
        isPoint(s.joint) &&
        isDeck(s.deck) &&
        arePositionBytes(s.positions) &&
        s.shares.length <= 2 * 48 * limits.handSeats &&
        RELATIONS.includes(s.relation) &&
        arePositionBytes(s.board) &&
        s.tabled.length <= limits.handSeats &&
        s.tabled.every(({ seat, cards }) => isUint(seat, 8) && arePositionBytes(cards)) &&
        s.pairs.length <= limits.winPairs &&
        s.pairs.every((w) => isUint(w, 16)) &&
        s.proof.length <= limits.winProofBytes
      );
  }
}

const isUint = (n: number, bits: number): boolean => Number.isInteger(n) && n >= 0 && n < 2 ** bits;
const isPoint = (bytes: Uint8Array): boolean => bytes.length === 48;
const isDeck = (bytes: Uint8Array): boolean =>
  bytes.length % 96 === 0 && bytes.length <= limits.deckCards * 96;
const arePositionBytes = (positions: readonly number[]): boolean =>
  positions.length <= limits.deckCards && positions.every((p) => isUint(p, 8));
const arePoints = (bytes: Uint8Array, positions: readonly number[]): boolean =>
  arePositionBytes(positions) && bytes.length === 48 * positions.length;

function isEscrow(escrow: EscrowTerms & { message: Uint8Array }): boolean {
  return (
    isUint(escrow.threshold, 8) &&
    escrow.receivers.length <= limits.validators &&
    escrow.receivers.every((r) => isUint(r.index, 8) && isPoint(r.key)) &&
    arePositionBytes(escrow.positions) &&
    escrow.message.length <= limits.escrowBytes
  );
}
