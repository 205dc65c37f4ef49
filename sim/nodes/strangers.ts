/** Peers without a seat beside a table of whole nodes, who say everything that a link carries, in anybody's name. */
import type { BlockContent } from '../../src/codec/block.ts';
import type { Network } from '../../src/net/network.ts';
import type { GameNode } from '../../src/node/gameNode.ts';
import type { Random } from '../random.ts';
import { type JunkKind, type JunkMaker, junk, junkKinds } from './junk.ts';
import type { World } from './world.ts';

const strangerCount = 3;
/** A word of each of them, and so long until one comes under another name; milliseconds. */
const everyMs = 80;
const stayMs = 6_000;

export interface Strangers {
  /** They have seen a block: what they say looks like the table's from then on. */
  heard(content: BlockContent): void;
  /** From now on they ask for seats. */
  ask(): void;
  /** Has anybody counted anything against one of them? */
  isCharged(nodes: readonly GameNode[]): boolean;
  /** They have enough. */
  leave(): void;
}

export function startStrangers(world: World, random: Random): Strangers {
  const { time, hub, config, ed25519 } = world;
  let template: BlockContent | undefined;
  let asks = false;
  let gone = false;
  /** Before the table has begun they sit on no chair: whom its creator takes off one is another test's matter. */
  const kinds = (): readonly JunkKind[] => (asks ? junkKinds : junkKinds.filter((k) => k !== 'hello'));
  for (let k = 0; k < strangerCount; k++) {
    const keys = ed25519.generateKeyPair((n) => Uint8Array.from({ length: n }, () => random.below(256)));
    let network: Network | undefined;
    let life = 0;
    const come = (): void => {
      void network?.stop();
      if (gone) return;
      network = hub.join(`X${k}.${++life}`);
      time.after(random.between(0.5 * stayMs, stayMs), come);
    };
    const maker = (): JunkMaker => ({
      ...{ ed25519, keys, config, random, peerId: network!.self },
      ...{ revision: life * 1_000_000 + time.now(), template, bytes: 8 * 1024 },
    });
    const talk = async (): Promise<void> => {
      if (gone) return;
      const bytes = await junk(maker(), random.pick(kinds()));
      for (const { peer } of network!.links()) network!.send(peer, bytes);
      time.after(everyMs * (0.5 + random.next()), () => void talk());
    };
    come();
    time.after(50, () => void talk());
  }
  return {
    heard(content) {
      template = content;
    },
    ask() {
      asks = true;
    },
    isCharged: (nodes) =>
      nodes.some((n) => [...n.network.penalties().keys()].some((peer) => peer.startsWith('X'))),
    leave() {
      gone = true;
    },
  };
}
