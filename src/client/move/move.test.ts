/** Seats that leave one device and arrive at another; who attacks that has files, passphrases and old devices. */
import 'fake-indexeddb/auto';
import { Encrypter } from 'age-encryption';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { createEd25519, type Ed25519 } from '../../crypto/ed25519.ts';
import { decodeGameFile, encodeGameFile, handOverBytes } from '../../storage/gameFile.ts';
import { type BrowserStorage, openIndexedDb } from '../../storage/indexedDb.ts';
import type { GameRecords, IdentityRecord } from '../../storage/storage.ts';
import { randomBytes } from '../create/identity.ts';
import { asCode, asPassphrase, codeOf, lockFor, lockWithPassphrase, newArrivalKey, unlock } from './lock.ts';
import { arrivalCode, backUp, bring, handedOver, handOver, type MoveOptions } from './move.ts';

let ed25519: Ed25519;
beforeAll(async () => {
  ed25519 = await createEd25519(crypto.subtle);
});

const tableId = 'ab'.repeat(32);
const id = '12'.repeat(16);

const newDevice = async (): Promise<MoveOptions> => {
  const device = await openIndexedDb(`move-${crypto.randomUUID()}`);
  return { device, ed25519, randomBytes, nowMs: () => 7 };
};

/** A device with a game in its second epoch and a hand key in use. */
async function atTheTable(): Promise<MoveOptions & { readonly identity: IdentityRecord }> {
  const o = await newDevice();
  const { secretKey } = ed25519.generateKeyPair(randomBytes);
  const identity = { id, tableId, secretKey, path: `/t/${tableId}#c=1`, tableName: 'Kitchen', createdAt: 5 };
  await o.device.saveIdentity(identity);
  const game = o.device.openGame(id);
  await game.saveGenesis(Uint8Array.of(1, 2, 3));
  await game.saveEpoch({ epoch: 1, checkpoint: Uint8Array.of(4), state: Uint8Array.of(5) });
  const block = (epoch: number, round: number) => {
    return { epoch, id: `${epoch}${round}`, round, author: 2, bytes: Uint8Array.of(epoch, round) };
  };
  await game.journal([block(0, 1)]);
  await game.appendSlots(
    [{ height: 1, epoch: 0, round: 1, author: 2, timeMs: 9, blockIds: ['01'] }],
    [block(0, 2)],
  );
  await game.journal([block(1, 1)]);
  await game.putSecret('1:7:key', Uint8Array.of(42, 43));
  await game.eraseSecrets('0:3:');
  await game.saveVerdict('d', '');
  await game.saveHand({
    ...{ hand: 3, height: 1, finishedAt: 1, yourSeat: 0, yourCards: [1, 2], board: [3, 4, 5] },
    seats: [{ seat: 0, nickname: 'Ann', netChips: -4 }],
    winners: [{ nickname: 'Bea', chips: 9 }],
  });
  return { ...o, identity };
}

const contents = async (device: BrowserStorage): Promise<Partial<GameRecords> | undefined> => {
  const records = await device.readGame(id);
  return records && { ...records, secrets: [...records.secrets].sort((a, b) => (a.name < b.name ? -1 : 1)) };
};

const bytesOf = <T extends { bytes: Uint8Array }>(file: T | string): Uint8Array => {
  if (typeof file === 'string') throw new Error(file);
  return file.bytes;
};

