/** The way onto a table's rail for a Node process that is a member, and feeds it when its turn comes. */

import type { GossipJudge } from '../net/rail/gossip.ts';
import { createNodeRail } from '../net/rail/railNode.ts';
import type { RailNet } from '../node/rail/feeder.ts';
import { systemRandom } from '../workers/inProcess.ts';

export function railOf(
  meetingKey: Uint8Array,
  relayAddresses: readonly string[],
): (judge: GossipJudge) => Promise<RailNet> {
  return (judge) =>
    createNodeRail({
      ...{ meetingKey, relayAddresses, judge },
      isFeeder: true,
      privateKeySeed: systemRandom(32),
    });
}
