/**
 * What a member claims about the table's key, as statements: a verdict is a function of their bytes alone. Plain data
 * throughout.
 */
import { ByteListType, ByteVectorType, ContainerType, ListCompositeType, type Type } from '@chainsafe/ssz';
import { DecodeError, decodeSsz } from '../../codec/decode.ts';
import { GenesisRootType } from '../../codec/ids.ts';
import { decodeKeyMessage, keySigningBytes, MOST_BYTES } from '../../codec/keyMessages.ts';
import { limits } from '../../codec/limits.ts';
import { Bytes32, Bytes48, Bytes96, U8 } from '../../codec/primitives.ts';
import { blsVerify } from '../../crypto/bls.ts';
import type { G1Group } from '../../crypto/group.ts';
import { SCHNORR_PROOF_BYTES } from '../../crypto/schnorr.ts';
import { type ChannelKeyHolder, verifyChannelKey } from './channelKey.ts';
import { COMPLAINT_BYTES, judgeComplaint } from './complaint.ts';
import { decodeDealing, verifyDealing } from './dealing.ts';
import type { SharingTerms } from './terms.ts';

/** The key that a member will be dealt shares under. */
export interface ChannelKeyStatement {
  kind: 'channelKey';
  holder: ChannelKeyHolder;
  publicKey: Uint8Array;
  proof: Uint8Array;
}

/** What `dealer` has dealt is what anybody can see that it should be. */
export interface DealingStatement {
  kind: 'dealing';
  terms: SharingTerms;
  dealer: number;
  dealing: Uint8Array;
}

/** What `dealer` sealed for `complainer` is not what it committed to; it does not hold where the complainer lies. */
export interface ComplaintStatement {
  kind: 'complaint';
  terms: SharingTerms;
  dealer: number;
  complainer: number;
  /** Of the dealer; it holds as a `DealingStatement`. */
  dealing: Uint8Array;
  complaint: Uint8Array;
}

/** A holder's partial signature over what a sharing came to. */
export interface ReadyStatement {
  kind: 'keyReady';
  digest: Uint8Array;
  /** Y_j, 96 bytes. */
  publicShare: Uint8Array;
  partial: Uint8Array;
}

/** The table's key has signed a message. */
export interface SignedStatement {
  kind: 'keySigned';
  /** Y, 96 bytes. */
  key: Uint8Array;
  /** Of `KEY_MESSAGES`. */
  what: number;
  content: Uint8Array;
  signature: Uint8Array;
}

export type KeyStatement =
  | ChannelKeyStatement
  | DealingStatement
  | ComplaintStatement
  | ReadyStatement
  | SignedStatement;

const HolderType = new ContainerType({ tableId: GenesisRootType, instance: Bytes32, index: U8 });
const PriorType = new ContainerType({
  instance: Bytes32,
  threshold: U8,
  key: Bytes96,
  holders: new ListCompositeType(new ContainerType({ index: U8, publicShare: Bytes96 }), limits.validators),
});
const TermsType = new ContainerType({
  tableId: GenesisRootType,
  instance: Bytes32,
  threshold: U8,
  receivers: new ListCompositeType(new ContainerType({ index: U8, channelKey: Bytes48 }), limits.validators),
  /** None or one. */
  from: new ListCompositeType(PriorType, 1),
});
const Dealing = new ByteListType(limits.dealingBytes);

const TYPES = {
  channelKey: new ContainerType({
    holder: HolderType,
    publicKey: Bytes48,
    proof: new ByteVectorType(SCHNORR_PROOF_BYTES),
  }),
  dealing: new ContainerType({ terms: TermsType, dealer: U8, dealing: Dealing }),
  complaint: new ContainerType({
    terms: TermsType,
    dealer: U8,
    complainer: U8,
    dealing: Dealing,
    complaint: new ByteVectorType(COMPLAINT_BYTES),
  }),
  keyReady: new ContainerType({ digest: Bytes32, publicShare: Bytes96, partial: Bytes48 }),
  keySigned: new ContainerType({
    key: Bytes96,
    what: U8,
    content: new ByteListType(MOST_BYTES),
    signature: Bytes48,
  }),
} as const;

/** Kinds by what their numbers follow on from those of the deck's statements; append only. */
export const KEY_KINDS = ['channelKey', 'dealing', 'complaint', 'keyReady', 'keySigned'] as const;

