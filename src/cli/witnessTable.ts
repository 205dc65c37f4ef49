/** One table as a witness sees it: a validator without cards, and a line for the host whenever something changes. */
import { gameOf } from '../client/create/gameOf.ts';
import type { TableConfig } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import type { LinkMark } from '../codec/linkMark.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';
import { isShipped, keyNameOf } from '../crypto/shuffleKey.ts';
import type { Network } from '../net/network.ts';
import type { GossipJudge } from '../net/rail/gossip.ts';
import type { Scheduler } from '../node/clock.ts';
import type { GameNode } from '../node/gameNode.ts';
import { openNode } from '../node/openNode.ts';
import { FeedingDuty } from '../node/rail/duty.ts';
import type { RailNet } from '../node/rail/feeder.ts';
import { openFileStorage } from '../storage/file.ts';
import { createMemoryStorage } from '../storage/memory.ts';
import type { DeviceStorage, IdentityRecord } from '../storage/storage.ts';
import type { DeckWorker } from '../workers/deckWorker.ts';
import { systemRandom } from '../workers/inProcess.ts';

/** After the end: the others may still need what this witness has. */
const STAYS_AFTER_THE_END_MS = 60_000;

/** `without`: the table began with other validators. `alone`: no player was there for too long. */
export type WitnessEnd = 'over' | 'alone' | 'without' | 'failed' | 'closed';

export interface WitnessOptions {
  readonly config: TableConfig;
  /** Closed with the witness. */
  readonly network: Network;
  readonly identity: IdentityRecord;
  readonly device: DeviceStorage;
  readonly worker: DeckWorker;
  readonly ed25519: Ed25519;
  readonly nickname: string;
  readonly scheduler: Scheduler;
  /** One line for whoever runs the witness. */
  readonly say: (line: string) => void;
  /** Leaves when no player has been linked for so long; undefined = stays. */
  readonly aloneMs: number | undefined;
  readonly linkMark?: LinkMark | undefined;
  /** Opens the table's rail, which a witness feeds before any player's device does; not fed unless given. */
  readonly rail?: (judge: GossipJudge) => Promise<RailNet>;
}

export interface Witness {
  readonly node: GameNode;
  /** Settles once, when there is nothing left to do; the caller then closes. */
  readonly ended: Promise<WitnessEnd>;
  /** Says goodbye and closes the network; what is on disk stays there. */
  close(): Promise<void>;
}

export interface OpenedDevice {
  readonly device: DeviceStorage;
  /** Resolves when everything is on disk. */
  end(): Promise<void>;
}

/** In a folder, or in memory where none is given. */
export async function openDevice(dir: string | undefined): Promise<OpenedDevice> {
  if (dir === undefined) return { device: createMemoryStorage(), end: async () => undefined };
  const device = await openFileStorage(dir);
  return { device, end: () => device.end() };
}

/** The key this device witnesses a table with: the one it has, or a new one. */
export async function witnessIdentity(
  device: DeviceStorage,
  ed25519: Ed25519,
  table: { readonly tableId: string; readonly path: string; readonly tableName: string },
): Promise<IdentityRecord> {
  const known = (await device.loadIdentities()).find((i) => i.tableId === table.tableId);
  if (known) return known;
  const record = {
    id: toHex(systemRandom(16)),
    secretKey: ed25519.generateKeyPair(systemRandom).secretKey,
    createdAt: Date.now(),
    ...table,
  };
  await device.saveIdentity(record);
  return record;
}

/** Takes part from now on. */
export function runWitness(o: WitnessOptions): Witness {
  const { config, scheduler } = o;
  const { ed25519, network, worker, nickname } = o;
  const storage = o.device.openGame(o.identity.id);
  const platform = { ed25519, network, storage, worker, scheduler, wallClockMs: () => Date.now() };
  const { secretKey } = o.identity;
  const node = openNode(platform, config, { secretKey, nickname, role: 'witness', linkMark: o.linkMark });
  const feeding =
    o.rail &&
    new FeedingDuty({
      ...{ door: node.rail(), scheduler, connect: o.rail, say: o.say },
      able: () => true,
    });
  let end: (how: WitnessEnd) => void = () => undefined;
  const ended = new Promise<WitnessEnd>((resolve) => {
    end = resolve;
  });
  let cancelAlone: (() => void) | undefined;
  let cancelOver: (() => void) | undefined;
  const report = reporter(node, o.say);
  const look = (): void => {
    report();
    if (node.phase === 'failed') end('failed');
    if (node.phase === 'started-without-us') end('without');
    if (node.table?.over) cancelOver ??= scheduler.after(STAYS_AFTER_THE_END_MS, () => end('over'));
    if (node.playersHere().length > 0) {
      cancelAlone?.();
      cancelAlone = undefined;
    } else if (o.aloneMs !== undefined) {
      cancelAlone ??= scheduler.after(o.aloneMs, () => end('alone'));
    }
  };
  const unsubscribe = node.subscribe(look);
  if (isShipped(keyNameOf(config, gameOf(config).deckSize))) {
    node.start();
    look();
  } else {
    o.say('was made with other proving keys than this program has');
    end('failed');
  }
  return {
    node,
    ended,
    async close() {
      unsubscribe();
      cancelAlone?.();
      cancelOver?.();
      end('closed');
      await feeding?.stop();
      await node.stop();
    },
  };
}

/** Says what has changed since it was last called, where a host would want to know. */
function reporter(node: GameNode, say: (line: string) => void): () => void {
  let here = new Set<string>();
  let joined = false;
  let started = false;
  let finished = 0;
  let over = false;
  return () => {
    if (!joined && node.links().some((l) => l.kind !== 'none')) {
      joined = true;
      say('joined');
    }
    const { table } = node;
    // What was said before a restart is not said again.
    if (!table || node.replaying) return;
    if (!started) {
      started = true;
      const seated = table.validators.filter((v) => v.seat !== undefined).length;
      const witnesses = table.validators.length - seated;
      say(`started with ${seated} players and ${witnesses} ${witnesses === 1 ? 'witness' : 'witnesses'}`);
    }
    const now = new Set(node.playersHere());
    for (const name of here) if (!now.has(name)) say(`${name} is away`);
    for (const name of now) if (!here.has(name)) say(`${name} is here`);
    here = now;
    const { hand } = table;
    if (hand?.phase === 'done' && hand.hand > finished) {
      finished = hand.hand;
      say(`hand ${finished} is final`);
    }
    if (table.over && !over) {
      over = true;
      say('is over');
    }
  };
}
