/**
 * Caps and constants of the protocol (all validators must agree on the first group) and of what a peer can make us
 * keep.
 */
import { limits as codec } from '../codec/limits.ts';

export const protocol = {
  /** Rounds from a slot to its certificates, both included. */
  waveRounds: 3,
  /** Parents other than the own previous block lie within so many rounds; older blocks are never output. */
  windowRounds: 64,
  /** A block further ahead of the own table clock waits; milliseconds. */
  driftMs: 500,
  /** By the second rules (budget.ts): what an author's bucket holds, and what flows in a millisecond. */
  bucketBytes: 512 * 1024,
  bucketBytesPerMs: (64 * 1024) / 1000,
  /** What it holds where the author's own parent lies outside the window. */
  strangerBucketBytes: 64 * 1024,
} as const;

export const pacing = {
  /** The wait for the rest of a round, in units of the median round trip. */
  waitRtts: 1.5,
  minWaitMs: 10,
  maxFirstWaitMs: 250,
  /** Rounds without progress of the decided prefix that double the wait. */
  roundsPerDoubling: 6,
  /** Rounds of absence that make an author suspected. */
  suspectRounds: 3,
  /** Successive waits for one author that suspend waiting for it, and for how many rounds. */
  waitsToSuspend: 2,
  /** One that comes after the end of a wait twice within so many rounds is suspended as well. */
  suspendRounds: 32,
  /** Spacing of rounds made only for a deadline, doubled with each of them. */
  deadlineSpacingMs: 20,
  maxDeadlineSpacingMs: 1280,
  /** Repair begins no sooner than in so many times the median of so many rounds, where that is not longer than this. */
  repairRounds: 1.25,
  roundsMeasured: 8,
  maxRoundWaitMs: 150,
  /** Repair repeats at most this seldom. */
  maxRepairMs: 2000,
  /** Links open and close several at a time: what they are is told so much after a change. */
  linksSettleMs: 250,
} as const;

export const limits = {
  validators: codec.validators,
  /** Blocks without complete history or ahead of time, kept per author; the highest rounds go first. */
  waitingPerAuthor: 160,
  /** Bytes of those, per author. */
  waitingBytesPerAuthor: 8 * 1024 * 1024,
  /** Blocks that broke a rule and are remembered as such. */
  refusedKept: 1024,
  /** Equivocations reported per author: one is enough to expel it. */
  reportsPerAuthor: 64,
  /** Blocks kept per author and round, unless others' blocks name them as parents. */
  blocksPerSlot: 2,
  /** A waiting block whose parents nobody supplies is dropped, and not kept waiting again for as long; milliseconds. */
  waitingLifeMs: 60_000,
  /** So many of the dropped ones are remembered. */
  givenUpKept: 2048,
  /** Rounds above the highest accepted one for which blocks are kept. */
  futureRounds: 16,
  /** Tips of one peer that we remember not to hold. */
  claimsPerPeer: 32,
  /** A tip that a peer claims and nobody supplies is forgotten; milliseconds. */
  claimLifeMs: 10_000,
  /** Own transactions not yet output; the shell is refused more. */
  pendingTransactions: 4096,
  transactionsPerBlock: codec.transactionsPerBlock,
  /** Bytes of transactions in one own block, leaving room for parents and signature. */
  transactionBytesPerBlock: codec.blockBytes - 8 * 1024,
  /** A restarted validator waits so long for blocks that peers claim; milliseconds. */
  recoveryMs: 4000,
  /** Who is linked to whom is told so seldom. */
  linksToldEveryMs: 5000,
  frontierEntries: codec.frontierEntries,
  /** Missing blocks named in one frontier; most are found by comparing tips anyway. */
  missingPerFrontier: 64,
  blocksPerAnswer: codec.blocksPerAnswer,
  /** References in one question to who delivered a block, and blocks below one that are looked at for it. */
  refsPerAsk: codec.refsPerAsk,
  deliveredDepth: 64,
  /** Blocks that one peer is given for its asking by name: burst, and refill per second. */
  askedBlockBurst: 64,
  askedBlocksPerSecond: 64,
  /** Bytes of blocks in one answer, below the codec's cap of a message. */
  answerBytes: codec.messageBytes - 64 * 1024,
  /** Answers to one frontier: so many messages of blocks at most. */
  answersPerFrontier: 8,
  /** Frontiers of one peer that are answered: burst, and refill per second. */
  frontierBurst: 20,
  frontiersPerSecond: 20,
} as const;
