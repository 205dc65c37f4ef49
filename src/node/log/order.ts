/** The committed order of one epoch, decided anew from nothing but its blocks. */

import type { BlockRef } from '../../codec/block.ts';
import type { GenesisRoot } from '../../codec/ids.ts';
import type { RulesVersion } from '../../consensus/rules.ts';
import { createConsensus, step } from '../../consensus/step.ts';
import type { CommittedSlot, ConsensusEffect, VerifiedBlock } from '../../consensus/types.ts';
import { LogError } from './replay.ts';

type Equivocation = Pick<Extract<ConsensusEffect, { kind: 'equivocation' }>, 'author' | 'round' | 'a' | 'b'>;

export interface EpochOrder {
  readonly slots: readonly CommittedSlot[];
  /** Blocks whose whole history is among the blocks. */
  readonly accepted: number;
  /** Rounds for which a validator signed two blocks. */
  readonly equivocations: readonly Equivocation[];
}

/** An epoch as its blocks are decided. */
interface EpochToDecide {
  /** Hash tree root of the genesis body. */
  readonly instance: GenesisRoot;
  readonly epoch: number;
  readonly validators: number;
  readonly startTimeMs: number;
  readonly rules: RulesVersion;
}

/**
 * How many of the first blocks decide so many slots; undefined where all of them decide fewer.
 * @param blocks ascending by round
 */
export function blocksDeciding(
  { instance: tableId, epoch, validators, startTimeMs, rules }: EpochToDecide,
  blocks: readonly VerifiedBlock[],
  slots: number,
): number | undefined {
  const core = createConsensus({ tableId, epoch, validators, self: null, startTimeMs, rules });
  const nowMs = blocks.reduce((latest, b) => Math.max(latest, b.content.timeMs), startTimeMs);
  let decided = 0;
  for (const [i, block] of blocks.entries()) {
    const effects = step(core, { kind: 'block', block, from: 'log', nowMs });
    decided += effects.filter((e) => e.kind === 'output').length;
    if (decided >= slots) return i + 1;
  }
  return undefined;
}

/**
 * `blocks`: ascending by round; their signatures are the caller's business. `tips`: where the epoch was adjourned, the
 * last blocks of those who stopped; they decide what is left.
 * @throws LogError for a block that breaks a rule of the consensus
 */
export function decideOrder(
  epoch: EpochToDecide,
  blocks: readonly VerifiedBlock[],
  tips: readonly BlockRef[] = [],
): EpochOrder {
  const { instance: tableId, validators, startTimeMs, rules } = epoch;
  const core = createConsensus({ tableId, epoch: epoch.epoch, validators, self: null, startTimeMs, rules });
  // Their times were judged by clocks when they were new.
  const nowMs = blocks.reduce((latest, b) => Math.max(latest, b.content.timeMs), startTimeMs);
  const slots: CommittedSlot[] = [];
  const equivocations: Equivocation[] = [];
  let accepted = 0;
  for (const block of blocks) {
    const { round } = block.content;
    for (const effect of step(core, { kind: 'block', block, from: 'log', nowMs })) {
      if (effect.kind === 'accepted') accepted++;
      else if (effect.kind === 'output') slots.push(effect.slot);
      else if (effect.kind === 'equivocation') equivocations.push(effect);
      else if (effect.kind === 'reject')
        throw new LogError(`epoch ${epoch.epoch}, round ${round}: a block breaks a rule: ${effect.reason}`);
    }
  }
  if (tips.length > 0) {
    for (const effect of step(core, { kind: 'close', tips, nowMs }))
      if (effect.kind === 'output') slots.push(effect.slot);
  }
  return { slots, accepted, equivocations };
}
