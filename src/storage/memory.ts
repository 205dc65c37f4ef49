/** Storage that lasts as long as the process: for simulations, tests, and bots that need no return. */
import type {
  BlockRecord,
  DeviceStorage,
  EpochRecord,
  GameStorage,
  HandRecord,
  IdentityRecord,
  SlotRecord,
} from './storage.ts';
import { newestSlots } from './storage.ts';

export function createMemoryStorage(): DeviceStorage {
  const identities = new Map<string, IdentityRecord>();
  const games = new Map<string, GameStorage>();
  return {
    async saveIdentity(identity) {
      identities.set(identity.id, identity);
    },
    loadIdentity: async (id) => identities.get(id),
    loadIdentities: async () => [...identities.values()],
    openGame(id) {
      const open = games.get(id) ?? createMemoryGame();
      games.set(id, open);
      return open;
    },
    close: () => undefined,
  };
}

export function createMemoryGame(): GameStorage {
  const blocks = new Map<string, BlockRecord>();
  /** By epoch and height. */
  const slots = new Map<number, Map<number, SlotRecord>>();
  const secrets = new Map<string, Uint8Array>();
  const erased = new Set<string>();
  const verdicts = new Map<string, string>();
  const hands = new Map<number, HandRecord>();
  const signed = new Map<string, Uint8Array>();
  const epochs = new Map<number, EpochRecord>();
  let genesis: Uint8Array | undefined;
  return {
    async journal(own) {
      for (const b of own) blocks.set(b.id, b);
    },
    async appendSlots(committedSlots, committed) {
      for (const b of committed) blocks.set(b.id, b);
      for (const slot of committedSlots) {
        const same = slots.get(slot.epoch) ?? new Map<number, SlotRecord>();
        slots.set(slot.epoch, same.set(slot.height, slot));
      }
    },
    loadBlocks: async (epoch) =>
      [...blocks.values()]
        .filter((b) => epoch === undefined || b.epoch === epoch)
        .sort((a, b) => a.round - b.round || a.author - b.author),
    loadSlots: async (epoch) => {
      const asked = epoch === undefined ? [...slots.keys()].sort((a, b) => a - b) : [epoch];
      return newestSlots(asked.flatMap((e) => [...(slots.get(e)?.values() ?? [])]));
    },
    async saveEpoch(record) {
      epochs.set(record.epoch, record);
    },
    loadEpochs: async () => [...epochs.values()].sort((a, b) => a.epoch - b.epoch),
    async saveGenesis(bytes) {
      genesis = bytes;
    },
    loadGenesis: async () => genesis,
    async putSecret(name, value) {
      secrets.set(name, value.slice());
    },
    getSecret: async (name) => secrets.get(name)?.slice(),
    secretNames: async () => [...secrets.keys()],
    async eraseSecrets(prefix) {
      erased.add(prefix);
      for (const [name, value] of secrets) {
        if (!name.startsWith(prefix)) continue;
        value.fill(0);
        secrets.delete(name);
      }
    },
    isErased: async (prefix) => erased.has(prefix),
    async saveVerdict(digest, reason) {
      verdicts.set(digest, reason);
    },
    loadVerdicts: async () => new Map(verdicts),
    async saveHand(record) {
      hands.set(record.hand, record);
    },
    loadHands: async () => [...hands.values()].sort((a, b) => a.hand - b.hand),
    async saveSigned({ id, bytes }) {
      signed.set(id, bytes.slice());
    },
    loadSigned: async () => [...signed].map(([id, bytes]) => ({ id, bytes })),
    close: () => undefined,
  };
}
