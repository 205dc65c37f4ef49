/** What becomes of the table's key where a seat is moved or backed up: one device signs, and nothing twice. */
import 'fake-indexeddb/auto';
import { beforeAll, describe, expect, it } from 'vitest';
import type { KeyMessage } from '../../codec/keyMessages.ts';
import { encodeKeySigned } from '../../codec/keyPartial.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import { maySign } from '../../node/key/closing.ts';
import { epochPrefix, isOfTableKey, keepShare, shareOf } from '../../node/key/shares.ts';
import { encodeGameFile, handOverBytes } from '../../storage/gameFile.ts';
import { openIndexedDb } from '../../storage/indexedDb.ts';
import type { GameStorage, IdentityRecord, SignedRecord } from '../../storage/storage.ts';
import { randomBytes } from '../create/identity.ts';
import { lockFor, lockWithPassphrase } from './lock.ts';
import { arrivalCode, backUp, bring, handOver, type MoveOptions } from './move.ts';

let ed25519: Ed25519;
beforeAll(async () => {
  ed25519 = await createEd25519(crypto.subtle);
});

const tableId = 'ab'.repeat(32);
const id = '12'.repeat(16);
const instance = new Uint8Array(32).fill(3);
const before = new Uint8Array(32).fill(4);
const share = new Uint8Array(32).fill(6);
const said = `${epochPrefix(instance)}said:deal`;

const closing: KeyMessage = {
  ...({ kind: 'closing', instance, firstRoot: new Uint8Array(32), height: 9, timeMs: 8 } as const),
  ...{ table: new Uint8Array(32), rules: 2, epoch: 1, ledgerRoot: new Uint8Array(32) },
  ...{ unfinished: [], closed: 1 },
};
const signedWith = (signature: number): SignedRecord => {
  const bytes = { key: new Uint8Array(96).fill(1), signature: new Uint8Array(48).fill(signature) };
  return { id: `3:0${signature}`, bytes: encodeKeySigned({ epoch: 1, message: closing, ...bytes }) };
};
const signed = [signedWith(2), signedWith(3)];

const newDevice = async (): Promise<MoveOptions> => {
  const device = await openIndexedDb(`key-${crypto.randomUUID()}`);
  return { device, ed25519, randomBytes, nowMs: () => 7 };
};

const gameOn = ({ device }: MoveOptions): GameStorage => device.openGame(id);

/** A device that holds a share, has erased the epoch before, and is in the middle of dealing it on. */
async function holder(): Promise<MoveOptions & { readonly identity: IdentityRecord }> {
  const o = await newDevice();
  const { secretKey } = ed25519.generateKeyPair(randomBytes);
  const identity = { id, tableId, secretKey, path: `/t/${tableId}#c=1`, tableName: 'Kitchen', createdAt: 5 };
  await o.device.saveIdentity(identity);
  const game = gameOn(o);
  await game.putSecret('1:7:key', Uint8Array.of(42, 43));
  await keepShare(game, instance, share);
  await game.putSecret(`${epochPrefix(instance)}channel`, new Uint8Array(32).fill(7));
  await game.putSecret(said, Uint8Array.of(8, 8));
  await game.eraseSecrets(epochPrefix(before));
  for (const record of signed) await game.saveSigned(record);
  return { ...o, identity };
}

const bytesOf = <T extends { bytes: Uint8Array }>(file: T | string): Uint8Array => {
  if (typeof file === 'string') throw new Error(file);
  return file.bytes;
};

/** Without the last list of the container, which is empty: its offset goes, and all others are nearer. */
function asSecondVersion(file: Uint8Array): Uint8Array {
  const [head, body] = [file.slice(0, 17), file.slice(17)];
  const view = new DataView(body.buffer);
  for (let at = 0; at < 16; at += 4) view.setUint32(at, view.getUint32(at, true) - 4, true);
  head[16] = 2;
  return Uint8Array.of(...head, ...body.subarray(0, 16), ...body.subarray(20));
}

