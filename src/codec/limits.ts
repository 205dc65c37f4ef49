/** Caps of everything that is decoded. Bytes unless the name says otherwise. */
export const limits = {
  /** One transaction's body: the largest is a shares message with escrow for 12 receivers. */
  transactionBytes: 64 * 1024,
  transactionsPerBlock: 256,
  /** A block with everything in it; larger ones are never made and never kept. */
  blockBytes: 256 * 1024,
  /** Validators: 9 players and 4 witnesses. */
  validators: 13,
  /** References of one block: one per author at the last round, and older unreferenced ones. */
  parentsPerBlock: 64,
  seats: 9,
  tableNameBytes: 64,
  nicknameBytes: 48,
  chatBytes: 560,
  /** A line of one who watches from the rail, and the whole message of it. */
  railLineBytes: 280,
  railLineMessageBytes: 512,
  peerIdBytes: 128,
  /** Keys that a creator wants off the table before it begins. */
  removedKeys: 64,
  /** Entries of one repair request or answer. */
  frontierEntries: 256,
  blocksPerAnswer: 64,
  /** References in one question for parents that are missing. */
  refsPerAsk: 64,
  /** One message on a peer link. */
  messageBytes: 1024 * 1024,
  deckCards: 52,
  /** With both product arguments, for 52 cards. */
  shuffleProofBytes: 5_888,
  /** A proof that a hand wins: over 4,096 pairs it is 1,744. */
  winProofBytes: 4_000,
  /** Ordered pairs of two cards of a deck. */
  winPairs: 52 * 51,
  escrowBytes: 32 * 1024,
  /** A dealing of the table's key: with 13 validators it is 1,744. */
  dealingBytes: 2_048,
  evidenceBytes: 48 * 1024,
  checkpointBytes: 4 * 1024,
  /** Checkpoints that a newcomer is sent in one message; more come in pages (node/epochs/pages.ts). */
  checkpoints: 384,
  /** The state with which an epoch begins: a full table's is about 8 KB, each hand set aside about 25 KB more. */
  stateBytes: 224 * 1024,
  /** Seats dealt into one hand; hold'em's deck is enough for 22. */
  handSeats: 22,
  /** A table's configuration, with all levels of a tournament. */
  configBytes: 4096,
  /** What a creator says in public of a table: its configuration, eight relays, numbers. */
  listingBytes: 6_400,
  relayAddresses: 8,
  relayAddressBytes: 256,
} as const;
