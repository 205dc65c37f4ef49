/** The whole state of one validator's consensus. Owned and mutated by `step`; nobody else writes to it. */
import type { BlockContent, BlockRef } from '../codec/block.ts';
import { faultsTolerated } from '../codec/quorum.ts';
import { createDag, type Dag, type DagNode } from './dag.ts';
import { limits } from './limits.ts';
import { createPrefix, type Prefix } from './linearise.ts';
import type { ConsensusConfig, ConsensusEffect, ValidatorIndex, VerifiedBlock } from './types.ts';

/** A block that cannot enter the DAG yet. */
export interface WaitingBlock {
  readonly block: VerifiedBlock;
  /** Keys of parents that are not accepted; empty: it waits because its time is ahead. */
  readonly lacking: Set<string>;
  readonly sinceMs: number;
  readonly bytes: number;
}

export interface Pool {
  readonly waiting: Map<string, WaitingBlock>;
  /** By author. */
  readonly waitingCount: number[];
  readonly waitingBytes: number[];
  /** Parent key → keys of waiting blocks that lack it. */
  readonly dependents: Map<string, Set<string>>;
  /** Blocks known by reference from waiting blocks and not held. */
  readonly missing: Map<string, BlockRef>;
  /** Blocks that waited too long, and until when they and their children are not kept waiting again; oldest first. */
  readonly givenUp: Map<string, number>;
  /** Nothing in the pool waits for longer than since then; milliseconds. */
  oldestMs: number;
  /** Waiting blocks whose only fault is their time. */
  readonly early: Set<string>;
  /** The last blocks that broke a rule, so that their children are refused too; oldest first. */
  readonly refused: Set<string>;
  /** By author: rounds for which an equivocation was reported. */
  readonly reported: Set<number>[];
}

/** What we know of the other validators. By validator index. */
export interface Peers {
  readonly linked: boolean[];
  readonly rttMs: (number | undefined)[];
  /** Rounds in a row without a block in time. */
  readonly absentRounds: number[];
  /** Waits in a row that were for this author. */
  readonly waits: number[];
  /** The last round in which its block came after the end of a wait, or not at all; 0: none yet. */
  readonly lateRound: number[];
  /** Nobody waits for it in rounds before this one. */
  readonly suspendedUntil: number[];
  /** Tips it claims that we do not hold, and since when. */
  readonly claims: Map<string, BlockRef>[];
  readonly claimedAtMs: number[];
  /** Frontiers it may still have answered, and when that was last refilled. */
  readonly answers: number[];
  readonly refilledAtMs: number[];
  /** Keys of blocks sent to it in answers of late, and when; oldest first. */
  readonly answered: Map<string, number>[];
  /** To whom it says to be linked, bit by bit; undefined: it has not said. */
  readonly saysLinked: (number | undefined)[];
  /** By author: the own round when a block of it last came by way of another, and until when it is unreliable. */
  readonly withheld: { round: number; untilRound: number }[];
  /** Blocks it may still ask for by name, and when that was last refilled. */
  readonly asks: { left: number; atMs: number }[];
}

/** Missing blocks, and who delivered something that stands on them. */
export interface Asking {
  readonly wanted: Map<
    string,
    { readonly ref: BlockRef; readonly by: ValidatorIndex[]; turn: number; dueMs: number }
  >;
  /** When something is due; undefined when nothing is wanted. */
  atMs: number | undefined;
}

/** What has been said of the state (roots.ts). */
export interface Roots {
  /** Own roots by height, in hexadecimal, ascending. */
  readonly own: Map<number, string>;
  /** By author, then height: the root that it names there, and the round of the block that does. */
  readonly told: Map<number, { readonly round: number; readonly root: string }>[];
  /** What the own next block names. */
  latest: { readonly height: number; readonly root: Uint8Array };
  /** The shell has been told that this tab's state is not the table's. */
  differs: boolean;
  /** Who has been named as playing by other rules. */
  readonly others: Set<ValidatorIndex>;
}

export interface Own {
  /** Latest own block; undefined before the first. */
  latest: DagNode | undefined;
  /** Own blocks below are from the log, or were told by others: when they were held is not when they were sent. */
  saidFromRound: number;
  /** Content handed out to be signed and journaled, and its id. */
  proposing: { readonly content: BlockContent; readonly key: string } | undefined;
  lastProposalMs: number;
  /** Transactions not yet in an own block. */
  readonly pending: Uint8Array[];
  /** Own blocks with transactions that are not output yet. */
  readonly inFlight: Set<DagNode>;
  /** By author: a block of its highest round in the own history. */
  readonly named: (DagNode | undefined)[];
  /** Accepted blocks not in the own history and still within the window. */
  readonly foreign: Set<DagNode>;
  /** When ≥ q blocks of the own round were first held; undefined until then. */
  quorumAtMs: number | undefined;
  /** Rounds whose blocks may still come in time, and when they had the q-th, by the clock of `DagNode.heldAtMs`. */
  readonly leftRounds: { readonly round: number; readonly quorumAtMs: number }[];
  /** Own round when the decided prefix last moved. */
  progressRound: number;
  /** Rounds in a row made for a deadline only. */
  deadlineRounds: number;
  /** An own block came in that is not from our journal: the key is used elsewhere, so we sign nothing. */
  keyElsewhere: boolean;
}

