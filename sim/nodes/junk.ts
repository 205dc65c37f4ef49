/**
 * Messages of every kind, as large as the wire takes them and well formed, that mean nothing: what one says whose only
 * aim is that others are busy with it.
 */
import { type BlockContent, type BlockRef, blockId, blockSigningBytes } from '../../src/codec/block.ts';
import type { TableConfig } from '../../src/codec/config.ts';
import { tableIdOf } from '../../src/codec/config.ts';
import { headerOf } from '../../src/codec/evidence.ts';
import { NO_SEAT } from '../../src/codec/genesis.ts';
import { type Hello, helloSigningBytes } from '../../src/codec/hello.ts';
import type { GenesisRoot } from '../../src/codec/ids.ts';
import { limits } from '../../src/codec/limits.ts';
import { encodeMessage, type Message, type MessageKind } from '../../src/codec/wire.ts';
import type { Ed25519 } from '../../src/crypto/ed25519.ts';
import type { Random } from '../random.ts';

/** Everything that a link carries, and what is no message at all. */
export const junkKinds = [
  'hello',
  'genesisProposal',
  'genesisSignature',
  'genesis',
  'checkpointSignature',
  'epochs',
  'tableConfig',
  'watch',
  'adjourn',
  'block',
  'frontier',
  'blocks',
  'ask',
  'contradiction',
  'standing',
  'removed',
  'freshQuestion',
  'freshAnswer',
  'malformed',
  'oversized',
] as const satisfies readonly (MessageKind | 'malformed' | 'oversized')[];
export type JunkKind = (typeof junkKinds)[number];

export interface JunkMaker {
  readonly ed25519: Ed25519;
  readonly keys: { readonly secretKey: Uint8Array; readonly publicKey: Uint8Array };
  readonly config: TableConfig;
  readonly peerId: string;
  readonly random: Random;
  /** Revision of the hello before; rises. */
  revision: number;
  /** An own block of the epoch that is on; undefined for whoever is no member. */
  template: BlockContent | undefined;
  /** Bytes of what may be of any length. */
  readonly bytes: number;
}

const bytesOf = (random: Random, length: number): Uint8Array =>
  Uint8Array.from({ length }, () => random.below(256));
const text = (s: string): Uint8Array => new TextEncoder().encode(s);

/** One message, encoded; what is signed is signed by its maker's key. */
export async function junk(m: JunkMaker, kind: JunkKind): Promise<Uint8Array> {
  if (kind === 'malformed') return bytesOf(m.random, 64);
  if (kind === 'oversized') return new Uint8Array(limits.messageBytes).fill(10);
  return encodeMessage(await message(m, kind));
}

