/**
 * This tab on the rail: as one who watches, by a link for watching, or as a member whose turn it is to feed it. The
 * gossip comes only then.
 */

import { decodeCheckpoint } from '../../codec/checkpoint.ts';
import { type TableConfig, tableIdOf } from '../../codec/config.ts';
import { equalBytes } from '../../codec/decode.ts';
import { decodeGenesis } from '../../codec/genesis.ts';
import { meetingKeyOf, railKeyOf } from '../../codec/meeting.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';
import { savesData } from '../../net/libp2pBrowser.ts';
import type { GossipJudge } from '../../net/rail/gossip.ts';
import { historyHost } from '../../net/rail/historyHosts.ts';
import { systemScheduler } from '../../node/clock.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { FeedingDuty } from '../../node/rail/duty.ts';
import type { RailNet } from '../../node/rail/feeder.ts';
import { RailSpectator } from '../../node/rail/spectator.ts';
import { verifyOnce } from '../../node/rail/verifyOnce.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { randomBytes } from '../create/identity.ts';

/** Where a table's rail is. */
export interface RailPlace {
  readonly config: TableConfig;
  readonly ed25519: Ed25519;
  readonly relays: () => Promise<readonly string[]>;
  /** This device's address is not to be seen. */
  readonly relayedOnly: boolean;
}

/** A link that offers no seat. */
export const isForWatching = (url: URL): boolean => new URLSearchParams(url.hash.slice(1)).get('w') === '1';

/** This key has been a member of the table, as far as this device knows. */
export async function hasSeat(
  storage: Pick<GameStorage, 'loadGenesis' | 'loadEpochs'>,
  publicKey: Uint8Array,
): Promise<boolean> {
  const genesis = await storage.loadGenesis();
  if (genesis === undefined) return false;
  const epochs = await storage.loadEpochs();
  return [decodeGenesis(genesis), ...epochs.map(({ checkpoint }) => decodeCheckpoint(checkpoint))].some(
    ({ body }) => body.members.some(({ key }) => equalBytes(key, publicKey)),
  );
}

/** A node is then opened over it, and attached. */
export function watchFromRail(place: RailPlace): Promise<RailSpectator> {
  return RailSpectator.open({
    ...{ tableId: tableIdOf(place.config), ed25519: verifyOnce(place.ed25519), scheduler: systemScheduler },
    secretKey: randomBytes(32),
    hosts: [historyHost(location.origin, railKeyOf(meetingKeyOf(place.config)))],
    connect: (judge, chat) => join(place, judge, false, chat),
    failed: (error) => console.error(error),
  });
}

/** Feeds the rail whenever it is this member's turn. */
export function feedRail(node: GameNode, place: RailPlace): FeedingDuty {
  return new FeedingDuty({
    ...{ door: node.rail(), scheduler: systemScheduler },
    connect: (judge) => join(place, judge, true),
    able: () => !place.relayedOnly && !savesData(),
    say: (line) => console.info(line),
  });
}

async function join(
  place: RailPlace,
  judge: GossipJudge,
  isFeeder: boolean,
  chat?: GossipJudge,
): Promise<RailNet> {
  const { createBrowserRail } = await import('../../net/rail/railBrowser.ts');
  return createBrowserRail({
    ...{ judge, chat, isFeeder, relayedOnly: place.relayedOnly },
    meetingKey: meetingKeyOf(place.config),
    relayAddresses: await place.relays(),
    privateKeySeed: randomBytes(32),
  });
}
