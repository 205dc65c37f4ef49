/** Members of a table of whole nodes that break the protocol: a real node whose platform is bent. */
import { type BlockContent, blockId, blockSigningBytes, type SignedBlock } from '../../src/codec/block.ts';
import type { TableConfig } from '../../src/codec/config.ts';
import { toHex } from '../../src/codec/decode.ts';
import { encodeTransaction } from '../../src/codec/transactions.ts';
import { decodeMessage, encodeMessage } from '../../src/codec/wire.ts';
import type { Ed25519 } from '../../src/crypto/ed25519.ts';
import type { Network, PeerId } from '../../src/net/network.ts';
import type { GameStorage } from '../../src/storage/storage.ts';
import type { Random } from '../random.ts';
import { type JunkMaker, junk, junkKinds } from './junk.ts';

/**
 * `twins`: another pair of blocks for everybody. `selective`: its blocks go to some, late. `withholder`: it gives
 * nothing that it is asked for. `flood`: every kind of message, large, without end. `refuser`: its blocks go on, and a
 * share of a card is never among them.
 */
export const nodeLiarKinds = ['twins', 'selective', 'withholder', 'flood', 'refuser'] as const;
export type NodeLiarKind = (typeof nodeLiarKinds)[number];

export interface LiarOptions {
  readonly kind: NodeLiarKind;
  readonly ed25519: Ed25519;
  readonly keys: { readonly secretKey: Uint8Array; readonly publicKey: Uint8Array };
  readonly config: TableConfig;
  readonly random: Random;
  readonly time: { after(delayMs: number, run: () => void): () => void };
  readonly isAlive: () => boolean;
}

const TWINS = 5;
const floodEveryMs = 100;
const floodBytes = 32 * 1024;

/** The same network, but what is sent over it is bent. */
export function bentNetwork(inner: Network, o: LiarOptions): Network {
  const twins = new Map<string, Promise<Uint8Array[]>>();
  let template: BlockContent | undefined;
  const twinsOf = (block: SignedBlock): Promise<Uint8Array[]> => {
    const id = toHex(blockId(block.content));
    const known = twins.get(id);
    if (known !== undefined) return known;
    const made = Promise.all(
      Array.from({ length: TWINS }, async (_, i) => {
        const content = { ...block.content, timeMs: block.content.timeMs + i };
        const signature = await o.ed25519.sign(o.keys.secretKey, blockSigningBytes(blockId(content)));
        return encodeMessage({ kind: 'block', body: { content, signature } });
      }),
    );
    twins.set(id, made);
    return made;
  };
  const sendTwins = async (to: PeerId, block: SignedBlock): Promise<void> => {
    const place = inner.links().findIndex((l) => l.peer === to);
    const all = await twinsOf(block);
    for (const k of [2 * place, 2 * place + 1]) inner.send(to, all[k % TWINS]!);
  };
  const send = (to: PeerId, bytes: Uint8Array): void => {
    const message = decodeMessage(bytes);
    if (message.kind === 'block') template = message.body.content;
    if (o.kind === 'twins' && message.kind === 'block') void sendTwins(to, message.body);
    else if (o.kind === 'selective' && message.kind === 'block') {
      if (o.random.chance(0.6)) o.time.after(o.random.between(0, 400), () => inner.send(to, bytes));
    } else if (o.kind !== 'withholder' || message.kind !== 'blocks' || o.random.chance(0.2))
      inner.send(to, bytes);
  };
  if (o.kind === 'flood') flood(inner, o, () => template);
  return {
    self: inner.self,
    send,
    broadcast: (bytes) => {
      for (const { peer } of inner.links()) send(peer, bytes);
    },
    links: () => inner.links(),
    relay: () => inner.relay(),
    penalize: (peer, what) => inner.penalize(peer, what),
    setMembers: (peers) => inner.setMembers(peers),
    reserve: (peers) => inner.reserve(peers),
    drop: (peer) => inner.drop(peer),
    penalties: () => inner.penalties(),
    subscribe: (listener) => inner.subscribe(listener),
    stop: () => inner.stop(),
  };
}

/** Says everything that can be said to everybody, one kind after the other, as long as its tab is open. */
function flood(network: Network, o: LiarOptions, template: () => BlockContent | undefined): void {
  const maker: JunkMaker = {
    ...{ ed25519: o.ed25519, keys: o.keys, config: o.config, peerId: network.self, random: o.random },
    ...{ revision: 1_000, template: undefined, bytes: floodBytes },
  };
  let count = 0;
  const more = async (): Promise<void> => {
    if (!o.isAlive()) return;
    maker.template = template();
    const bytes = await junk(maker, junkKinds[count++ % junkKinds.length]!);
    for (const { peer } of network.links()) network.send(peer, bytes);
    o.time.after(floodEveryMs, () => void more());
  };
  o.time.after(1_000, () => void more());
}

/** By hand and attempt, and player: the share that it gave. */
export type Refused = Map<string, string>;

/**
 * The same storage; of a refuser it says that a share that is due was made before, and hands out a word of another
 * hand, which its own tab then finds to be out of place. So its tab owes nothing, and says nothing. The first shares of
 * a hand it gives, or the hand would never be played.
 */
export function bentStorage(inner: GameStorage, { kind, keys }: LiarOptions, given: Refused): GameStorage {
  if (kind !== 'refuser') return inner;
  const nothing = encodeTransaction({ kind: 'muck', nonce: 0, body: { hand: 0 } });
  return {
    ...inner,
    async getSecret(name) {
      const [hand, share] = name.split('duty:shares.');
      if (share === undefined) return inner.getSecret(name);
      const at = `${toHex(keys.publicKey)} ${hand}`;
      const first = given.get(at) ?? share;
      given.set(at, first);
      return first === share ? inner.getSecret(name) : nothing;
    },
  };
}
