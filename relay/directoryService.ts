/** The directory's streams: one per peer and table, from `join` to the stream's end. */
import type { ByteStream, ByteStreamEvents } from '../src/net/byteStream.ts';
import {
  decodeDirectory,
  directoryDecoder,
  encodeDirectory,
  type Refusal,
} from '../src/net/directoryProtocol.ts';
import { FramingError } from '../src/net/framing.ts';
import type { IceOffer } from '../src/net/iceServers.ts';
import { TokenBucket } from '../src/net/tokenBucket.ts';
import type { Member } from './directory.ts';
import { relayLimits } from './limits.ts';

/** Of a table's peers, or of those on its rail. */
export interface JoinedDirectory {
  join(key: string, member: Member): Refusal | undefined;
  leave(key: string, member: Member): void;
}

export interface DirectoryServiceOptions {
  readonly now: () => number;
  /** Counts streams that broke the protocol or a limit, by reason. */
  readonly refused: (reason: string) => void;
  /** Whence the peer comes, as limits count addresses. */
  readonly address?: string | undefined;
  /** A peer has joined. */
  readonly joined?: () => void;
  /** What a peer of version 2 is told of STUN and TURN; undefined for version 1. */
  readonly ice?: (() => IceOffer) | undefined;
}

/** Serves one stream of a peer until it ends. */
export function serveDirectory(
  directory: JoinedDirectory,
  peer: string,
  stream: ByteStream,
  { now, refused, address, joined: told, ice }: DirectoryServiceOptions,
): void {
  const decoder = directoryDecoder('relay');
  const rate = new TokenBucket(relayLimits.directoryFramesPerSecond, relayLimits.directoryFrameBurst, now());
  let heardAtMs = now();
  let iceToldAtMs: number | undefined;
  let joined: string | undefined;
  let blockedBytes = 0;
  let over = false;

  const write = (bytes: Uint8Array): void => {
    if (over) return;
    if (blockedBytes > relayLimits.directoryQueueBytes) {
      quit('slow');
      return;
    }
    if (!stream.write(bytes)) blockedBytes += bytes.length;
  };
  const member: Member = {
    peer,
    address,
    tell: (peers) => write(encodeDirectory({ kind: 'peers', peers })),
    replaced: () => quit('replaced'),
    leaving: () => ice !== undefined && write(encodeDirectory({ kind: 'leaving' })),
  };
  /** Before the peers, because these are dialled at once; and again before its credentials expire. */
  const tellIce = (): void => {
    const halfLifeMs = (relayLimits.turnCredentialSeconds * 1000) / 2;
    if (ice === undefined || (iceToldAtMs !== undefined && now() - iceToldAtMs < halfLifeMs)) return;
    iceToldAtMs = now();
    write(encodeDirectory({ kind: 'ice', offer: ice() }));
  };
  const quit = (reason: string): void => {
    if (over) return;
    finish();
    if (reason !== 'replaced') refused(reason);
    stream.abort(reason);
  };
  const finish = (): void => {
    if (over) return;
    over = true;
    clearInterval(watch);
    if (joined !== undefined) directory.leave(joined, member);
  };
  const watch = setInterval(() => {
    if (now() - heardAtMs > relayLimits.directorySilenceMs) quit('silent');
  }, relayLimits.directorySilenceMs / 4);
  watch.unref();

  const take = (bytes: Uint8Array): void => {
    for (const frame of decoder.push(bytes)) {
      if (over) return;
      if (!rate.take(1, now())) {
        quit('flood');
        return;
      }
      const message = decodeDirectory(frame, 0);
      if (message.kind === 'beat' && joined !== undefined) {
        tellIce();
        write(encodeDirectory({ kind: 'beat' }));
      } else if (message.kind === 'join' && joined === undefined) {
        const key = Buffer.from(message.key).toString('hex');
        tellIce();
        const refusal = directory.join(key, member);
        if (refusal === undefined) {
          joined = key;
          told?.();
          continue;
        }
        refused(refusal);
        write(encodeDirectory({ kind: 'refused', reason: refusal }));
        finish();
        stream.end();
      } else throw new FramingError('malformed', 'out of place');
    }
  };
  const events: ByteStreamEvents = {
    data: (bytes) => {
      heardAtMs = now();
      try {
        take(bytes);
      } catch (error) {
        if (!(error instanceof FramingError)) throw error;
        quit(error.code);
      }
    },
    drain: () => {
      blockedBytes = 0;
    },
    remoteEnd: () => {
      finish();
      stream.end();
    },
    closed: finish,
  };
  stream.attach(events);
}