describe('a seat that is handed over', () => {
  it('is whole on the other device, and here neither its key nor a secret is left', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const before = await contents(old.device);
    const file = bytesOf(await handOver(old, id, `  the code: ${await arrivalCode(next)} `));
    expect(await bring(next, file)).toMatchObject({ ok: true, seat: { state: 'here', identity: id } });
    expect(await contents(next.device)).toEqual(before);
    expect(await next.device.openGame(id).isErased('0:3:')).toBe(true);
    expect(await next.device.openGame(id).loadBlocks(1)).toHaveLength(1);

    const left = await old.device.readGame(id);
    expect(left?.identity.secretKey).toEqual(new Uint8Array(0));
    const player = toHex(ed25519.publicKeyOf(old.identity.secretKey));
    expect(left?.identity.moved).toEqual({ at: 7, to: await recipientOf(file, old), player });
    expect(left?.secrets.map((s) => s.name)).toEqual(['handed-over']);
    expect(left?.hands).toHaveLength(1);
    // It can be neither backed up nor handed over from here any more, to nobody.
    expect(await backUp(old, id)).toBe('gone');
    expect(await handOver(old, id, await arrivalCode(await newDevice()))).toBe('gone');
  });

  const recipientOf = async (file: Uint8Array, { device }: MoveOptions) => {
    expect(file.length).toBeGreaterThan(100);
    return (await device.loadIdentity(id))?.moved?.to;
  };

  it('can be saved again where the file was lost, as the same file for the same device', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const file = bytesOf(await handOver(old, id, await arrivalCode(next)));
    expect((await handedOver(old, id))?.bytes).toEqual(file);
    expect(await handedOver(next, id)).toBeUndefined();
    expect((await bring(next, (await handedOver(old, id))!.bytes)).ok).toBe(true);
  });

  it('is taken up once, by one device', async () => {
    const [old, next, other] = [await atTheTable(), await newDevice(), await newDevice()];
    await arrivalCode(other);
    const file = bytesOf(await handOver(old, id, await arrivalCode(next)));
    const refused = { ok: false, reason: 'not-for-this-device' };
    expect(await bring(other, file)).toEqual(refused);
    expect(await bring(await newDevice(), file)).toEqual(refused);
    expect(await bring(old, file)).toEqual(refused);
    expect((await bring(next, file)).ok).toBe(true);
    expect(await bring(next, file)).toEqual(refused);
    // Also after that device has a code again, and has handed the seat on.
    const back = bytesOf(await handOver(next, id, await arrivalCode(old)));
    await arrivalCode(next);
    expect(await bring(next, file)).toEqual(refused);
    expect(await bring(old, back)).toMatchObject({ ok: true, seat: { state: 'here' } });
    expect((await old.device.loadIdentity(id))?.secretKey).toEqual(old.identity.secretKey);
  });

  it('two tabs of a device take it up once', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const file = bytesOf(await handOver(old, id, await arrivalCode(next)));
    const both = await Promise.all([bring(next, file), bring(next, file)]);
    expect(both.filter((r) => r.ok)).toHaveLength(1);
  });

  it('two codes asked for at once are one', async () => {
    const next = await newDevice();
    const [one, other] = await Promise.all([arrivalCode(next), arrivalCode(next)]);
    expect(one).toBe(other);
    expect(await arrivalCode(next)).toBe(one);
  });

  it('stays where it is for a code that another seat went to: nothing would open its file', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const second = { ...old.identity, id: '34'.repeat(16), tableId: 'cd'.repeat(32) };
    await old.device.saveIdentity({ ...second, path: `/t/${second.tableId}#c=1` });
    const code = await arrivalCode(next);
    const first = bytesOf(await handOver(old, id, code));
    expect(await handOver(old, second.id, code)).toBe('used-code');
    expect((await old.device.loadIdentity(second.id))?.moved).toBeUndefined();
    expect((await bring(next, first)).ok).toBe(true);
    expect(await handOver(old, second.id, code)).toBe('used-code');
    const file = bytesOf(await handOver(old, second.id, await arrivalCode(next)));
    expect((await bring(next, file)).ok).toBe(true);
  });

  it('does not arrive by a key that has gone since its file was opened, and leaves the newer key alone', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const records = (await old.device.readGame(id))!;
    const before = await newArrivalKey();
    const code = await arrivalCode(next);
    expect(await next.device.addGame(records, before)).toBe('used');
    expect(await next.device.loadIdentities()).toEqual([]);
    expect(await arrivalCode(next)).toBe(code);
    expect((await bring(next, bytesOf(await handOver(old, id, code)))).ok).toBe(true);
  });

  it('a hand that is not over does not arrive as one that ended', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    await old.device.openGame(id).saveHand({
      ...{ hand: 4, height: 1, finishedAt: 1, yourSeat: 0, yourCards: [], board: [], winners: [] },
      seats: [{ seat: 0, nickname: 'Ann', netChips: 0 }],
      unfinished: { what: 'cards', from: ['Bea'] },
    });
    await bring(next, bytesOf(await handOver(old, id, await arrivalCode(next))));
    expect((await next.device.openGame(id).loadHands()).map((h) => h.hand)).toEqual([3]);
  });

  it('a hand in which cards were withheld says so on the other device, too', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    await old.device.openGame(id).saveHand({
      ...{ hand: 5, height: 1, finishedAt: 1, yourSeat: 0, yourCards: [], board: [], winners: [] },
      seats: [{ seat: 0, nickname: 'Ann', netChips: 40 }],
      withheld: true,
    });
    await bring(next, bytesOf(await handOver(old, id, await arrivalCode(next))));
    const hands = await next.device.openGame(id).loadHands();
    expect(hands.map((h) => [h.hand, h.withheld ?? false])).toEqual([
      [3, false],
      [5, true],
    ]);
  });

  it('stays where it is for a code that is none, or this device’s own', async () => {
    const old = await atTheTable();
    const before = await contents(old.device);
    const code = await codeOf(await newArrivalKey());
    const flipped = `${code.slice(0, -1)}${code.endsWith('q') ? 'p' : 'q'}`;
    for (const typed of ['', 'age1', flipped, code.slice(0, -1), 'AGE-SECRET-KEY-1QQQ'])
      expect(await handOver(old, id, typed)).toBe('bad-code');
    expect(await handOver(old, id, await arrivalCode(old))).toBe('own-code');
    expect(await contents(old.device)).toEqual(before);
    expect(asCode(code.toUpperCase())).toBe(code);
  });

  it('whose key has not said so is not played here, whoever locked it', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const code = await arrivalCode(next);
    const records = (await old.device.readGame(id))!;
    const { secretKey } = old.identity;
    const player = ed25519.publicKeyOf(secretKey);
    const other = await codeOf(await newArrivalKey());
    const words = [
      undefined,
      new Uint8Array(64),
      await ed25519.sign(secretKey, handOverBytes(tableId, player, other)),
      await ed25519.sign(
        ed25519.generateKeyPair(randomBytes).secretKey,
        handOverBytes(tableId, player, code),
      ),
    ];
    for (const word of words) {
      const file = await lockFor(code, encodeGameFile({ records, handedOver: word }));
      expect(await bring(next, file)).toEqual({ ok: false, reason: 'damaged' });
    }
    expect(await next.device.loadIdentities()).toEqual([]);
    // And the code is still good for the true one.
    expect((await bring(next, bytesOf(await handOver(old, id, code)))).ok).toBe(true);
  });
});

