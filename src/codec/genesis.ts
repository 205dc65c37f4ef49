/**
 * Genesis of epoch 0: the configuration and who sits where, signed by everybody in it under the Ed25519 key listed for
 * the member. From the second version of the configuration on the table's creator signs last, whether it plays or not:
 * its seal, the last of the signatures, says that this and nothing else is the table's beginning.
 */

import { ByteListType, ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { concatBytes } from '@noble/hashes/utils.js';
import { type App, AppFields } from './app.ts';
import { checkTableConfig, PROTOCOL_VERSION, type TableConfig, TableConfigType } from './config.ts';
import { DecodeError, decodeSsz, decodeText, toHex } from './decode.ts';
import type { GenesisRoot } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, U8 } from './primitives.ts';
import { versioned } from './versioned.ts';

/** Roles by wire number: a witness votes but holds no cards and no seat (seat = 255). */
export const ROLES = ['player', 'witness'] as const;
export const NO_SEAT = 255;

const memberFields = {
  role: U8,
  seat: U8,
  key: Bytes32,
  nickname: new ByteListType(limits.nicknameBytes),
};
export const MemberType = new ContainerType(memberFields, { typeName: 'Member' });
const FounderType = new ContainerType({ ...memberFields, ...AppFields }, { typeName: 'Member' });

/** Under a genesis of the second version a member is named with its app, as it said; nowhere else. */
export type Member = ValueOf<typeof MemberType> & Partial<App>;

/** As in a hello: where the nickname begins tells the versions apart. */
const NICKNAME_OFFSET_AT = 34;
const FIRST_FIXED_BYTES = 38;
const MemberOfGenesisType = versioned<Member, typeof memberFields, typeof FounderType.fields>(
  MemberType,
  FounderType,
  {
    isFirst: (member) => member.rules === undefined,
    areFirst: (bytes, start, end) =>
      end - start < FIRST_FIXED_BYTES ||
      bytes.getUint32(start + NICKNAME_OFFSET_AT, true) === FIRST_FIXED_BYTES,
  },
);

export const GenesisBodyType = new ContainerType(
  {
    config: TableConfigType,
    /** Ordered by seat, witnesses last by key: the index is the validator's number in the epoch. */
    members: new ListCompositeType(MemberOfGenesisType, limits.validators),
  },
  { typeName: 'GenesisBody' },
);
export type GenesisBody = ValueOf<typeof GenesisBodyType>;

export const GenesisType = new ContainerType(
  {
    body: GenesisBodyType,
    /** The members', in their order; then the creator's seal, where the configuration has one. */
    signatures: new ListCompositeType(Bytes64, limits.validators + 1),
  },
  { typeName: 'Genesis' },
);
export type Genesis = ValueOf<typeof GenesisType>;

const tag = new TextEncoder().encode('dealerless/genesis/v1\0');
const sealTag = new TextEncoder().encode('dealerless/seal/v1\0');

/** Does the table begin with its creator's seal? Tables of the first version begin with the last member's signature. */
export const isSealed = (config: Pick<TableConfig, 'protocolVersion'>): boolean =>
  config.protocolVersion !== PROTOCOL_VERSION;

/** How many signatures are under a genesis with this body. */
export const signaturesUnder = (body: GenesisBody): number =>
  body.members.length + (isSealed(body.config) ? 1 : 0);

/** What everything that the table says later is bound to. */
export function genesisRootOf(body: GenesisBody): GenesisRoot {
  return GenesisBodyType.hashTreeRoot(body);
}

/** The version of the rules that all its members play by, as they said; undefined for tables of the first version. */
export const rulesUnder = (body: GenesisBody): number | undefined => body.members[0]?.rules;

/** The bytes every member signs: a protocol tag, then the body's hash tree root. */
export function genesisSigningBytes(body: GenesisBody): Uint8Array {
  return concatBytes(tag, GenesisBodyType.hashTreeRoot(body));
}

/** The bytes that the creator signs when all members have: another tag, then the body's hash tree root. */
export function sealSigningBytes(body: GenesisBody): Uint8Array {
  return concatBytes(sealTag, GenesisBodyType.hashTreeRoot(body));
}

/** @throws DecodeError; signatures are not checked here. */
export function decodeGenesis(bytes: Uint8Array): Genesis {
  const g = decodeSsz(GenesisType, bytes, 8192, 'genesis');
  checkGenesis(g);
  return g;
}

/** Shape of what was decoded as part of a message. @throws DecodeError */
export function checkGenesis({ body, signatures }: Genesis): void {
  checkGenesisBody(body);
  if (signatures.length !== signaturesUnder(body)) throw new DecodeError('malformed', 'genesis: signatures');
}

/** @throws DecodeError for a body without its proposal's signatures. */
export function decodeGenesisBody(bytes: Uint8Array): GenesisBody {
  const b = decodeSsz(GenesisBodyType, bytes, 8192, 'genesis body');
  checkGenesisBody(b);
  return b;
}

/** Order of members: seats ascending, then witnesses by key. @throws DecodeError */
export function checkGenesisBody(body: GenesisBody): void {
  checkTableConfig(body.config);
  const bad = (field: string): never => {
    throw new DecodeError('out-of-range', `genesis: ${field}`);
  };
  const players = body.members.filter((m) => m.role === 0);
  if (players.length < 2 || players.length > body.config.seats) bad('players');
  const keys = new Set<string>();
  let last = '';
  for (const m of body.members) {
    decodeText(m.nickname, limits.nicknameBytes, 'nickname');
    if (m.role >= ROLES.length) bad('role');
    if (isSealed(body.config) !== (m.rules !== undefined)) bad('app');
    // Whose rules differ judge differently what the others do.
    if (m.rules !== body.members[0]!.rules) bad('rules');
    if (m.role === 0 ? m.seat >= body.config.seats : m.seat !== NO_SEAT) bad('seat');
    const key = toHex(m.key);
    if (keys.has(key)) bad('key twice');
    keys.add(key);
    const order = m.role === 0 ? `0${m.seat}` : `1${key}`;
    if (order <= last) bad('order');
    last = order;
  }
}

export const encodeGenesis = (g: Genesis): Uint8Array => GenesisType.serialize(g);
export const encodeGenesisBody = (b: GenesisBody): Uint8Array => GenesisBodyType.serialize(b);
