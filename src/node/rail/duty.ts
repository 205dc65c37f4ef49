/**
 * A member's duty to feed the rail, where it is one of those whose turn it is (election.ts).
 *
 * Upon its turn, after a while: the rail is joined and fed. Upon the end of its turn, after a longer while, or of the
 * table for us: it is left. Where it cannot be joined it is tried again later; the game knows nothing of it.
 */
import type { GossipJudge } from '../../net/rail/gossip.ts';
import { railLimits } from '../../net/rail/limits.ts';
import type { Scheduler } from '../clock.ts';
import type { RailDoor } from './door.ts';
import { electFeeders } from './election.ts';
import { type Feeder, type RailNet, startFeeder } from './feeder.ts';

export interface FeedingOptions {
  readonly door: RailDoor;
  readonly scheduler: Scheduler;
  /** Opens the network of the rail. Rejects where it cannot. */
  readonly connect: (judge: GossipJudge) => Promise<RailNet>;
  /** This device may: no metered line, and its address may be seen. */
  readonly able: () => boolean;
  readonly say: (line: string) => void;
}

export class FeedingDuty {
  private feeder: Promise<Feeder | undefined> | undefined;
  private cancel: (() => void) | undefined;
  private aim: 'feed' | 'rest' = 'rest';
  private notBeforeMs = 0;
  private readonly unsubscribe: () => void;
  private stopped = false;

  constructor(private readonly o: FeedingOptions) {
    this.unsubscribe = o.door.onChange(() => this.look());
    this.look();
  }

  /** The rail is fed by this node, or about to be. */
  get feeds(): boolean {
    return this.feeder !== undefined;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.unsubscribe();
    this.cancel?.();
    await this.rest();
  }

  /** Feeders before this one; negative where it is none. */
  private turn(): number {
    const { door, able } = this.o;
    const followed = door.followed();
    const own = door.ownNumber();
    if (followed === undefined || own === undefined || !able()) return -1;
    return electFeeders(followed.members, followed.epoch, (member) => door.isHere(member)).indexOf(own);
  }

  private look(): void {
    const aim = this.turn() >= 0 ? 'feed' : 'rest';
    if (this.stopped || aim === this.aim) return;
    this.aim = aim;
    this.cancel?.();
    const { nowMs } = this.o.scheduler;
    if (aim === 'rest') this.later(railLimits.restAfterMs);
    else this.later(Math.max(railLimits.feedAfterMs, this.notBeforeMs - nowMs()));
  }

  private later(delayMs: number): void {
    this.cancel = this.o.scheduler.after(delayMs, () => {
      if (this.aim === 'feed') this.feed();
      else void this.rest();
    });
  }

  private feed(): void {
    if (this.feeder !== undefined) return;
    const { door, scheduler, connect, say } = this.o;
    // Whose turn is over is the last to speak until it rests.
    const turn = (): number => (this.turn() < 0 ? railLimits.leastFeeders : this.turn());
    const begun = startFeeder({ ...{ door, scheduler, connect, say, turn }, isMember: true }).catch(
      (error: unknown) => {
        say(`The rail cannot be joined now: ${String(error)}`);
        // Whoever has rested meanwhile may have begun anew.
        if (this.feeder !== begun) return undefined;
        this.feeder = undefined;
        this.aim = 'rest';
        this.notBeforeMs = scheduler.nowMs() + railLimits.feedAgainMs;
        this.look();
        return undefined;
      },
    );
    this.feeder = begun;
  }

  private async rest(): Promise<void> {
    const { feeder } = this;
    this.feeder = undefined;
    await (await feeder)?.stop();
  }
}
