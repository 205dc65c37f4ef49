/** The one place where a node is put together: of a platform, a table and an identity. */
import { type TableConfig, tableIdOf } from '../codec/config.ts';
import { failStop } from './failStop.ts';
import { GameNode } from './gameNode.ts';
import type { NodeIdentity, Platform } from './options.ts';

/** The node does nothing yet: subscribe to it, then `start`. */
export function openNode(platform: Platform, config: TableConfig, identity: NodeIdentity): GameNode {
  return new GameNode({
    ...platform,
    ...identity,
    // What these two reject with ends the tab, whoever's message made us ask.
    storage: failStop(platform.storage),
    worker: failStop(platform.worker),
    config,
    tableId: tableIdOf(config),
    publicKey: platform.ed25519.publicKeyOf(identity.secretKey),
  });
}
