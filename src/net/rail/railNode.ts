/** The network of the rail for a Node process: a host's rail, spectators without a screen. */
import { railKeyOf } from '../../codec/meeting.ts';
import { RAIL_PROTOCOLS } from '../directoryProtocol.ts';
import { createNodeNetwork, type NodeNetworkOptions } from '../libp2pNode.ts';
import type { Network } from '../network.ts';
import { type GossipJudge, type RailGossip, railGossip } from './gossip.ts';
import { railLimits, railNetLimits } from './limits.ts';

export interface RailNetworkOptions extends Omit<NodeNetworkOptions, 'limits' | 'directory' | 'service'> {
  /** A member that feeds takes few links. */
  readonly isFeeder: boolean;
  readonly judge: GossipJudge;
}

/** Opens the rail of the table that meets under this key. @throws NetworkError */
export async function createNodeRail(
  options: RailNetworkOptions,
): Promise<{ readonly network: Network; readonly gossip: RailGossip }> {
  const { isFeeder, judge } = options;
  const railKey = railKeyOf(options.meetingKey);
  const gossip = railGossip({ railKey, isFeeder, judge });
  const network = await createNodeNetwork({
    ...options,
    meetingKey: railKey,
    limits: railNetLimits(isFeeder ? railLimits.feederDegree : railLimits.links),
    introducesNobody: true,
    directory: [isFeeder ? RAIL_PROTOCOLS.feed : RAIL_PROTOCOLS.watch],
    service: gossip.service,
  });
  return { network, gossip: gossip.open() };
}
