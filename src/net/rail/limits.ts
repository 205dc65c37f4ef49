/** Every cap of the rail: what one who watches, feeds or lies on it may cost the others. Units as the names say. */
import { limits } from '../../codec/limits.ts';
import { type NetLimits, netLimits } from '../limits.ts';

export const railLimits = {
  // Gossip
  /** One message: blocks, or a signature over a checkpoint. A list of blocks has nine bytes of its own. */
  messageBytes: limits.blockBytes + 16,
  /** Blocks of one message, and their bytes unless it is a single block. */
  batchBlocks: limits.blocksPerAnswer,
  batchBytes: 64 * 1024,
  /** The first feeder waits so long for more; each one after it so much longer for those before it. */
  batchMs: 80,
  turnMs: 250,
  /** One frame of the gossip protocol, which may hold many messages for somebody who asked for them. */
  frameBytes: 4 * 1024 * 1024,
  /** Waiting to be sent to one peer: who reads slower is left out. */
  outboundBytes: 8 * 1024 * 1024,
  /** A message is known again for so long. */
  seenMs: 120_000,
  heartbeatMs: 700,
  /** Peers that a message goes to at once, and bounds of their number; of a feeder fewer. */
  degree: 5,
  degreeLow: 4,
  degreeHigh: 8,
  feederDegree: 3,
  /** Links of one that watches, at most. */
  links: 16,
  /** Above this, "I have it already" is worth its bytes. */
  dontWantBytes: 4 * 1024,
  messagesPerFrame: 1_024,
  /** Bytes of gossip of one peer: beyond it its connection ends. Of a member that feeds they are fewer. */
  gossipBytesPerSecond: 2 * 1024 * 1024,
  gossipByteBurst: 16 * 1024 * 1024,
  feederBytesPerSecond: 512 * 1024,
  feederByteBurst: 8 * 1024 * 1024,

  // Validation (node/rail/judge.ts)
  /** Blocks whose parents are on their way: how many wait for them, and for how long. */
  waiting: 256,
  waitMs: 1_500,
  /** A block so many rounds below the newest is old: nobody passes it on, who lacks it asks for it. */
  oldRounds: 64,
  /** Blocks and signatures of one peer that are looked at: rate and burst; beyond it is ignored, unread. */
  judgedPerSecond: 200,
  judgedBurst: 2_000,
  /** Of what it does not hold a member that feeds checks so many signatures: strangers get little of its time. */
  feederJudgedPerSecond: 5,
  feederJudgedBurst: 50,

  // Answers to those who ask (node/rail/answers.ts)
  /** Requests of one peer for what it lacks. */
  requestBurst: 12,
  requestsPerSecond: 3,
  /** Bytes of answers to all together. */
  answerByteBurst: 8 * 1024 * 1024,
  answerBytesPerSecond: 1024 * 1024,
  /** Whole histories (genesis, epochs) of one peer. */
  headBurst: 3,
  headsPerSecond: 0.2,
  /** Members' hellos that are looked at: of one peer. */
  hellosPerSecond: 1,
  helloBurst: 32,

  // Asking
  /** A neighbour is asked for the table's beginning, and for what it may know since. */
  headAgainMs: 3_000,
  headEveryMs: 30_000,
  /** Words that are fresh, carried for others: remembered, and rate by each neighbour. */
  carried: 256,
  carriedBurst: 16,
  carriedPerSecond: 2,

  // History over HTTP (node/rail/historyClient.ts, relay/limits.ts)
  /** Blocks in one answer; and all of an answer, which may be how the table began and its epochs instead. */
  historyBlockBytes: 1024 * 1024,
  historyBytes: 4 * 1024 * 1024,
  historyTimeoutMs: 15_000,
  /** A host that has not answered in so long holds up nobody's questions to neighbours. */
  historyPatienceMs: 3_000,
  /** So many rounds behind what its members sign, the host is asked before the neighbours are. */
  historyBehindRounds: 32,
  /** What it sent is in the DAG in so long, or it is left for now. */
  historyTakeMs: 5_000,
  /** A host that has none, or is busy, is asked again after so long; one that lied much later. */
  historyAgainMs: 30_000,
  historyLiarMs: 600_000,

  // Feeding (node/rail/duty.ts)
  /** At least so many members feed, for one may be unable to; otherwise as many as may be faulty, and one. */
  leastFeeders: 2,
  /** Whose turn it is begins after so long, and ends after so long: a link that blinks changes nothing. */
  feedAfterMs: 2_000,
  feedAgainMs: 30_000,
  restAfterMs: 60_000,

  // Chat of those who watch (node/rail/chat.ts)
  /** Lines of one speaker, as at the table; of one neighbour, whoever said them; and of all together. */
  chatPerSecond: 0.5,
  chatBurst: 5,
  chatOfNeighbourPerSecond: 5,
  chatOfNeighbourBurst: 60,
  chatAllPerSecond: 3,
  chatAllBurst: 30,
  /** Speakers whose last line is remembered, and lines that are kept to be shown. */
  chatSpeakers: 512,
  chatKept: 100,
  /** A line said so many committed slots earlier or later is none of now. */
  chatHeights: 400,

  // Delay at a feeder
  maxDelaySlots: 10_000,
} as const;

/** Links of one that watches; a feeder takes fewer. */
export const railNetLimits = (peers: number): NetLimits => ({ ...netLimits, peers });
