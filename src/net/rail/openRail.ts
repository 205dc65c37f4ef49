/** A rail's network beside its platform's: a table of its own, gossip, a directory, and no part in the table's. */
import { railKeyOf } from '../../codec/meeting.ts';
import { RAIL_PROTOCOLS } from '../directoryProtocol.ts';
import type { NetLimits } from '../limits.ts';
import type { Network } from '../network.ts';
import { type GossipJudge, type RailGossip, railGossip } from './gossip.ts';
import { railLimits, railNetLimits } from './limits.ts';

export interface RailOptions {
  /** Of the table. */
  readonly meetingKey: Uint8Array;
  /** A member that feeds takes few links. */
  readonly isFeeder: boolean;
  readonly judge: GossipJudge;
  /** Of the chat of those who watch; whoever feeds as a member carries none. */
  readonly chat?: GossipJudge | undefined;
}

/** What the platform's network is opened with in place of what a table's is. */
export interface RailParts {
  readonly meetingKey: Uint8Array;
  readonly limits: NetLimits;
  readonly introducesNobody: true;
  readonly directory: readonly string[];
  readonly service: ReturnType<typeof railGossip>['service'];
}

/** Opens the rail of the table that meets under this key. Rejects as `open` does. */
export async function openRail(
  { meetingKey, isFeeder, judge, chat }: RailOptions,
  open: (parts: RailParts) => Promise<Network>,
): Promise<{ readonly network: Network; readonly gossip: RailGossip }> {
  const railKey = railKeyOf(meetingKey);
  const gossip = railGossip({ railKey, isFeeder, judge, chat });
  const network = await open({
    meetingKey: railKey,
    limits: railNetLimits(isFeeder ? railLimits.feederDegree : railLimits.links),
    introducesNobody: true,
    directory: [isFeeder ? RAIL_PROTOCOLS.feed : RAIL_PROTOCOLS.watch],
    service: gossip.service,
  });
  return { network, gossip: gossip.open() };
}
