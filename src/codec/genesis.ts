/**
 * Genesis of epoch 0: the configuration and who sits where, signed by every seated player.
 * What is signed is `genesisDigest`, under the Ed25519 key listed for the seat.
 */
import { ByteListType, ContainerType, ListCompositeType, type ValueOf } from '@chainsafe/ssz';
import { checkTableConfig, TableConfigType } from './config.ts';
import { DecodeError, decodeSsz, decodeText, toHex } from './decode.ts';
import type { GenesisRoot } from './ids.ts';
import { limits } from './limits.ts';
import { Bytes32, Bytes64, U8 } from './primitives.ts';

/** Roles by wire number: a witness votes but holds no cards and no seat (seat = 255). */
export const ROLES = ['player', 'witness'] as const;
export const NO_SEAT = 255;

export const MemberType = new ContainerType(
  { role: U8, seat: U8, key: Bytes32, nickname: new ByteListType(limits.nicknameBytes) },
  { typeName: 'Member' },
);
export type Member = ValueOf<typeof MemberType>;

export const GenesisBodyType = new ContainerType(
  {
    config: TableConfigType,
    /** Ordered by seat, witnesses last by key: the index is the validator's number in the epoch. */
    members: new ListCompositeType(MemberType, limits.validators),
  },
  { typeName: 'GenesisBody' },
);
export type GenesisBody = ValueOf<typeof GenesisBodyType>;

export const GenesisType = new ContainerType(
  { body: GenesisBodyType, signatures: new ListCompositeType(Bytes64, limits.validators) },
  { typeName: 'Genesis' },
);
export type Genesis = ValueOf<typeof GenesisType>;

const tag = new TextEncoder().encode('dealerless/genesis/v1\0');

/** What everything that the table says later is bound to. */
export function genesisRootOf(body: GenesisBody): GenesisRoot {
  return GenesisBodyType.hashTreeRoot(body);
}

/** The bytes every member signs: a protocol tag, then the body's hash tree root. */
export function genesisSigningBytes(body: GenesisBody): Uint8Array {
  const root = GenesisBodyType.hashTreeRoot(body);
  const out = new Uint8Array(tag.length + root.length);
  out.set(tag);
  out.set(root, tag.length);
  return out;
}

/** @throws DecodeError; signatures are not checked here. */
export function decodeGenesis(bytes: Uint8Array): Genesis {
  const g = decodeSsz(GenesisType, bytes, 8192, 'genesis');
  checkGenesisBody(g.body);
  if (g.signatures.length !== g.body.members.length)
    throw new DecodeError('malformed', 'genesis: signatures');
  return g;
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
