/**
 * A validator's waking: until the journal is replayed nothing is said, done or accused, because the table is not yet
 * where this device left it. Then what waited is done, once.
 */
import type { TwoBlocks } from '../../codec/evidence.ts';
import type { PendingTransaction } from './pending.ts';

interface WakingOptions {
  /** The journal decides more than is applied, or the epoch is over already. */
  readonly mustWait: () => boolean;
  /** An own transaction of the epoch before. */
  readonly carry: (pending: PendingTransaction) => void;
  /** A member contradicted itself: the table is to hear of it. */
  readonly accuse: (author: number, proof: TwoBlocks) => void;
  readonly onAwake: () => void;
}

export class Waking {
  private stage: 'made' | 'started' | 'awake' = 'made';
  private carried: readonly PendingTransaction[] = [];
  private readonly liars: { readonly author: number; readonly proof: TwoBlocks }[] = [];

  constructor(private readonly o: WakingOptions) {}

  /** @param carried own transactions of the epoch before that were not output in it */
  start(carried: readonly PendingTransaction[]): void {
    this.carried = carried;
    if (this.stage === 'made') this.stage = 'started';
  }

  get isStarted(): boolean {
    return this.stage !== 'made';
  }

  get isAwake(): boolean {
    return this.stage === 'awake';
  }

  /** A member is known to have lied. */
  accuse(author: number, proof: TwoBlocks): void {
    if (this.isAwake) this.o.accuse(author, proof);
    else this.liars.push({ author, proof });
  }

  /** After the start and after each slot. */
  look(): void {
    if (this.stage !== 'started' || this.o.mustWait()) return;
    this.stage = 'awake';
    const { carried } = this;
    this.carried = [];
    for (const pending of carried) this.o.carry(pending);
    for (const { author, proof } of this.liars.splice(0)) this.o.accuse(author, proof);
    this.o.onAwake();
  }
}
