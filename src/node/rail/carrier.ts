/**
 * Questions of newcomers whether an epoch is the present (epochs/freshness.ts), carried to the members and back. The
 * members' answers are signed over a number of the asker's own, so whoever carries them can only lose them.
 *
 * Upon a question: to the members that we are linked to; where we are linked to none, to the neighbour that brings us
 *   what is new first, which is nearer to a feeder. One that has come round to us stops here; asked again a second
 *   later it may have found another way. Upon an answer: back to where its question came from.
 */
import { toHex } from '../../codec/decode.ts';
import type { FreshAnswer, FreshQuestion } from '../../codec/fresh.ts';
import { encodeMessage } from '../../codec/wire.ts';
import type { PeerId } from '../../net/network.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { BudgetOfEach } from '../budgetOfEach.ts';
import type { Scheduler } from '../clock.ts';

interface CarrierOptions {
  readonly scheduler: Scheduler;
  readonly send: (to: PeerId, message: Uint8Array) => void;
  /** To all members that we are linked to; false where there are none. */
  readonly toMembers: (message: Uint8Array) => boolean;
  /** Towards a feeder. */
  readonly upstream: (but: PeerId) => PeerId | undefined;
}

const NAMES = 64;
/** Shorter than the time after which whoever lacks an answer asks again; milliseconds. */
const ROUND_MS = 800;

export class FreshCarrier {
  private readonly budget: BudgetOfEach;
  /** From whom a question came, by its number; the oldest is forgotten first. */
  private readonly askers = new Map<string, { readonly peer: PeerId; readonly atMs: number }>();

  constructor(private readonly o: CarrierOptions) {
    const { carriedBurst: burst, carriedPerSecond: perSecond } = railLimits;
    this.budget = new BudgetOfEach(() => o.scheduler.nowMs(), { burst, perSecond, names: NAMES });
  }

  question(from: PeerId, body: FreshQuestion): void {
    if (!this.budget.take(from)) return;
    const name = toHex(body.nonce);
    const known = this.askers.get(name);
    const atMs = this.o.scheduler.nowMs();
    if (known !== undefined && known.peer !== from && atMs - known.atMs < ROUND_MS) return;
    this.askers.delete(name);
    this.askers.set(name, { peer: from, atMs });
    if (this.askers.size > railLimits.carried) this.askers.delete(this.askers.keys().next().value!);
    const message = encodeMessage({ kind: 'freshQuestion', body });
    if (this.o.toMembers(message)) return;
    const next = this.o.upstream(from);
    if (next !== undefined) this.o.send(next, message);
  }

  /** False for one that nobody asked for through us. */
  answer(body: FreshAnswer): boolean {
    const asker = this.askers.get(toHex(body.question.nonce));
    if (asker === undefined) return false;
    this.o.send(asker.peer, encodeMessage({ kind: 'freshAnswer', body }));
    return true;
  }
}
