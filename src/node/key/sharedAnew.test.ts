/** What the key signs when members change: under one sharing it was settled, under the next it is signed. */
import { beforeAll, expect, it } from 'vitest';
import { toHex } from '../../codec/decode.ts';
import { keySigningBytes } from '../../codec/keyMessages.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import { blsVerify } from '../../crypto/bls.ts';
import type { G1Group } from '../../crypto/group.ts';
import { KeyPlay, signedGenesis } from '../../testing/keyPlay.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { SigningDevices } from '../../testing/signingDevices.ts';

let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

it('what nobody could sign before is signed anew when the key is shared anew; nobody is blamed', async () => {
  const change = { actionTimeMs: 600_000, startingStackChips: 400 };
  const t = new KeyPlay(signedGenesis([0, 1, 2, 3], change), group, seededRandom('shared anew'));
  const d = new SigningDevices(t);
  await d.pass(60_000);
  const { key, instance } = t.state.key!.serving!.sharing;
  await d.hand();
  await d.deliver();
  t.leave(3);
  const seats = [0, 1, 2];
  for (const seat of seats) d.cut.add(seat);
  await d.hand();
  await d.deliver();
  for (const seat of seats) expect(d.signers.get(seat)!.all).toEqual([]);
  await d.pass(60_000);
  const now = t.state.key!.serving!.sharing;
  expect(toHex(now.key)).toBe(toHex(key));
  expect(toHex(now.instance)).not.toBe(toHex(instance));
  d.cut.clear();
  for (const seat of seats) for (const other of seats) d.signers.get(seat)!.linked(other);
  await d.deliver();
  for (const seat of seats) {
    const { all, bad } = d.signers.get(seat)!;
    expect(all.map(({ message }) => message)).toMatchObject([{ kind: 'checkpoint', hand: 2, epoch: 1 }]);
    expect(blsVerify(group, key, keySigningBytes(all[0]!.message), all[0]!.signature)).toBe(true);
    expect([...bad]).toEqual([]);
  }
  expect(d.penalties).toEqual([]);
});
