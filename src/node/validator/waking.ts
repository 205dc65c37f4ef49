/**
 * What waits until the journal is replayed: before that nothing is said, done or accused, because the table is not
 * yet where this device left it.
 */
import type { TwoBlocks } from '../../codec/evidence.ts';
import type { PendingTransaction } from './pending.ts';

interface Waited {
  /** Own transactions of the epoch before. */
  readonly carried: readonly PendingTransaction[];
  /** Members who contradicted themselves, whom the accuser has not seen. */
  readonly unseen: readonly { readonly author: number; readonly proof: TwoBlocks }[];
}

export class Waking {
  private stage: 'made' | 'started' | 'awake' = 'made';
  private carried: Waited['carried'] = [];
  private readonly liars: { readonly author: number; readonly proof: TwoBlocks }[] = [];

  start(carried: Waited['carried']): void {
    this.carried = carried;
    if (this.stage === 'made') this.stage = 'started';
  }

  get isStarted(): boolean {
    return this.stage !== 'made';
  }

  get isAwake(): boolean {
    return this.stage === 'awake';
  }

  unseen(author: number, proof: TwoBlocks): void {
    this.liars.push({ author, proof });
  }

  /** Once, after the start: what waited; undefined before it and ever after. */
  wake(): Waited | undefined {
    if (this.stage !== 'started') return undefined;
    this.stage = 'awake';
    const { carried } = this;
    this.carried = [];
    return { carried, unseen: this.liars.splice(0) };
  }
}