/** A restarted validator signs nothing until it knows what it signed before. */
export interface Recovery {
  /** Who has told of its frontier since the restart and when it did so first, in that order. */
  readonly heardAtMs: Map<ValidatorIndex, number>;
  /** Who has in answer to the question what it has of ours. */
  readonly answered: Set<ValidatorIndex>;
  /** Own round in the journal. */
  readonly journaledRound: number;
}

export interface ConsensusState {
  readonly config: ConsensusConfig;
  readonly faults: number;
  readonly dag: Dag;
  readonly prefix: Prefix;
  readonly pool: Pool;
  readonly peers: Peers;
  readonly own: Own;
  readonly asking: Asking;
  /** What we last told of our own links, when, and since when that is not true any more. */
  readonly links: { toldBits: number; toldMs: number; changedMs: number | undefined };
  /** Who has been seen contradicting itself (shun.ts), and whom the state asks for something nevertheless. */
  readonly shunned: Set<ValidatorIndex>;
  readonly owed: Set<ValidatorIndex>;
  /** What has been said of the state. */
  readonly roots: Roots;
  recovery: Recovery | undefined;
  /** After recovery the own round may be left behind once; also the first round that may be signed. */
  jump: { readonly fromRound: number } | undefined;
  /** Accepted blocks with transactions that are not output. */
  readonly unfinished: Set<DagNode>;
  deadline: { readonly unstamped: boolean; readonly dueAtMs: number | null };
  /** `roundsMs`: what the last own rounds took. */
  repair: {
    atMs: number | undefined;
    delayMs: number;
    acceptedSince: number;
    readonly roundsMs: number[];
  };
  /** A share is owed that cannot be made now: no block is made until it can. */
  muted: boolean;
  /** We have said that we sign no more in this epoch (adjourn.ts). */
  stopped: boolean;
  /** Last blocks of everybody but the missing one, once they are known: the epoch ends with what they decide. */
  closing: readonly BlockRef[] | undefined;
  /** It has ended so: nothing more is decided. */
  closed: boolean;
  /** Table time; never decreases. */
  nowMs: number;
  /** Sum of what the table clock was moved by since the epoch began. */
  adjustedMs: number;
  timerAtMs: number | null;
  /** Collected during one step. */
  effects: ConsensusEffect[];
}

export function createState(config: ConsensusConfig): ConsensusState {
  const n = config.validators;
  if (!Number.isInteger(n) || n < 1 || n > limits.validators) throw new RangeError('validators: 1..13');
  if (config.self !== null && (config.self < 0 || config.self >= n))
    throw new RangeError('self is not a validator');
  const each = <T>(make: () => T): T[] => Array.from({ length: n }, make);
  return {
    config,
    faults: faultsTolerated(n),
    dag: createDag(n),
    prefix: createPrefix(config.startTimeMs, config.rules),
    pool: {
      waiting: new Map(),
      waitingCount: each(() => 0),
      waitingBytes: each(() => 0),
      dependents: new Map(),
      missing: new Map(),
      givenUp: new Map(),
      oldestMs: config.startTimeMs,
      early: new Set(),
      refused: new Set(),
      reported: each(() => new Set<number>()),
    },
    peers: {
      linked: each(() => false),
      rttMs: each(() => undefined),
      absentRounds: each(() => 0),
      waits: each(() => 0),
      lateRound: each(() => 0),
      suspendedUntil: each(() => 0),
      claims: each(() => new Map<string, BlockRef>()),
      claimedAtMs: each(() => 0),
      answers: each(() => limits.frontierBurst),
      refilledAtMs: each(() => 0),
      answered: each(() => new Map<string, number>()),
      saysLinked: each(() => undefined),
      withheld: each(() => ({ round: Number.NEGATIVE_INFINITY, untilRound: -1 })),
      asks: each(() => ({ left: limits.askedBlockBurst, atMs: config.startTimeMs })),
    },
    own: {
      latest: undefined,
      saidFromRound: Number.POSITIVE_INFINITY,
      proposing: undefined,
      lastProposalMs: 0,
      pending: [],
      inFlight: new Set(),
      named: each(() => undefined),
      foreign: new Set(),
      quorumAtMs: undefined,
      leftRounds: [],
      progressRound: 0,
      deadlineRounds: 0,
      keyElsewhere: false,
    },
    links: { toldBits: 0, toldMs: Number.NEGATIVE_INFINITY, changedMs: undefined },
    asking: { wanted: new Map(), atMs: undefined },
    roots: {
      own: new Map(),
      told: each(() => new Map()),
      latest: { height: 0, root: new Uint8Array(32) },
      differs: false,
      others: new Set(),
    },
    shunned: new Set(),
    owed: new Set(),
    recovery: undefined,
    jump: undefined,
    unfinished: new Set(),
    deadline: { unstamped: false, dueAtMs: null },
    repair: { atMs: undefined, delayMs: 0, acceptedSince: 0, roundsMs: [] },
    muted: false,
    stopped: false,
    closing: undefined,
    closed: false,
    nowMs: config.startTimeMs,
    adjustedMs: 0,
    timerAtMs: null,
    effects: [],
  };
}

/** Round of the own latest block, 0 before the first. */
export function ownRound(state: ConsensusState): number {
  return state.own.latest?.round ?? 0;
}
