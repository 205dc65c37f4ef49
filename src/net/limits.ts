/** Caps of the peer links and of the directory stream. Bytes and milliseconds, as the names say. */
export interface NetLimits {
  /** One message, in either direction. */
  readonly messageBytes: number;
  /** What may wait for a slow peer; a link that falls further behind is closed and made anew. */
  readonly sendQueueBytes: number;
  /** Peers with a link or on the way to one. */
  readonly peers: number;
  /** Where there are more who would come, a stranger that came this long ago may have to go. */
  readonly stayMs: number;
  /** Only the latest so many of them are too new to go (slots.ts). */
  readonly latest: number;
  /** One that was let go without blame is not called back for so long. */
  readonly restMs: number;
  /** Peers of one directory list that are looked at. */
  readonly listedPeers: number;
  /** A peer's messages and bytes: steady rate and the burst above it. Beyond: dropped and counted as 'flood'. */
  readonly messagesPerSecond: number;
  readonly messageBurst: number;
  readonly bytesPerSecond: number;
  readonly byteBurst: number;
  /** The round trip is measured so often. */
  readonly pingEveryMs: number;
  /** A link on which nothing has been heard for so long is asked whether it lives. */
  readonly quietPingMs: number;
  /** Without an answer for so long a direct link is suspected: another way is made, before it is given up. */
  readonly suspectMs: number;
  /** A link without an answer to a ping for this long is dead. */
  readonly pongTimeoutMs: number;
  /** The same once the relay has said that the peer is gone. */
  readonly probeTimeoutMs: number;
  /** A new stream that is not a proven link by then is closed. */
  readonly linkTimeoutMs: number;
  /** One attempt to reach a peer, relayed or direct. */
  readonly dialTimeoutMs: number;
  /** Waiting times between attempts, the last one repeated. */
  readonly relayedRetryMs: readonly number[];
  readonly directRetryMs: readonly number[];
  readonly relayRetryMs: readonly number[];
  /** Between two questions for a place at a relay that has given none. */
  readonly placeRetryMs: readonly number[];
  /** For a pair that was direct not long ago: what cut it may be gone again any moment. */
  readonly lostDirectRetryMs: readonly number[];
  readonly lostDirectMs: number;
  /**
   * Circuits that a member carries for two others: for one asking member at a time, and how often a pair may open
   * one.
   */
  readonly circuitsPerMember: number;
  readonly circuitsPerSecond: number;
  readonly circuitBurst: number;
  /**
   * One circuit: bytes a second with a burst above, bytes and time in all. Beyond it ends, and the pair makes a
   * new one.
   */
  readonly circuitBytesPerSecond: number;
  readonly circuitByteBurst: number;
  readonly circuitBytes: number;
  readonly circuitMs: number;
  /** Calls of strangers over a relay: of all together, and of one (callers.ts). */
  readonly callsPerSecond: number;
  readonly callBurst: number;
  readonly callsOfOnePerSecond: number;
  readonly callBurstOfOne: number;
  /** Keep-alive of the directory stream; after two without an answer the relay counts as lost. */
  readonly directoryPingEveryMs: number;
  /** Penalty points at which a peer's links are closed, how fast they wear off, and for how long. */
  readonly penaltyPoints: number;
  readonly penaltyPointsPerSecond: number;
  readonly banMs: number;
}

export const netLimits: NetLimits = {
  messageBytes: 1024 * 1024,
  sendQueueBytes: 8 * 1024 * 1024,
  peers: 32,
  stayMs: 10_000,
  latest: 12,
  restMs: 30_000,
  listedPeers: 64,
  messagesPerSecond: 500,
  messageBurst: 5_000,
  bytesPerSecond: 4 * 1024 * 1024,
  byteBurst: 32 * 1024 * 1024,
  pingEveryMs: 4_000,
  quietPingMs: 700,
  suspectMs: 1_800,
  pongTimeoutMs: 9_000,
  probeTimeoutMs: 2_500,
  linkTimeoutMs: 10_000,
  dialTimeoutMs: 12_000,
  relayedRetryMs: [300, 700, 1_500, 3_000, 5_000, 10_000],
  directRetryMs: [1_000, 3_000, 8_000, 20_000, 60_000],
  relayRetryMs: [300, 700, 1_500, 3_000, 5_000],
  placeRetryMs: [1_000, 3_000, 5_000, 10_000],
  lostDirectRetryMs: [300, 1_000, 2_000],
  lostDirectMs: 10 * 60 * 1000,
  circuitsPerMember: 16,
  circuitsPerSecond: 0.5,
  circuitBurst: 8,
  circuitBytesPerSecond: 1024 * 1024,
  circuitByteBurst: 8 * 1024 * 1024,
  circuitBytes: 1024 * 1024 * 1024,
  circuitMs: 2 * 60 * 60 * 1000,
  callsPerSecond: 8,
  callBurst: 64,
  callsOfOnePerSecond: 0.5,
  callBurstOfOne: 8,
  directoryPingEveryMs: 20_000,
  penaltyPoints: 100,
  penaltyPointsPerSecond: 1,
  banMs: 30_000,
};