describe('a backup', () => {
  it('opens with its passphrase however it is typed, any number of times, and never signs', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const made = await backUp(old, id);
    if (made === 'gone') throw new Error(made);
    expect(made.passphrase.split(' ')).toHaveLength(6);
    expect(made.file.name).not.toContain('Kitchen');
    expect(await bring(next, made.file.bytes)).toEqual({ ok: false, reason: 'needs-passphrase' });
    const typed = ` ${made.passphrase.toUpperCase().replaceAll(' ', ',  ')}\n`;
    for (let i = 0; i < 2; i++)
      expect(await bring(next, made.file.bytes, typed)).toMatchObject({ ok: true, seat: { state: 'copy' } });
    expect((await next.device.loadIdentity(id))?.copied).toBe(true);
    // No way leads from a copy to a signer: it cannot be handed on as a seat.
    expect(await backUp(next, id)).toBe('gone');
    expect(await handOver(next, id, await arrivalCode(old))).toBe('gone');
    // The old device is as it was.
    expect(await bring(old, made.file.bytes, typed)).toEqual({ ok: false, reason: 'already-here' });
    expect((await old.device.loadIdentity(id))?.copied).toBeUndefined();
    // The seat itself may still come, and takes the copy's place.
    const file = bytesOf(await handOver(old, id, await arrivalCode(next)));
    expect(await bring(next, file)).toMatchObject({ ok: true, seat: { state: 'here' } });
    // Where a seat was handed over a backup brings nothing back.
    expect(await bring(old, made.file.bytes, typed)).toEqual({ ok: false, reason: 'already-here' });
    expect((await old.device.loadIdentity(id))?.secretKey).toHaveLength(0);
  });

  it('with another passphrase, cut off, changed or of another version: one reason, and nothing is stored', async () => {
    const [old, next] = [await atTheTable(), await newDevice()];
    const made = await backUp(old, id);
    if (made === 'gone') throw new Error(made);
    const { bytes } = made.file;
    expect(await bring(next, bytes, 'zoo zoo zoo zoo zoo zoo')).toEqual({
      ok: false,
      reason: 'wrong-passphrase',
    });
    expect(await bring(next, bytes.subarray(0, bytes.length - 1), made.passphrase)).toEqual({
      ok: false,
      reason: 'damaged',
    });
    const later = await lockWithPassphrase(
      encodeGameFile({ records: (await old.device.readGame(id))!, handedOver: undefined }).map((b, i) =>
        i === 16 ? 4 : b,
      ),
      made.passphrase,
    );
    expect(await bring(next, later, made.passphrase)).toEqual({ ok: false, reason: 'other-version' });
    for (const none of [
      new Uint8Array(0),
      Uint8Array.of(1, 2),
      new TextEncoder().encode('age-encryption.org/v2\n'),
    ])
      expect(await bring(next, none, made.passphrase)).toEqual({ ok: false, reason: 'not-a-seat' });
    expect(await next.device.loadIdentities()).toEqual([]);
  });

  it('a passphrase is not case, commas or spaces', () => {
    expect(asPassphrase('  Able\tzoo, zoo-Zoo \n')).toBe('able zoo zoo zoo');
  });
});