describe('a seat that is handed over', () => {
  it('signs for the table’s key there, what it would have signed here and nothing else, and no more here', async () => {
    const [old, next] = [await holder(), await newDevice()];
    // Durable, and perhaps told to everybody already.
    expect(await maySign(gameOn(old), closing)).toBe(true);
    expect((await bring(next, bytesOf(await handOver(old, id, await arrivalCode(next))))).ok).toBe(true);
    const there = gameOn(next);
    expect(await there.loadSigned()).toEqual(signed);
    expect(await shareOf(there, instance)).toEqual(share);
    // What was dealt is said again byte for byte, and not made anew.
    expect(await there.getSecret(said)).toEqual(Uint8Array.of(8, 8));
    expect(await there.isErased(epochPrefix(before))).toBe(true);
    expect(await maySign(there, closing)).toBe(true);
    expect(await maySign(there, { ...closing, unfinished: [4] })).toBe(false);
    expect(await maySign(there, { ...closing, height: 10 })).toBe(false);
    // Nothing signs here, and what was signed can still be read here.
    expect(await shareOf(gameOn(old), instance)).toBeUndefined();
    expect(await gameOn(old).secretNames()).toEqual(['handed-over']);
    expect(await gameOn(old).loadSigned()).toEqual(signed);
  });

  it('and comes back finds no word on its first device that is older than what it brings', async () => {
    const [old, next] = [await holder(), await newDevice()];
    expect((await bring(next, bytesOf(await handOver(old, id, await arrivalCode(next))))).ok).toBe(true);
    expect(await maySign(gameOn(next), closing)).toBe(true);
    const back = bytesOf(await handOver(next, id, await arrivalCode(old)));
    expect((await bring(old, back)).ok).toBe(true);
    expect(await maySign(gameOn(old), { ...closing, unfinished: [4] })).toBe(false);
    expect(await shareOf(gameOn(old), instance)).toEqual(share);
    expect(await shareOf(gameOn(next), instance)).toBeUndefined();
  });

  it('arrives by a file of the version before as well, without what was signed', async () => {
    const [old, next] = [await holder(), await newDevice()];
    const records = { ...(await old.device.readGame(id))!, signed: [] };
    const { secretKey } = old.identity;
    const code = await arrivalCode(next);
    const player = ed25519.publicKeyOf(secretKey);
    const handedOver = await ed25519.sign(secretKey, handOverBytes(tableId, player, code));
    const file = await lockFor(code, asSecondVersion(encodeGameFile({ records, handedOver })));
    expect(await bring(next, file)).toMatchObject({ ok: true, seat: { state: 'here' } });
    expect(await gameOn(next).loadSigned()).toEqual([]);
    expect(await shareOf(gameOn(next), instance)).toEqual(share);
  });

  it('does not arrive with something that cannot be read among what was signed', async () => {
    const [old, next] = [await holder(), await newDevice()];
    const code = await arrivalCode(next);
    const { secretKey } = old.identity;
    const player = ed25519.publicKeyOf(secretKey);
    const handedOver = await ed25519.sign(secretKey, handOverBytes(tableId, player, code));
    const records = { ...(await old.device.readGame(id))!, signed: [{ id: 'x', bytes: Uint8Array.of(1) }] };
    const file = await lockFor(code, encodeGameFile({ records, handedOver }));
    expect(await bring(next, file)).toEqual({ ok: false, reason: 'damaged' });
    expect(await next.device.loadIdentities()).toEqual([]);
  });
});

describe('a backup', () => {
  it('has nothing of the table’s key, which it would outlive, and everything that the key has signed', async () => {
    const [old, next] = [await holder(), await newDevice()];
    expect((await gameOn(old).secretNames()).filter(isOfTableKey)).toHaveLength(3);
    const made = await backUp(old, id);
    if (made === 'gone') throw new Error(made);
    expect((await bring(next, made.file.bytes, made.passphrase)).ok).toBe(true);
    const copy = (await next.device.readGame(id))!;
    expect(copy.secrets.map((s) => s.name)).toEqual(['1:7:key']);
    expect(copy.signed).toEqual(signed);
    // One of before may have a share in it, which is not taken up either.
    const records = { ...(await old.device.readGame(id))!, signed: [] };
    const before = asSecondVersion(encodeGameFile({ records, handedOver: undefined }));
    const file = await lockWithPassphrase(before, made.passphrase);
    const other = await newDevice();
    expect((await bring(other, file, made.passphrase)).ok).toBe(true);
    expect((await other.device.readGame(id))!.secrets.map((s) => s.name)).toEqual(['1:7:key']);
    // The device itself signs on, and its seat can still come, with all of it.
    expect(await shareOf(gameOn(old), instance)).toEqual(share);
    expect((await bring(next, bytesOf(await handOver(old, id, await arrivalCode(next))))).ok).toBe(true);
    expect(await shareOf(gameOn(next), instance)).toEqual(share);
  });
});