async function message(m: JunkMaker, kind: Exclude<JunkKind, 'malformed' | 'oversized'>): Promise<Message> {
  const { random, keys, ed25519, config } = m;
  const instance = (m.template?.tableId ?? bytesOf(random, 32)) as GenesisRoot;
  const epoch = m.template?.epoch ?? 0;
  const tableId = tableIdOf(config);
  const some = (length: number): Uint8Array => bytesOf(random, length);
  const refs = (count: number): BlockRef[] =>
    Array.from({ length: count }, (_, i) => ({
      author: i % 4,
      round: 1 + random.below(5_000),
      digest: some(32),
    }));
  switch (kind) {
    case 'hello':
      return { kind, body: await hello(m) };
    case 'genesisProposal':
      return { kind, body: { config, members: await strangeMembers(m) } };
    case 'genesisSignature':
      return { kind, body: { root: some(32), key: keys.publicKey, signature: some(64) } };
    case 'genesis': {
      const members = await strangeMembers(m);
      const signatures = Array.from({ length: members.length + 1 }, () => some(64));
      return { kind, body: { body: { config, members }, signatures } };
    }
    case 'checkpointSignature':
      return {
        kind,
        body: { epoch: epoch + 1, root: some(32), validator: random.below(4), signature: some(64) },
      };
    case 'epochs':
      return { kind, body: { checkpoints: [], state: new Uint8Array(Math.min(m.bytes, limits.stateBytes)) } };
    case 'tableConfig':
      return { kind, body: config };
    case 'watch':
      return { kind, body: { tableId, watching: random.below(2) } };
    case 'adjourn': {
      const stop = { validator: random.below(3), missing: random.below(3), round: 7, digest: some(32) };
      return { kind, body: { epoch, stopped: random.below(2), stop: { ...stop, signature: some(64) } } };
    }
    case 'block':
      return { kind, body: await block(m, refs) };
    case 'blocks': {
      const count = 1 + random.below(Math.max(1, Math.floor(m.bytes / 4_096)));
      const blocks = await Promise.all(
        Array.from({ length: Math.min(count, limits.blocksPerAnswer) }, () =>
          block({ ...m, bytes: 2_048 }, refs),
        ),
      );
      return { kind, body: { blocks } };
    }
    case 'frontier': {
      const tips = refs(limits.frontierEntries);
      return {
        kind,
        body: { tableId: instance, epoch, tips, missing: refs(limits.frontierEntries), links: 0xffff },
      };
    }
    case 'ask':
      return { kind, body: { tableId: instance, epoch, wanted: refs(limits.refsPerAsk) } };
    case 'contradiction': {
      const { content, signature } = await block({ ...m, bytes: 64 }, refs);
      const forged = { ...content, timeMs: content.timeMs + 1 };
      const [a, b] = [content, forged].map((c) => ({ header: headerOf(c), signature }));
      return { kind, body: { a: a!, b: b! } };
    }
    case 'standing':
      return { kind, body: { tableId, standing: random.below(4), yes: 9, needed: 9 } };
    case 'freshQuestion':
      return { kind, body: question() };
    case 'freshAnswer':
      return { kind, body: { question: question(), key: keys.publicKey, signature: some(64) } };
    case 'removed':
      return { kind, body: { tableId, keys: Array.from({ length: limits.removedKeys }, () => some(32)) } };
  }
  // In its own name, or as if it passed on another's.
  function question() {
    const peerId = text(random.chance(0.5) ? m.peerId : `x${random.below(1_000)}`);
    return { instance, epoch, root: some(32), nonce: some(32), peerId };
  }
  // What is signed: a hello that names another wish each time.
  async function hello(maker: JunkMaker): Promise<Hello> {
    const unsigned: Hello = {
      tableId,
      key: keys.publicKey,
      ...{ role: random.below(2), ready: random.below(2), epoch },
      seat: random.chance(0.5) ? NO_SEAT : random.below(config.seats),
      nickname: text(`x${maker.revision}`),
      revision: ++maker.revision,
      peerId: text(maker.peerId),
      signature: new Uint8Array(64),
    };
    return { ...unsigned, signature: await ed25519.sign(keys.secretKey, helloSigningBytes(unsigned)) };
  }
}

/** A block of a round to come, whose parents do not exist, filled with a transaction that nobody can read. */
async function block(m: JunkMaker, refs: (count: number) => BlockRef[]) {
  const { random, keys, ed25519, template } = m;
  const round = (template?.round ?? 1) + 1 + random.below(40);
  const author = template?.author ?? 0;
  const parent = (by: number): BlockRef => ({ ...refs(1)[0]!, author: by, round: round - 1 });
  const content: BlockContent = {
    tableId: template?.tableId ?? (bytesOf(random, 32) as GenesisRoot),
    epoch: template?.epoch ?? 0,
    author,
    round,
    parents: [parent(author), ...[0, 1, 2, 3].filter((i) => i !== author).map(parent)],
    timeMs: template?.timeMs ?? 1,
    transactions: [new Uint8Array(Math.min(m.bytes, limits.transactionBytes)).fill(random.below(256))],
    ...(template?.settled === undefined ? {} : { settled: template.settled }),
  };
  const signature = await ed25519.sign(keys.secretKey, blockSigningBytes(blockId(content)));
  return { content, signature };
}

/** A table of this configuration at which nobody sits but its maker, twice. */
async function strangeMembers({ keys, random, ed25519 }: JunkMaker) {
  const other = ed25519.generateKeyPair((length) => bytesOf(random, length));
  return [keys.publicKey, other.publicKey].map((key, seat) => ({
    role: 0,
    seat,
    key,
    nickname: text(`s${seat}`),
  }));
}
