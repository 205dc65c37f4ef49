/** What is new at the table, for whoever passes it on: blocks as they enter the DAG, signatures over checkpoints. */
import type { MessageOf } from '../../codec/wire.ts';
import type { VerifiedBlock } from '../../consensus/types.ts';
import { signedOf } from '../validator/blockRecords.ts';

/** What those on a rail tell one another. */
export type RailMessage = MessageOf<'block' | 'checkpointSignature'>;

export class Tap {
  private readonly listeners = new Set<(message: RailMessage, key: string | undefined) => void>();

  /** @param listener with a block's id in hexadecimal */
  subscribe(listener: (message: RailMessage, key: string | undefined) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** It is in the DAG: checked, and all it stands on is there. */
  accepted(block: VerifiedBlock): void {
    if (this.listeners.size > 0) this.tell({ kind: 'block', body: signedOf(block) }, block.key);
  }

  /** Checked, and not known before. */
  signed(body: MessageOf<'checkpointSignature'>['body']): void {
    this.tell({ kind: 'checkpointSignature', body }, undefined);
  }

  private tell(message: RailMessage, key: string | undefined): void {
    for (const listener of [...this.listeners]) listener(message, key);
  }
}
