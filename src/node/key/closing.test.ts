/** The closing settlement on devices: signed once, by all who are needed, and then nobody holds a share any more. */
import { beforeAll, describe, expect, it } from 'vitest';
import { equalBytes } from '../../codec/decode.ts';
import type { KeyMessage } from '../../codec/keyMessages.ts';
import { encodeKeySigned } from '../../codec/keyPartial.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import type { G1Group } from '../../crypto/group.ts';
import { ledgerRootOf } from '../../table/state/tree.ts';
import { type Devices, devices, falsely } from '../../testing/keyDevices.ts';
import { keepShare, shareOf } from './shares.ts';

let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

type Closing = Extract<KeyMessage, { kind: 'closing' }>;

async function evening(n: number, name?: string): Promise<Devices> {
  const d = await devices(n, group, name);
  await d.hand();
  await d.deliver();
  return d;
}

/** Names of what a device keeps of the key. */
const kept = async (d: Devices, index: number): Promise<string[]> =>
  (await d.storages.get(index)!.secretNames()).filter((name) => /^(?:key|share):/u.test(name));

const closingOf = (d: Devices, index: number): Closing => {
  const found = d.signers[index]!.all.find(({ message }) => message.kind === 'closing');
  if (found?.message.kind !== 'closing') throw new Error('no closing');
  return found.message;
};

/** What a device of another history would have to be signed: by the sharing that is in service. */
async function asked(d: Devices, index: number, message: KeyMessage): Promise<number> {
  d.jobs.length = 0;
  d.signers[index]!.want(message, d.t.state.key!.serving!);
  await d.signers[index]!.idle;
  return d.jobs.filter((kind) => kind === 'sign').length;
}

