/**
 * The relay's directory: who else is at a table. One long-lived stream per peer and table, frames as in
 * framing.ts. Upon connecting, a peer sends `join` with the key under which its table meets (codec/meeting.ts); the
 * relay answers with `peers`, and again on every change. `beat` is answered by `beat`. Instead of the first `peers` the
 * relay may answer `refused` and close. A peer is listed while its stream lives, no longer.
 *
 * Version 2 adds what only the relay says: `ice` before the first `peers` (its STUN and TURN servers, iceServers.ts),
 * and again when its credentials have lived half their life; `leaving` when it is about to stop. Who joins by version
 * 1 is told neither.
 */
import { encodeFrame, type Frame, FrameDecoder, FramingError, MAX_PAYLOAD_BYTES } from './framing.ts';
import { decodeOffer, encodeOffer, type IceOffer } from './iceServers.ts';

/** Newest first, as they are offered. */
export const DIRECTORY_PROTOCOLS = ['/dealerless/directory/2', '/dealerless/directory/1'] as const;
/** The same for those on a table's rail: who watches, and who feeds it. Each is told of its neighbours only. */
export const RAIL_PROTOCOLS = { watch: '/dealerless/rail/1', feed: '/dealerless/rail-feed/1' } as const;
export const MEETING_KEY_BYTES = 32;
const VERSION = 1;
const KIND = { join: 0, peers: 1, refused: 2, beat: 3, ice: 4, leaving: 5 } as const;
const REFUSALS = ['table-full', 'too-many-tables', 'bad-request', 'too-many-streams'] as const;
export type Refusal = (typeof REFUSALS)[number];

export type DirectoryMessage =
  | { readonly kind: 'join'; readonly key: Uint8Array }
  | { readonly kind: 'peers'; readonly peers: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: Refusal }
  | { readonly kind: 'beat' }
  | { readonly kind: 'ice'; readonly offer: IceOffer }
  | { readonly kind: 'leaving' };

/** A libp2p peer id as text: base58 or base32, at most this long. */
const PEER_ID = /^[1-9A-HJ-NP-Za-km-z0l]{1,96}$/;

export function encodeDirectory(m: DirectoryMessage): Uint8Array {
  switch (m.kind) {
    case 'join': {
      if (m.key.length !== MEETING_KEY_BYTES) throw new RangeError('a meeting key has 32 bytes');
      const payload = new Uint8Array(1 + MEETING_KEY_BYTES);
      payload[0] = VERSION;
      payload.set(m.key, 1);
      return encodeFrame(KIND.join, payload);
    }
    case 'peers':
      return encodeFrame(KIND.peers, new TextEncoder().encode(m.peers.join('\n')));
    case 'refused':
      return encodeFrame(KIND.refused, Uint8Array.of(REFUSALS.indexOf(m.reason)));
    case 'beat':
      return encodeFrame(KIND.beat, new Uint8Array(0));
    case 'ice':
      return encodeFrame(KIND.ice, encodeOffer(m.offer));
    case 'leaving':
      return encodeFrame(KIND.leaving, new Uint8Array(0));
  }
}

/** @throws FramingError */
export function decodeDirectory(frame: Frame, maxPeers: number): DirectoryMessage {
  const { kind, payload } = frame;
  switch (kind) {
    case KIND.join:
      if (payload.length !== 1 + MEETING_KEY_BYTES || payload[0] !== VERSION) break;
      return { kind: 'join', key: payload.subarray(1) };
    case KIND.peers: {
      if (payload.length === 0) return { kind: 'peers', peers: [] };
      if (payload.some((b) => b > 0x7f)) break;
      const peers = new TextDecoder().decode(payload).split('\n');
      if (peers.length > maxPeers) throw new FramingError('oversized', 'too many peers');
      if (!peers.every((p) => PEER_ID.test(p)) || new Set(peers).size !== peers.length) break;
      return { kind: 'peers', peers };
    }
    case KIND.refused: {
      const reason = payload.length === 1 ? REFUSALS[payload[0]!] : undefined;
      if (reason === undefined) break;
      return { kind: 'refused', reason };
    }
    case KIND.beat:
      if (payload.length === 0) return { kind: 'beat' };
      break;
    case KIND.ice: {
      const offer = decodeOffer(payload);
      if (offer !== undefined) return { kind: 'ice', offer };
      break;
    }
    case KIND.leaving:
      if (payload.length === 0) return { kind: 'leaving' };
  }
  throw new FramingError('malformed', 'directory message');
}

/** For either side of a directory stream; the relay expects only short frames. */
export function directoryDecoder(side: 'relay' | 'peer'): FrameDecoder {
  return side === 'relay'
    ? new FrameDecoder(KIND.beat, 1 + MEETING_KEY_BYTES)
    : new FrameDecoder(KIND.leaving, MAX_PAYLOAD_BYTES);
}
