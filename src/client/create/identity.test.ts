/** Which key a tab plays with: one of its own that no other tab holds, and never one that may sign elsewhere. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createEd25519 } from '../../crypto/ed25519.ts';
import { createMemoryStorage } from '../../storage/memory.ts';
import type { DeviceStorage, IdentityRecord } from '../../storage/storage.ts';
import { type HeldIdentity, holdIdentity } from './identity.ts';

const table = { tableId: 'ab'.repeat(32), path: '/t/x', tableName: 'Kitchen' };

/** Web Locks as one browser's tabs share them: granted if nobody has it. */
function locks() {
  const held = new Set<string>();
  const request = async (
    name: string,
    _: { ifAvailable: true },
    use: (lock: object | null) => Promise<void> | undefined,
  ) => {
    if (held.has(name)) return use(null);
    held.add(name);
    await use({});
    held.delete(name);
  };
  return { request };
}

/** What a tab remembers: another tab begins with nothing. */
function newTab(): void {
  const kept = new Map<string, string>();
  vi.stubGlobal('sessionStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
}

let device: DeviceStorage;
beforeEach(() => {
  device = createMemoryStorage();
  vi.stubGlobal('navigator', { locks: locks() });
  newTab();
});
afterEach(() => vi.unstubAllGlobals());

const hold = async () => holdIdentity(device, await createEd25519(crypto.subtle), table);
const held = async (): Promise<HeldIdentity> => {
  const identity = await hold();
  if (typeof identity === 'string') throw new Error(identity);
  return identity;
};
const change = async (record: IdentityRecord, by: Partial<IdentityRecord>) =>
  device.saveIdentity({ ...record, ...by });
const moved = { at: 1, to: 'age1', player: 'cd'.repeat(32) };

describe('which key a tab plays with', () => {
  it('its own after a reload, another one in a second tab, and none in a duplicate', async () => {
    const first = await held();
    expect(await hold()).toBe('already-open');
    newTab();
    const second = await held();
    expect(second.record.id).not.toBe(first.record.id);
    expect(second.elsewhere).toBe(true);
    second.release();
    await vi.waitFor(async () => expect((await held()).record.id).toBe(second.record.id));
  });

  it('none where the seat was handed over: neither in its own tab nor in a new one', async () => {
    const { record, release } = await held();
    release();
    await change(record, { secretKey: new Uint8Array(0), moved });
    expect(await hold()).toBe('moved');
    newTab();
    expect(await hold()).toBe('moved');
    expect(await device.loadIdentities()).toHaveLength(1);
  });

  it('a new one beside a copy, and says that there is one', async () => {
    const { record, release } = await held();
    release();
    await change(record, { copied: true });
    newTab();
    const mine = await held();
    expect(mine).toMatchObject({ copy: true, elsewhere: false });
    expect(mine.record.secretKey).not.toEqual(record.secretKey);
  });

  it('one that is here, although another of this table was handed over', async () => {
    const first = await held();
    newTab();
    const second = await held();
    first.release();
    second.release();
    await change(first.record, { secretKey: new Uint8Array(0), moved });
    newTab();
    await vi.waitFor(async () => expect(await hold()).toMatchObject({ record: { id: second.record.id } }));
  });
});
