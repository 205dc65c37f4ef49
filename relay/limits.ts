/** Every cap of the relay. Bytes and milliseconds, as the names say. */
export const relayLimits = {
  // HTTP
  /** Requests have no bodies; this is what a mistaken client may send before it is cut off. */
  requestBodyBytes: 1024,
  requestHeaderBytes: 16 * 1024,
  requestTimeoutMs: 30_000,
  /** For the headers alone, and how often it is looked. */
  headersTimeoutMs: 10_000,
  headersCheckMs: 5_000,
  /** Sockets of all kinds, and those of one address that asks without a proxy. */
  sockets: 8_000,
  socketsPerAddress: 1_000,
  /** Per address: a page is about 30 requests. */
  requestsPerSecond: 50,
  requestBurst: 500,
  /** Addresses whose rates are remembered. */
  rememberedAddresses: 10_000,

  // WebSockets
  connections: 2_000,
  /** Several tables of nine behind one household's or school's address. */
  connectionsPerAddress: 128,
  connectionsPerAddressPerSecond: 10,
  connectionBurstPerAddress: 128,
  /** What one address sends and is sent over its WebSockets; beyond it waits. */
  bytesPerAddressPerSecond: 8 * 1024 * 1024,
  byteBurstPerAddress: 64 * 1024 * 1024,
  /** Connections that have not finished their handshake. */
  pendingConnections: 200,
  handshakeTimeoutMs: 10_000,

  // STUN
  /** Answers a second: to one IPv4 /24 or IPv6 /64, and to all. A tab asks once per connection. */
  stunPerNetworkPerSecond: 20,
  stunPerSecond: 1_000,
  /** Longest wait of the relay's question to a STUN server. */
  stunAskMs: 3_000,
  /** Life of a TURN credential: a long evening. */
  turnCredentialSeconds: 12 * 60 * 60,

  // Circuit relay
  reservations: 2_000,
  reservationTtlMs: 2 * 60 * 60 * 1000,
  /** One relayed connection: a long evening, and all of a game's blocks and proofs many times over. */
  relayedConnectionMs: 12 * 60 * 60 * 1000,
  relayedConnectionBytes: 4 * 1024 * 1024 * 1024,
  /** Circuits that one peer opens, at a time. */
  circuitsPerPeer: 64,
  /**
   * And towards one: as many as a tab lets pend before it knows who calls (src/net/callers.ts), and its peers; or
   * callers who never finish would keep its friends from it.
   */
  circuitsToPeer: 288,

  // Directory
  tables: 500,
  /** Nine players, witnesses, people looking for a seat. */
  peersPerTable: 32,
  /** At a full table whoever came this long ago may have to make room. */
  stayMs: 10_000,
  /** Only the latest so many are too new to go, and the first so many stay whoever comes: players come first. */
  latest: 10,
  settled: 12,
  /** How often one address may make others of a full table go: everybody there is told of each. */
  takenPlacesPerSecond: 0.5,
  takenPlacesBurst: 16,
  tablesPerPeer: 4,
  directoryStreamsPerConnection: 8,
  /** Frames of one directory stream: a join, then a beat now and then. */
  directoryFramesPerSecond: 2,
  directoryFrameBurst: 20,
  /** A hidden tab may beat only once a minute. */
  directorySilenceMs: 150_000,
  /** A peer that does not read what it is told. */
  directoryQueueBytes: 64 * 1024,

  // Rails (railDirectory.ts)
  /** Tables that are watched by a rail, and peers on one: as many as have connections, less the players. */
  rails: 200,
  railPeers: 1_500,
  /** Links of one that watches: as it joins, at most, and where it gets new ones. */
  railNeighbours: 6,
  railMostNeighbours: 16,
  railLeastNeighbours: 4,
  /** Links of a member that feeds a rail, at most: what it sends besides its game is so many times the table. */
  railFeederNeighbours: 3,
  /** Joins of one peer, which cost its neighbours a word each. A connection is a peer, and has a price of its own. */
  railJoinBurst: 12,
  railJoinsPerSecond: 0.5,
  /** The host's rail is told again of a table that is watched, if it is still or again. */
  railOfferMs: 30_000,

  // A rail's history over HTTP (railRoute.ts)
  /** Questions of one address, and bytes of answers: to one, and to all together. A household may watch together. */
  railHistoryPerSecond: 2,
  railHistoryBurst: 60,
  railHistoryBytesPerSecond: 1024 * 1024,
  railHistoryByteBurst: 64 * 1024 * 1024,
  railHistoryAllBytesPerSecond: 8 * 1024 * 1024,
  railHistoryAllByteBurst: 256 * 1024 * 1024,
  /** Answers that are waited for at once, and for how long. */
  railHistoryOpen: 16,
  railHistoryTimeoutMs: 10_000,

  // Open tables
  /** Tables listed here, and those of the others of the federation together; the rest are refused. */
  listings: 200,
  federatedListings: 800,
  /** Tables that one address lists at a time, and how often it says so: a creator repeats it every half minute. */
  listingsPerAddress: 8,
  listingsPerAddressPerSecond: 0.5,
  listingBurstPerAddress: 20,
  /** The longest a listing may hold, and how far a creator's clock may be off. */
  listingTtlSeconds: 120,
  listingClockMs: 120_000,
  /** Relays of a federation; how often each is asked, how long, and how much it may say. */
  federation: 16,
  federationAskMs: 20_000,
  federationTimeoutMs: 10_000,
  federationAnswerBytes: 2 * 1024 * 1024,
  /** Listings that are taken of one of them: a relay that floods takes no other's place. */
  listingsPerRelay: 100,

  // Stopping
  /** Longest time for tabs to move to a sibling or a member before the sockets close. */
  drainMs: 3_000,
  drainCheckMs: 50,

  // Processes beside the relay: a witness, a rail
  hostRestartMs: 5_000,
  /** For saying goodbye at its tables when the relay stops. */
  hostGoodbyeMs: 3_000,
} as const;
