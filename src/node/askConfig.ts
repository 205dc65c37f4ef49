/**
 * The rules of a table of which only the key is known under which it meets: a relay's witness, and whoever comes by a
 * short link, asks every peer, and believes whoever sends the configuration that the key belongs to.
 *
 * - Upon a link, or a hello (of a tab that started late): ask.
 * - Upon a configuration: if it meets under this key, it is the one; otherwise it counts against the peer.
 */

import type { TableConfig } from '../codec/config.ts';
import { DecodeError, encodeText, equalBytes } from '../codec/decode.ts';
import { NO_SEAT } from '../codec/genesis.ts';
import { type Hello, helloSigningBytes } from '../codec/hello.ts';
import { limits } from '../codec/limits.ts';
import { meetingKeyOf } from '../codec/meeting.ts';
import { decodeMessage, encodeMessage, type Message } from '../codec/wire.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import type { Network, NetworkEvent, PeerId } from '../net/network.ts';
import { ASKING_REVISION } from './lobby/lobby.ts';
import { WITNESS } from './lobby/seating.ts';

export interface AskOptions {
  readonly network: Network;
  /** 32 bytes. */
  readonly meetingKey: Uint8Array;
  /** SECRET: Ed25519 seed. */
  readonly secretKey: Uint8Array;
  readonly ed25519: Ed25519;
  readonly nickname: string;
  /** Ends the asking. */
  readonly signal: AbortSignal;
}

/** The table's configuration; undefined when the signal came first. The network stays open. */
export async function askForConfig(o: AskOptions): Promise<TableConfig | undefined> {
  const question = await signedQuestion(o);
  return new Promise((resolve) => {
    const ask = (peer: PeerId): void => o.network.send(peer, question);
    const unsubscribe = o.network.subscribe((event) => {
      if (event.kind === 'link' && event.link !== undefined) ask(event.peer);
      if (event.kind !== 'message') return;
      const message = decoded(o.network, event);
      if (message?.kind === 'hello') ask(event.from);
      if (message?.kind !== 'tableConfig') return;
      if (equalBytes(meetingKeyOf(message.body), o.meetingKey)) finish(message.body);
      else o.network.penalize(event.from, 'wrong-table');
    });
    const giveUp = (): void => finish(undefined);
    const finish = (config: TableConfig | undefined): void => {
      unsubscribe();
      o.signal.removeEventListener('abort', giveUp);
      resolve(config);
    };
    o.signal.addEventListener('abort', giveUp);
    if (o.signal.aborted) return giveUp();
    for (const { peer } of o.network.links()) ask(peer);
  });
}

async function signedQuestion(o: AskOptions): Promise<Uint8Array> {
  const unsigned: Hello = {
    // All that is known of the table.
    tableId: o.meetingKey,
    key: o.ed25519.publicKeyOf(o.secretKey),
    role: WITNESS,
    seat: NO_SEAT,
    ready: 1,
    nickname: encodeText(o.nickname, limits.nicknameBytes, 'nickname'),
    revision: ASKING_REVISION,
    epoch: 0,
    peerId: new TextEncoder().encode(o.network.self),
    signature: new Uint8Array(64),
  };
  const signature = await o.ed25519.sign(o.secretKey, helloSigningBytes(unsigned));
  return encodeMessage({ kind: 'hello', body: { ...unsigned, signature } });
}

function decoded(
  network: Network,
  { from, bytes }: Extract<NetworkEvent, { kind: 'message' }>,
): Message | undefined {
  try {
    return decodeMessage(bytes);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    network.penalize(from, error.reason === 'oversized' ? 'oversized' : 'malformed');
    return undefined;
  }
}
