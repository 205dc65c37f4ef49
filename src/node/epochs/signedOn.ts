/** Evidence against members that signed on after they had stopped: kept for whichever epoch is on then to judge. */
import type { Stop } from '../../codec/adjournment.ts';
import type { SignedBlock } from '../../codec/block.ts';
import { encodeSignedOn } from '../../codec/evidence.ts';
import { SIGNED_ON } from '../../codec/transactions.ts';
import type { Accusation, Accusations } from '../duties/accuser.ts';
import type { Validator } from '../validator/validator.ts';

export class SignedOn {
  private readonly found = new Map<string, Accusation>();

  get accusations(): Accusations {
    return this.found;
  }

  /** @param stopsOf of an epoch that was adjourned, or is being */
  constructor(private readonly stopsOf: (epoch: number) => readonly Stop[]) {}

  /** One that had stopped has signed this: whichever epoch is on then judges it, at once if it is a later one. */
  judge(block: SignedBlock, now: Pick<Validator, 'epoch' | 'accuse'> | undefined): void {
    const { author, epoch, settled } = block.content;
    const stop = this.stopsOf(epoch).find((s) => s.validator === author);
    const name = `signed-on.${epoch}.${author}`;
    // By the first rules nothing of an epoch that is over is evidence.
    if (stop === undefined || settled === undefined || this.found.has(name)) return;
    this.found.set(name, { kind: SIGNED_ON, accused: author, bytes: encodeSignedOn(stop, block) });
    if (now !== undefined && now.epoch > epoch) now.accuse(this.found);
  }
}