export const isKeyKind = (kind: string): kind is KeyStatement['kind'] =>
  (KEY_KINDS as readonly string[]).includes(kind);

export const isKeyStatement = (s: { readonly kind: string }): s is KeyStatement => isKeyKind(s.kind);

/** The SSZ body of a well-formed statement. */
export function encodeKeyStatement(statement: KeyStatement): Uint8Array {
  const { kind, ...fields } = statement;
  const value = 'terms' in statement ? { ...fields, terms: wired(statement.terms) } : fields;
  return (TYPES[kind] as Type<unknown>).serialize(value);
}

function wired({ from, ...terms }: SharingTerms) {
  return { ...terms, from: from === undefined ? [] : [from] };
}

/** @throws DecodeError */
export function decodeKeyStatement(kind: KeyStatement['kind'], body: Uint8Array): KeyStatement {
  const fields = decodeSsz(TYPES[kind] as Type<unknown>, body, limits.evidenceBytes, kind) as object;
  if (!('terms' in fields)) return { kind, ...fields } as KeyStatement;
  const { from, ...terms } = fields.terms as Omit<SharingTerms, 'from'> & {
    from: NonNullable<SharingTerms['from']>[];
  };
  return {
    kind,
    ...fields,
    terms: from[0] === undefined ? terms : { ...terms, from: from[0] },
  } as KeyStatement;
}

/** True if every field has the length and range of its wire type. */
export function isWellFormedKey(s: KeyStatement): boolean {
  switch (s.kind) {
    case 'channelKey':
      return (
        areIds(s.holder) &&
        isU8(s.holder.index) &&
        s.publicKey.length === 48 &&
        s.proof.length === SCHNORR_PROOF_BYTES
      );
    case 'dealing':
      return areTerms(s.terms) && isU8(s.dealer) && s.dealing.length <= limits.dealingBytes;
    case 'complaint':
      return (
        areTerms(s.terms) &&
        isU8(s.dealer) &&
        isU8(s.complainer) &&
        s.dealing.length <= limits.dealingBytes &&
        s.complaint.length === COMPLAINT_BYTES
      );
    case 'keyReady':
      return s.digest.length === 32 && s.publicShare.length === 96 && s.partial.length === 48;
    case 'keySigned':
      return (
        s.key.length === 96 && isU8(s.what) && s.content.length <= MOST_BYTES && s.signature.length === 48
      );
  }
}

const isU8 = (n: number): boolean => Number.isInteger(n) && n >= 0 && n < 256;

const areIds = (ids: Pick<SharingTerms, 'tableId' | 'instance'>): boolean =>
  ids.tableId.length === 32 && ids.instance.length === 32;

function areTerms({ tableId, instance, threshold, receivers, from }: SharingTerms): boolean {
  return (
    areIds({ tableId, instance }) &&
    isU8(threshold) &&
    receivers.length <= limits.validators &&
    receivers.every((r) => isU8(r.index) && r.channelKey.length === 48) &&
    (from === undefined ||
      (from.instance.length === 32 &&
        isU8(from.threshold) &&
        from.key.length === 96 &&
        from.holders.length <= limits.validators &&
        from.holders.every((h) => isU8(h.index) && h.publicShare.length === 96)))
  );
}

/** @throws DecodeError for points that are none and numbers out of range; whoever calls makes a verdict of it */
export function keyStatementHolds(group: G1Group, s: KeyStatement): boolean {
  switch (s.kind) {
    case 'channelKey':
      return verifyChannelKey(group, s.holder, s.publicKey, s.proof);
    case 'dealing': {
      const verdict = verifyDealing(group, s.terms, s.dealer, s.dealing);
      if (verdict.ok || verdict.reason === 'proof-fails') return verdict.ok;
      throw new DecodeError(verdict.reason, 'dealing');
    }
    case 'complaint': {
      const { terms, dealer, complainer } = s;
      const dealing = decodeDealing(group, terms, dealer, s.dealing);
      return judgeComplaint(group, terms, { dealer, complainer }, dealing, s.complaint) === 'dealer';
    }
    case 'keyReady':
      return blsVerify(group, s.publicShare, keySigningBytes({ kind: 'ready', digest: s.digest }), s.partial);
    case 'keySigned':
      return blsVerify(group, s.key, keySigningBytes(decodeKeyMessage(s.what, s.content)), s.signature);
  }
}
