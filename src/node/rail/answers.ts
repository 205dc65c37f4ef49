/**
 * Answers to those on the rail who lack something: blocks of the epoch that is followed, and how the table began. The
 * caps are those of one who watches by way of a member (watching/audience.ts), for each of them and for all together.
 */

import { sameId } from '../../codec/ids.ts';
import { encodeMessage, type MessageOf } from '../../codec/wire.ts';
import { answerObserverAsk } from '../../consensus/ask.ts';
import { answerObserver } from '../../consensus/repair.ts';
import type { VerifiedBlock } from '../../consensus/types.ts';
import type { Network, PeerId } from '../../net/network.ts';
import { railLimits } from '../../net/rail/limits.ts';
import { TokenBucket } from '../../net/tokenBucket.ts';
import { BudgetOfEach } from '../budgetOfEach.ts';
import type { Scheduler } from '../clock.ts';
import { signedOf } from '../validator/blockRecords.ts';
import type { RailDoor } from './door.ts';

interface AnswersOptions {
  readonly door: RailDoor;
  readonly network: Network;
  readonly scheduler: Scheduler;
  /** Whether a block may be shown yet; all may unless given. */
  readonly mayShow?: (block: VerifiedBlock) => boolean;
}

const NAMES = 64;

export class RailAnswers {
  private readonly requests: BudgetOfEach;
  private readonly heads: BudgetOfEach;
  private readonly bytes: TokenBucket;

  constructor(private readonly o: AnswersOptions) {
    const nowMs = () => o.scheduler.nowMs();
    const { requestsPerSecond, requestBurst, headsPerSecond, headBurst } = railLimits;
    this.requests = new BudgetOfEach(nowMs, {
      burst: requestBurst,
      perSecond: requestsPerSecond,
      names: NAMES,
    });
    this.heads = new BudgetOfEach(nowMs, { burst: headBurst, perSecond: headsPerSecond, names: NAMES });
    this.bytes = new TokenBucket(railLimits.answerBytesPerSecond, railLimits.answerByteBurst, nowMs());
  }

  /** It lacks what stands above these, or these themselves. */
  async lacking(from: PeerId, { kind, body }: MessageOf<'frontier' | 'ask'>): Promise<void> {
    const followed = this.o.door.followed();
    if (!this.requests.take(from) || followed === undefined) return;
    const { core } = followed;
    if (body.epoch < followed.epoch) return this.head(from);
    if (body.epoch !== followed.epoch || !sameId(body.tableId, core.config.tableId)) return;
    const found = kind === 'ask' ? answerObserverAsk(core, body.wanted) : answerObserver(core, body);
    const { mayShow = () => true } = this.o;
    for (const blocks of found) {
      const shown = blocks.filter(mayShow);
      if (
        shown.length > 0 &&
        !this.send(from, encodeMessage({ kind: 'blocks', body: { blocks: shown.map(signedOf) } }))
      )
        return;
    }
  }

  /** It wants to know how the table began, and who plays. */
  async head(from: PeerId): Promise<void> {
    if (!this.heads.take(from)) return;
    for (const message of await this.o.door.head()) if (!this.send(from, message)) return;
  }

  private send(to: PeerId, message: Uint8Array): boolean {
    if (!this.bytes.take(message.length, this.o.scheduler.nowMs())) return false;
    this.o.network.send(to, message);
    return true;
  }
}
