/**
 * Drives the consensus core: one input after the other, each with its effects, and the timer that the core asks for.
 *
 * Upon an input: the core takes a step, and what it asks for is carried out in order. An effect may lead to another
 *   input; the core sees it only after this step's effects are carried out.
 * Upon the core throwing: its state may be half changed, so the tab stops.
 */
import type { BlockContent } from '../../codec/block.ts';
import { type ConsensusState, createConsensus, restoreConsensus, step } from '../../consensus/step.ts';
import type {
  CommittedSlot,
  ConsensusConfig,
  ConsensusEffect,
  ConsensusInput,
  PeerMessage,
  VerifiedBlock,
} from '../../consensus/types.ts';
import type { Scheduler, TableClock } from '../clock.ts';
import { ownFailure } from '../failStop.ts';
import type { Standing } from './status.ts';

/** A timer that comes so late says that this device slept; milliseconds. */
const lateTimerMs = 2_000;

/** An input without its time, which the loop gives. */
export type Untimed = ConsensusInput extends infer I
  ? I extends { nowMs: number }
    ? Omit<I, 'nowMs'>
    : never
  : never;

/** Who carries out what the core asks for. */
export interface CoreHands {
  /** Sign it, store it, and hand it back as 'proposed'. */
  propose(content: BlockContent, id: Uint8Array): void;
  publish(block: VerifiedBlock): void;
  send(to: number, message: PeerMessage): void;
  accepted(block: VerifiedBlock): void;
  output(slot: CommittedSlot): void;
  /** Blocks say that our state is not the table's. */
  differs(effect: Extract<ConsensusEffect, { kind: 'differs' }>): void;
  /** They say so of another one's. */
  otherRules(author: number): void;
  /** The epoch is adjourned. */
  closed(): void;
  /** A block of one that had said that it had stopped before it. */
  signedOn(block: VerifiedBlock): void;
  /** It sent what no honest tab sends. */
  rejected(from: number): void;
  equivocation(effect: Extract<ConsensusEffect, { kind: 'equivocation' }>): void;
}

export interface CoreLoopOptions {
  readonly config: ConsensusConfig;
  readonly clock: TableClock;
  readonly scheduler: Scheduler;
  readonly standing: Standing;
  readonly onFatal: (error: unknown) => void;
}

export class CoreLoop {
  readonly core: ConsensusState;
  private readonly inputs: Untimed[] = [];
  private stepping = false;
  private timer: { readonly dueMs: number; readonly cancel: () => void } | undefined;
  /** When the core wants to look again, by the table's clock; null: no more. */
  private wakeAtMs: number | null = null;
  private hands: CoreHands | undefined;
  private readonly restored: readonly ConsensusEffect[];

  /** @param blocks of this epoch, as this device's journal holds them */
  constructor(
    private readonly o: CoreLoopOptions,
    blocks: readonly VerifiedBlock[],
  ) {
    if (blocks.length === 0) {
      this.core = createConsensus(o.config);
      this.restored = [];
      return;
    }
    const { state, effects } = restoreConsensus(o.config, [...blocks], o.clock.nowMs());
    this.core = state;
    this.restored = effects;
  }

  /** Slots that the journal decides. */
  get decided(): number {
    return this.restored.filter((e) => e.kind === 'output').length;
  }

  /** Begins: these carry out what the core asks for, at first what the journal decides. */
  begin(hands: CoreHands): void {
    this.hands = hands;
    for (const effect of this.restored) this.carryOut(effect);
  }

  readonly feed = (input: Untimed): void => {
    this.inputs.push(input);
    if (this.stepping) return;
    this.stepping = true;
    try {
      for (let next = this.inputs.shift(); next && !this.isStopped; next = this.inputs.shift()) {
        for (const effect of step(this.core, { ...next, nowMs: this.o.clock.nowMs() })) this.carryOut(effect);
      }
    } catch (error) {
      this.o.onFatal(ownFailure(error));
    } finally {
      this.stepping = false;
    }
  };

  get isStopped(): boolean {
    return this.o.standing.isStopped;
  }

  stopTimer(): void {
    this.wakeAtMs = null;
    this.timer?.cancel();
    this.timer = undefined;
  }

  private carryOut(effect: ConsensusEffect): void {
    const { hands } = this;
    if (hands === undefined) throw new Error('the core was fed before it had hands');
    // Nothing more is said or decided in an epoch that is over; what others lack of it they still get.
    const over = this.o.standing.isOver;
    switch (effect.kind) {
      case 'propose':
        if (!over) hands.propose(effect.content, effect.id);
        break;
      case 'broadcast':
        hands.publish(effect.block);
        break;
      case 'send':
        hands.send(effect.to, effect.message);
        break;
      case 'timer':
        this.wakeAtMs = over ? null : effect.atMs;
        this.setTimer();
        break;
      case 'accepted':
        if (!over) hands.accepted(effect.block);
        break;
      case 'output':
        if (!over) hands.output(effect.slot);
        break;
      case 'closed':
        hands.closed();
        break;
      case 'signed-on':
        hands.signedOn(effect.block);
        break;
      case 'reject':
        if (effect.from !== undefined && effect.chargeable) hands.rejected(effect.from);
        break;
      case 'differs':
        if (!over) hands.differs(effect);
        break;
      case 'other-rules':
        hands.otherRules(effect.author);
        break;
      case 'equivocation':
        hands.equivocation(effect);
        break;
    }
  }

  /** One that comes too early is left: the core puts its timer off with every block, and setting one costs as much. */
  private setTimer(): void {
    if (this.wakeAtMs === null) return;
    const { clock, scheduler } = this.o;
    const waitMs = Math.max(0, this.wakeAtMs - clock.nowMs());
    const dueMs = scheduler.nowMs() + waitMs;
    if (this.timer !== undefined && this.timer.dueMs <= dueMs) return;
    this.timer?.cancel();
    this.timer = { dueMs, cancel: scheduler.after(waitMs, () => this.ring(dueMs)) };
  }

  private ring(dueMs: number): void {
    const { clock, scheduler } = this.o;
    this.timer = undefined;
    if (scheduler.nowMs() - dueMs > lateTimerMs) clock.slept();
    if (this.wakeAtMs === null) return;
    if (clock.nowMs() < this.wakeAtMs) this.setTimer();
    else this.feed({ kind: 'tick' });
  }
}