describe('a file that was cut off or changed anywhere', () => {
  it('opens for nobody', async () => {
    const key = await newArrivalKey();
    const encrypter = new Encrypter();
    encrypter.addRecipient(await codeOf(key));
    const whole = await encrypter.encrypt(new Uint8Array(200).fill(7));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        async (at, flip, cut) => {
          const bad = cut ? whole.subarray(0, at) : whole.map((b, i) => (i === at ? b ^ flip : b));
          expect(typeof (await unlock(bad, { key }))).toBe('string');
        },
      ),
      { numRuns: 200 },
    );
  });

  it('unlocked, is a seat or is refused; never anything between', async () => {
    const old = await atTheTable();
    const whole = encodeGameFile({ records: (await old.device.readGame(id))!, handedOver: undefined });
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bad = whole.map((b, i) => (i === at ? b ^ flip : b));
        try {
          const read = decodeGameFile(bad);
          if (read === 'other-version') expect(at).toBe(16);
          else
            expect(read.records.identity.path.startsWith(`/t/${read.records.identity.tableId}`)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ name: 'DecodeError' });
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with a path that leads elsewhere is none', async () => {
    const old = await atTheTable();
    const records = (await old.device.readGame(id))!;
    for (const path of ['//evil.example/', 'https://evil.example/', `/t/${'cd'.repeat(32)}`])
      expect(() =>
        decodeGameFile(
          encodeGameFile({
            records: { ...records, identity: { ...records.identity, path } },
            handedOver: undefined,
          }),
        ),
      ).toThrow('path');
  });
});
