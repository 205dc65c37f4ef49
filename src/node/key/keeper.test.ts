/** What a device keeps of the table's key, and what of it ends: also of epochs that ended without it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import type { G1Group } from '../../crypto/group.ts';
import { DEALING_MS } from '../../mentalpoker/threshold/generation.ts';
import { createKeyCrypto, type KeyJob } from '../../mentalpoker/threshold/keyCrypto.ts';
import { createMemoryGame } from '../../storage/memory.ts';
import { keyDuties } from '../../table/key/duties.ts';
import { KeyPlay, signedGenesis } from '../../testing/keyPlay.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { Unnumbered } from '../duties/deckWork.ts';
import { KeyKeeper } from './keeper.ts';
import { epochPrefix, eraseAllBut, keepShare, shareOf, sharePrefix } from './shares.ts';

let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

const secret = new Uint8Array(32).fill(7);
/** Instances of epochs that this device has been in. */
const [long, last] = [new Uint8Array(32).fill(0xaa), new Uint8Array(32).fill(0xbb)];

/** A table of three in its first moments, and the keeper of its first member on a disk of its own. */
function keeper() {
  const play = new KeyPlay(signedGenesis([0, 1, 2]), group, seededRandom('keeper'));
  const storage = createMemoryGame();
  const crypto = createKeyCrypto(group);
  const said: Unnumbered[] = [];
  const run = { isStopped: false, failed: undefined as unknown };
  const worker = {
    key: async <J extends KeyJob>(job: J) => crypto.perform(job, seededRandom('worker')),
  } as Pick<DeckWorker, 'key'>;
  const kept = new KeyKeeper({
    ...{ index: 0, worker, storage, secretKey: secret },
    ed25519: { sign: async () => new Uint8Array(64) },
    table: () => play.state,
    signedBy: () => undefined,
    isStopped: () => run.isStopped,
    submit: (tx) => void said.push(tx),
    onFatal: (error) => {
      run.failed = error;
    },
  });
  return { play, storage, said, run, kept };
}

describe('a member that comes back after epochs without it', () => {
  it('erases the channel keys and shares that those have left on its disk, and keeps its own of now', async () => {
    const { play, storage, said, run, kept } = keeper();
    for (const instance of [long, last]) {
      await storage.putSecret(`${epochPrefix(instance)}channel`, secret);
      await keepShare(storage, instance, secret);
    }
    await storage.putSecret('0:1:0:key', secret);
    play.play.slot();
    kept.look();
    await kept.idle;
    expect(run.failed).toBeUndefined();
    expect(said.map((tx) => tx.kind)).toEqual(['channelKey']);
    const now = epochPrefix(play.state.instance);
    expect((await storage.secretNames()).sort()).toEqual([
      '0:1:0:key',
      `${now}channel`,
      `${now}said:channel`,
    ]);
    for (const instance of [long, last]) {
      expect(await storage.isErased(epochPrefix(instance))).toBe(true);
      expect(await shareOf(storage, instance)).toBeUndefined();
    }
  });

  it('opened again before its channel key is final says the same one', async () => {
    const first = keeper();
    first.play.play.slot();
    first.kept.look();
    await first.kept.idle;
    const again = new KeyKeeper({
      ...(first.kept as unknown as { o: ConstructorParameters<typeof KeyKeeper>[0] }).o,
      worker: { key: () => Promise.reject(new Error('made anew')) },
    });
    again.look();
    await again.idle;
    expect(first.run.failed).toBeUndefined();
    expect(first.said).toHaveLength(2);
    expect(first.said[1]).toMatchObject(first.said[0]!);
  });
});

describe('before the first cards', () => {
  it('nothing is dealt for the key until they are on the table, but for a quarter of the time for it', async () => {
    const { play, said, run, kept } = keeper();
    for (const seat of [0, 1, 2]) {
      const [duty] = keyDuties(play.state, seat);
      const holder = { tableId: play.state.tableId, instance: play.state.instance, index: seat + 1 };
      expect(duty).toMatchObject({ kind: 'channelKey', holder });
      const { publicKey, proof } = play.crypto.perform(
        { kind: 'channelKey', holder },
        seededRandom(`${seat}`),
      );
      const body = { instance: play.state.instance, publicKey, proof };
      expect(play.play.commit(seat, { kind: 'channelKey', body }).applied).toBe(true);
    }
    play.play.slot();
    const { beganAtMs } = play.state.key!.generation!;
    expect(keyDuties(play.state, 0).map((d) => d.kind)).toEqual(['deal']);
    kept.look();
    await kept.idle;
    expect(said).toEqual([]);
    play.play.slot(beganAtMs + DEALING_MS / 4 - play.state.timeMs);
    kept.look();
    await kept.idle;
    expect(said.map((tx) => tx.kind)).toEqual(['dkgDeal']);
    expect(run.failed).toBeUndefined();
  });
});

describe('whoever is over', () => {
  it('has none of it erased by mistake: what came since may be of an epoch it knows nothing of', async () => {
    const { storage } = keeper();
    await storage.putSecret(`${epochPrefix(last)}channel`, secret);
    await eraseAllBut(storage, [], () => true);
    expect(await storage.secretNames()).toHaveLength(1);
  });

  it('and has left the table keeps neither its share nor what opens it', async () => {
    const { storage } = keeper();
    await storage.putSecret(`${epochPrefix(last)}channel`, secret);
    await keepShare(storage, last, secret);
    await storage.putSecret('0:1:0:key', secret);
    await eraseAllBut(storage, []);
    expect(await storage.secretNames()).toEqual(['0:1:0:key']);
    expect(await storage.isErased(sharePrefix(last))).toBe(true);
  });
});
