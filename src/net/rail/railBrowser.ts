/** The network of the rail for a browser tab. Loaded by those who watch from it, and by members whose turn it is. */
import { railKeyOf } from '../../codec/meeting.ts';
import { RAIL_PROTOCOLS } from '../directoryProtocol.ts';
import { createLibp2pNetwork, type Libp2pNetworkOptions } from '../libp2pBrowser.ts';
import type { Network } from '../network.ts';
import { type GossipJudge, type RailGossip, railGossip } from './gossip.ts';
import { railLimits, railNetLimits } from './limits.ts';

export interface BrowserRailOptions
  extends Omit<Libp2pNetworkOptions, 'limits' | 'directory' | 'service' | 'introducesNobody'> {
  /** A member that feeds takes few links. */
  readonly isFeeder: boolean;
  readonly judge: GossipJudge;
}

/** Opens the rail of the table that meets under this key. @throws NetworkError */
export async function createBrowserRail(
  options: BrowserRailOptions,
): Promise<{ readonly network: Network; readonly gossip: RailGossip }> {
  const { isFeeder, judge } = options;
  const railKey = railKeyOf(options.meetingKey);
  const gossip = railGossip({ railKey, isFeeder, judge });
  const network = await createLibp2pNetwork({
    ...options,
    meetingKey: railKey,
    limits: railNetLimits(isFeeder ? railLimits.feederDegree : railLimits.links),
    introducesNobody: true,
    directory: [isFeeder ? RAIL_PROTOCOLS.feed : RAIL_PROTOCOLS.watch],
    service: gossip.service,
  });
  return { network, gossip: gossip.open() };
}
