/** A libp2p stream as the ByteStream that the links are written against. */
import type { Libp2p } from 'libp2p';
import type { ByteStream, ByteStreamEvents } from './byteStream.ts';

export type Connection = Awaited<ReturnType<Libp2p['dial']>>;
export type Stream = Awaited<ReturnType<Libp2p['dialProtocol']>>;

/**
 * One stream is all that a connection to a peer is for, so the connection goes with it: a dead WebRTC connection
 * left open would be used to signal its own successor.
 * @param ownsConnection false for a stream beside others
 */
export function byteStreamOf(stream: Stream, connection: Connection, ownsConnection = true): ByteStream {
  const release = (): void => {
    // Closing is best effort: what fails here is closed already.
    if (ownsConnection) connection.close().catch(() => connection.abort(new Error('closed')));
  };
  return {
    attach(events: ByteStreamEvents): void {
      stream.addEventListener('drain', () => events.drain());
      stream.addEventListener('remoteCloseWrite', () => events.remoteEnd());
      stream.addEventListener('close', () => {
        events.closed();
        release();
      });
      stream.addEventListener('message', ({ data }) => {
        events.data(data instanceof Uint8Array ? data : data.subarray());
      });
      if (stream.status !== 'open') {
        events.closed();
        release();
      }
    },
    write: (bytes) => {
      if (stream.writeStatus !== 'writable') return false;
      try {
        return stream.send(bytes);
      } catch (error) {
        // The library aborts a stream before it throws, so `closed` has been or is on its way.
        stream.abort(error instanceof Error ? error : new Error('write failed'));
        return false;
      }
    },
    end: () => {
      stream.close({ signal: AbortSignal.timeout(5_000) }).catch((error: Error) => stream.abort(error));
    },
    abort: (reason) => {
      stream.abort(new Error(reason));
      release();
    },
  };
}