describe('a closing settlement', () => {
  it.each([2, 4])('of %i is signed by the key, and nobody holds a share any more', async (n) => {
    const d = await evening(n);
    const { instance } = d.t.state.key!.serving!.sharing;
    expect(await kept(d, 0)).not.toEqual([]);
    d.close();
    await d.deliver();
    for (let i = 0; i < n; i++) {
      expect(d.holds(i)).toEqual(['checkpoint', 'closing']);
      expect(await kept(d, i)).toEqual([]);
      expect(await shareOf(d.storages.get(i)!, instance)).toBeUndefined();
    }
    const message = closingOf(d, 0);
    expect(message).toMatchObject({ closed: 1, unfinished: [], epoch: 0, ...d.t.state.closed });
    expect(equalBytes(message.ledgerRoot, ledgerRootOf(d.t.state))).toBe(true);
    expect(d.penalties).toEqual([]);
  });

  it('a share that was erased signs nothing, whatever is asked, and does not come back', async () => {
    const d = await evening(2);
    const { instance } = d.t.state.key!.serving!.sharing;
    d.close();
    await d.deliver();
    const closing = closingOf(d, 0);
    d.open(0);
    const again = { ...closing, kind: 'standing', hand: 1, stateRoot: closing.ledgerRoot } as const;
    expect(await asked(d, 0, again)).toBe(0);
    // Not even where somebody puts the bytes back under its name.
    await keepShare(d.storages.get(0)!, instance, new Uint8Array(32).fill(5));
    expect(await shareOf(d.storages.get(0)!, instance)).toBeUndefined();
    expect(await asked(d, 0, { ...again, height: again.height - 1 })).toBe(0);
  });

  it('a member signs one, ever: not a second one, nor anything of a later height', async () => {
    const d = await evening(2);
    // The other one never answers, so that the share is still held.
    d.cut.add(1);
    d.close();
    await d.deliver();
    expect(await kept(d, 0)).not.toEqual([]);
    const { key, closed, tableId: table, epoch, instance } = d.t.state;
    expect(key?.serving).toBeDefined();
    const { height, timeMs } = closed!;
    const firstRoot = new Uint8Array(32).fill(3);
    const place = { instance, firstRoot, height, timeMs, table, rules: 2, epoch };
    const other = {
      ...place,
      kind: 'closing',
      ledgerRoot: firstRoot,
      unfinished: [] as number[],
      closed: 1,
    } as const;
    const checkpoint = { ...place, kind: 'checkpoint', hand: 1, stateRoot: firstRoot } as const;
    for (const reload of [false, true]) {
      if (reload) d.open(0);
      expect(await asked(d, 0, { ...other, timeMs: timeMs + Number(reload) }), 'another closing').toBe(0);
      const later = { ...checkpoint, height: height + 1 + Number(reload) };
      expect(await asked(d, 0, later), 'a hand after it').toBe(0);
      expect(await asked(d, 0, { ...later, kind: 'standing' }), 'a standing after it').toBe(0);
      const earlier = { ...checkpoint, height: height - 1 - Number(reload) };
      expect(await asked(d, 0, earlier), 'the hand before it').toBe(1);
    }
  });

  it('that the loser withholds is not signed, its share stays; and is when it gives in', async () => {
    const d = await evening(2);
    d.twist.set(1, () => undefined);
    d.mum.add(1);
    d.close();
    await d.deliver();
    expect(d.holds(0)).toEqual(['checkpoint']);
    expect(await kept(d, 0)).not.toEqual([]);
    d.mum.delete(1);
    d.signers[0]!.linked(1);
    await d.deliver();
    for (const i of [0, 1]) {
      expect(d.holds(i)).toEqual(['checkpoint', 'closing']);
      expect(await kept(d, i)).toEqual([]);
    }
  });

  it('comes to one who was away when it was signed, though nobody else can sign any more', async () => {
    const d = await evening(4);
    d.cut.add(3);
    d.close();
    await d.deliver();
    expect(d.holds(3)).toEqual(['checkpoint']);
    for (const i of [0, 1, 2]) expect(await kept(d, i)).toEqual([]);
    d.cut.delete(3);
    d.signers[3]!.linked(1);
    await d.deliver();
    expect(d.holds(3)).toEqual(['checkpoint', 'closing']);
    expect(await kept(d, 3)).toEqual([]);
  });

  it('of another table or epoch is dropped and convicts nobody', async () => {
    const other = await evening(2, 'another');
    const said: Uint8Array[] = [];
    other.twist.set(0, (honest) => {
      said.push(honest.digest);
      return honest;
    });
    other.close();
    await other.deliver();
    expect(other.holds(1)).toEqual(['checkpoint', 'closing']);
    // Its author signs it anew for here, or names another epoch.
    for (const change of [{ digest: said[0]! }, { instance: new Uint8Array(32).fill(8) }]) {
      const d = await evening(2);
      d.twist.set(
        0,
        falsely(0, () => change),
      );
      d.mum.add(0);
      d.close();
      await d.deliver();
      expect(d.holds(1)).toEqual(['checkpoint']);
      expect(d.penalties).toEqual([]);
      expect([...d.signers[1]!.bad]).toEqual([]);
    }
  });

  it('survives a reload of everybody in the middle', async () => {
    const d = await evening(2);
    d.cut.add(1);
    const before = d.t.state;
    d.close();
    await d.deliver();
    const after = d.t.state;
    d.cut.delete(1);
    for (const i of [0, 1]) d.open(i);
    for (const s of d.signers) s.settled(before, after);
    await d.deliver();
    for (const i of [0, 1]) expect(d.holds(i)).toEqual(['checkpoint', 'closing']);
    // Byte for byte what was marked before.
    expect(closingOf(d, 0)).toEqual(closingOf(d, 1));
  });

  it('that was kept before a crash erases what was left, when the device is opened again', async () => {
    const d = await evening(2);
    d.close();
    await d.deliver();
    const signed = d.signers[0]!.all.find(({ message }) => message.kind === 'closing')!;
    // Another device as it was when it had kept the signature, and nothing had been erased.
    const e = await devices(2, group);
    const storage = e.storages.get(0)!;
    expect(await kept(e, 0)).not.toEqual([]);
    await storage.saveSigned({ id: 'closing', bytes: encodeKeySigned(signed) });
    e.open(0);
    await e.signers[0]!.idle;
    expect(await kept(e, 0)).toEqual([]);
  });
});
