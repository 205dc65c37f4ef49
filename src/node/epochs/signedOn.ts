/** Evidence against members that signed on after they had stopped: kept for whichever epoch is on then to judge. */
import type { Stop } from '../../codec/adjournment.ts';
import type { SignedBlock } from '../../codec/block.ts';
import { encodeSignedOn } from '../../codec/evidence.ts';
import { SIGNED_ON } from '../../codec/transactions.ts';
import type { Accusation, Accusations } from '../duties/accuser.ts';

export class SignedOn {
  private readonly found = new Map<string, Accusation>();

  get accusations(): Accusations {
    return this.found;
  }

  /** @param stops of the epoch that the block belongs to. @returns whether that is new */
  add(block: SignedBlock, stops: readonly Stop[]): boolean {
    const { author, epoch, settled } = block.content;
    const stop = stops.find((s) => s.validator === author);
    const name = `signed-on.${epoch}.${author}`;
    // By the first rules nothing of an epoch that is over is evidence.
    if (stop === undefined || settled === undefined || this.found.has(name)) return false;
    this.found.set(name, { kind: SIGNED_ON, accused: author, bytes: encodeSignedOn(stop, block) });
    return true;
  }
}
