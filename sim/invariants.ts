/** What must hold at every step of a simulation. A broken one throws `Violation`. */
import { bytesOf } from '../src/consensus/budget.ts';
import type { Observed } from '../src/consensus/clock.ts';
import { slotAt } from '../src/consensus/dag.ts';
import { limits, protocol } from '../src/consensus/limits.ts';
import type { CommittedSlot, VerifiedBlock } from '../src/consensus/types.ts';
import type { SimValidator } from './validator.ts';

export class Violation extends Error {
  override readonly name = 'Violation';
}

export interface Invariants {
  /** A slot came out of an honest validator. */
  output(validator: SimValidator, slot: CommittedSlot): void;
  /** What an honest validator takes for proven of the table clock. */
  observed(index: number, between: Observed): void;
  /** An honest validator is about to send an own block. */
  signed(block: VerifiedBlock): void;
  /** A restarted validator outputs from the beginning again. */
  restarted(index: number): void;
  /** Caps, and evidence for every equivocation that is held. */
  holds(validator: SimValidator): void;
  /** The one stream of slots, as far as anyone has it. */
  stream(): readonly string[];
  heightOf(index: number): number;
}

/** By how much a clock may have been moved, or have drifted, since its block was signed; milliseconds. */
const slewedMs = 100;

export function createInvariants(honest: ReadonlySet<number>, clocks: () => readonly number[]): Invariants {
  const stream: string[] = [];
  const heights = new Map<number, number>();
  const lastTimeMs = new Map<number, number>();
  const appliedBlocks = new Map<number, Set<string>>();
  const signedBlocks = new Map<string, string>();
  return {
    output(validator, slot) {
      const v = validator.index;
      const height = (heights.get(v) ?? 0) + 1;
      heights.set(v, height);
      if (slot.height !== height)
        throw new Violation(`validator ${v}: height ${slot.height} after ${height - 1}`);
      const text = slotText(slot);
      const known = stream[height - 1];
      if (known === undefined) stream.push(text);
      else if (known !== text)
        throw new Violation(`prefixes differ at height ${height}:\n  ${known}\n  validator ${v}: ${text}`);
      checkTime(validator, slot, lastTimeMs.get(v) ?? 0, honest, clocks());
      lastTimeMs.set(v, slot.timeMs);
      const applied = appliedBlocks.get(v) ?? new Set();
      appliedBlocks.set(v, applied);
      for (const { block, applies } of slot.blocks) {
        const place = placeOf(block);
        if (applies === applied.has(place))
          throw new Violation(`validator ${v}: blocks of ${place} apply ${applies ? 'twice' : 'never'}`);
        applied.add(place);
      }
    },
    observed(index, { leastMs, mostMs }) {
      const all = clocks();
      const [least, most] = [Math.min(...all), Math.max(...all)];
      if (leastMs > most + slewedMs || mostMs < least - slewedMs)
        throw new Violation(
          `validator ${index} takes a time between ${leastMs} and ${mostMs} for proven, honest clocks read ${least} to ${most}`,
        );
    },
    signed(block) {
      const place = placeOf(block);
      const before = signedBlocks.get(place);
      if (before !== undefined && before !== block.key) throw new Violation(`honest equivocation: ${place}`);
      signedBlocks.set(place, block.key);
    },
    restarted(index) {
      heights.delete(index);
      lastTimeMs.delete(index);
      appliedBlocks.delete(index);
    },
    holds(validator) {
      const { pool, dag } = validator.state;
      for (let a = 0; a < dag.validators; a++) {
        if (pool.waitingCount[a]! > limits.waitingPerAuthor)
          throw new Violation(`validator ${validator.index}: too many waiting`);
      }
      checkBytes(validator);
      for (const [round, { slots }] of dag.rounds) {
        for (const [author, slot] of slots.entries()) {
          if (slot.nodes.some(({ block }) => block.content.epoch !== 0 || block.content.tableId[0] !== 3))
            throw new Violation(`validator ${validator.index}: a block of another epoch or table`);
          if (slot.nodes.length < 2) continue;
          const { reported } = pool;
          if (!reported[author]!.has(round) && reported[author]!.size < limits.reportsPerAuthor) {
            throw new Violation(
              `validator ${validator.index}: equivocation ${author}/${round} without evidence`,
            );
          }
          if (honest.has(author)) throw new Violation(`honest twins ${author}/${round}`);
        }
      }
    },
    stream: () => stream,
    heightOf: (index) => heights.get(index) ?? 0,
  };
}

/** Nobody says more than its bucket ever held: what it began with, and what flowed in since. */
function checkBytes({ index, state }: SimValidator): void {
  const { dag, config } = state;
  const said = new Array<number>(dag.validators).fill(0);
  // Of twins both may be kept, each with what its author had left.
  for (const { slots } of dag.rounds.values())
    for (const [author, slot] of slots.entries())
      said[author]! += Math.max(0, ...slot.nodes.map((n) => bytesOf(n.block.content, dag.validators)));
  const flowed = protocol.bucketBytesPerMs * Math.max(0, state.nowMs - config.startTimeMs);
  for (const [author, bytes] of said.entries()) {
    if (bytes > protocol.bucketBytes + protocol.strangerBucketBytes + flowed)
      throw new Violation(`validator ${index} holds ${bytes} bytes of ${author}`);
  }
}

const placeOf = ({ content }: VerifiedBlock): string => `${content.round}/${content.author}`;

function slotText(slot: CommittedSlot): string {
  const blocks = slot.blocks.map((o) => o.block.key.slice(0, 12) + (o.applies ? '' : '*'));
  return `${slot.round}/${slot.author} @${slot.timeMs} ${blocks.join(' ')}`;
}

/** Never decreasing, and between what honest validators' clocks said when they signed the sampled blocks. */
function checkTime(
  validator: SimValidator,
  slot: CommittedSlot,
  beforeMs: number,
  honest: ReadonlySet<number>,
  clocksMs: readonly number[],
): void {
  const v = validator.index;
  if (slot.timeMs < beforeMs)
    throw new Violation(`validator ${v}: time falls from ${beforeMs} to ${slot.timeMs}`);
  if (slot.timeMs > Math.max(...clocksMs))
    throw new Violation(`validator ${v}: time ${slot.timeMs} is ahead of every honest clock`);
  const decision = slotAt(validator.state.dag, slot.round, slot.author)?.decision;
  if (decision?.kind !== 'commit') throw new Violation(`validator ${v}: output without decision`);
  const times = decision.node.parents
    .filter((p) => p.round === slot.round - 1 && honest.has(p.author))
    .map((p) => p.block.content.timeMs);
  if (times.length === 0) return;
  const least = Math.max(beforeMs, Math.min(...times));
  const most = Math.max(beforeMs, ...times);
  if (slot.timeMs < least || slot.timeMs > most) {
    throw new Violation(
      `validator ${v}: time ${slot.timeMs} of ${slot.round}/${slot.author} is not between honest clocks`,
    );
  }
}
