/** A two-way stream of bytes to one peer, as little of it as the links need (libp2p streams and test doubles). */
export interface ByteStreamEvents {
  data(bytes: Uint8Array): void;
  /** Writing may go on. */
  drain(): void;
  /** The peer will write no more; what we write still arrives. */
  remoteEnd(): void;
  /** Closed at both ends, or broken; nothing follows. */
  closed(): void;
}

export interface ByteStream {
  /** To be called once, before anything else; bytes that came earlier follow at once. */
  attach(events: ByteStreamEvents): void;
  /**
   * False: the buffers are full, wait for `drain` (the bytes given are taken all the same); or the stream is
   * closing, and `closed` follows. Never throws.
   */
  write(bytes: Uint8Array): boolean;
  /** Writes no more; what was written still arrives. */
  end(): void;
  /** Gives up both directions now, and whatever carries the stream. */
  abort(reason: string): void;
}
