/** A key whose holders withhold their part of its signatures: it is found silent by the log, and replaced. */
import { beforeAll, describe, expect, it } from 'vitest';
import { ADMISSIONS } from '../../codec/config.ts';
import { toHex } from '../../codec/decode.ts';
import { encodeKeyMessage, KEY_MESSAGES } from '../../codec/keyMessages.ts';
import { createMclGroup } from '../../crypto/backendMcl.ts';
import type { G1Group } from '../../crypto/group.ts';
import { KeyPlay, signedGenesis } from '../../testing/keyPlay.ts';
import { seededRandom } from '../../testing/seededRandom.ts';
import { SigningDevices } from '../../testing/signingDevices.ts';

let group: G1Group;
beforeAll(async () => {
  group = await createMclGroup();
});

function table(name: string) {
  const change = { admission: ADMISSIONS.indexOf('open'), bondChips: 20, actionTimeMs: 600_000 };
  const t = new KeyPlay(signedGenesis([0, 1, 2, 3], change), group, seededRandom(name));
  return { t, d: new SigningDevices(t) };
}

/** A key comes into service, a hand is played, and time enough for its signature goes by; then another hand. */
async function round({ d }: ReturnType<typeof table>): Promise<void> {
  await d.pass(60_000);
  await d.hand();
  await d.deliver();
  await d.pass(70_000);
  await d.hand();
  await d.deliver();
}

/** It takes part in everything, but in no signature; with the others' partials it has one, and shows it to nobody. */
function withholds({ t, d }: ReturnType<typeof table>, seat: number): void {
  d.twists.set(seat, () => undefined);
  t.twists.set(seat, (honest, duty) => (duty.kind === 'signed' ? undefined : honest));
}

const serving = ({ t }: ReturnType<typeof table>) => t.state.key!.serving!;
const keyOf = (a: ReturnType<typeof table>): string => toHex(serving(a).sharing.key);
const shown = ({ t }: ReturnType<typeof table>) =>
  t.outcomes.filter((o) => o.kind === 'keySigned').map((o) => o.outcome);
const nobodyIsOut = ({ t }: ReturnType<typeof table>): boolean =>
  t.state.validators.every((v) => !v.expelled && Object.keys(v.refused).length === 0);

describe('a key in service', () => {
  it('that signs is shown to the log once an epoch, by one member, and stays', async () => {
    const a = table('signs');
    await round(a);
    expect(a.t.state.key!.asked).toMatchObject({ signed: true });
    expect(shown(a)).toEqual([{ applied: true }]);
    const key = keyOf(a);
    for (const change of [() => a.t.leave(3), () => a.t.join(5), () => a.t.leave(5)]) {
      change();
      await round(a);
      expect(serving(a).silentEpochs).toBe(0);
      expect(keyOf(a)).toBe(key);
    }
    expect(shown(a)).toHaveLength(4);
    expect(nobodyIsOut(a)).toBe(true);
  });

  it('that a quorum can use in spite of one that withholds is not silent', async () => {
    const a = table('one refuses');
    withholds(a, 2);
    await round(a);
    expect(a.t.state.key!.asked).toMatchObject({ signed: true });
    a.t.leave(3);
    expect(serving(a).silentEpochs).toBe(0);
  });

  it('that holders deal on and do not sign with is replaced after two epochs; then there are signatures', async () => {
    const a = table('silent');
    for (const seat of [2, 3]) withholds(a, seat);
    await round(a);
    const key = keyOf(a);
    expect(a.t.state.key!.asked).toMatchObject({ signed: false });
    a.t.leave(3);
    await round(a);
    expect(serving(a).silentEpochs).toBe(1);
    expect(keyOf(a)).toBe(key);
    a.t.join(5);
    expect(serving(a).silentEpochs).toBe(2);
    a.d.twists.clear();
    a.t.twists.clear();
    await round(a);
    expect(keyOf(a)).not.toBe(key);
    expect(serving(a).silentEpochs).toBe(0);
    expect(a.t.state.key!.asked).toMatchObject({ signed: true });
    expect(a.d.signers.get(5)!.all).not.toEqual([]);
    expect(nobodyIsOut(a)).toBe(true);
  });

  it('is not silent for an epoch that ended before anybody could have signed', async () => {
    const a = table('short');
    for (const seat of [2, 3]) withholds(a, seat);
    await a.d.pass(60_000);
    await a.d.hand();
    a.t.leave(3);
    expect(serving(a).silentEpochs).toBe(0);
  });

  it('is said to have signed what it has not: a lie; late, of another key or epoch, twice: nobody’s fault', async () => {
    const a = table('lies');
    for (const seat of [2, 3]) withholds(a, seat);
    await round(a);
    const { t } = a;
    const { instance } = t.state;
    const place = { instance, firstRoot: new Uint8Array(32), height: 1, timeMs: 1 };
    const late = { hand: 1, attempt: 0, decision: 0, seat: 0, deadlineMs: 1, tickMs: 2 };
    const what = KEY_MESSAGES.indexOf('timeout');
    const content = (of: Uint8Array) =>
      encodeKeyMessage({ kind: 'timeout', ...place, instance: of, ...late });
    const signature = t.state.key!.channelKeys[0]!;
    const { key } = serving(a).sharing;
    const say = (seat: number, change: object) =>
      t.say(seat, {
        kind: 'keySigned',
        body: { key, what, content: content(instance), signature, ...change },
      });
    expect(say(0, { content: content(new Uint8Array(32)) }).reason).toBe('stale');
    expect(say(0, { key: new Uint8Array(96) }).reason).toBe('stale');
    expect(nobodyIsOut(a)).toBe(true);
    say(1, {});
    expect(t.state.validators[1]!.expelled).toBe(true);
    expect(t.state.key!.asked).toMatchObject({ signed: false });
  });
});
