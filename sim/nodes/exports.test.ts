/**
 * What leaves a device after an evening with a table's key. No secret of anybody is in anything that is exported; what
 * the key has signed is, and whoever reads it checks it.
 */
import 'fake-indexeddb/auto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { verifyFiles } from '../../src/cli/verify.ts';
import { failureReport } from '../../src/client/contract/report.ts';
import { openSaved } from '../../src/client/record/openSaved.ts';
import { toHex } from '../../src/codec/decode.ts';
import { KEY_MESSAGES, keySigningBytes } from '../../src/codec/keyMessages.ts';
import { decodeKeySigned, type KeySigned } from '../../src/codec/keyPartial.ts';
import { decodeLogFile, encodeLogFile, type LogFile } from '../../src/codec/logFile.ts';
import { createMclGroup } from '../../src/crypto/backendMcl.ts';
import { blsSign } from '../../src/crypto/bls.ts';
import type { Ed25519 } from '../../src/crypto/ed25519.ts';
import type { G1Group } from '../../src/crypto/group.ts';
import { shareOf } from '../../src/node/key/shares.ts';
import type { LogReport } from '../../src/node/log/report.ts';
import { verifyLog } from '../../src/node/log/verify.ts';
import { formsOf, type Secret, SecretSearch } from '../../src/testing/secretSearch.ts';
import { readCrs } from '../../src/workers/crsNode.ts';
import type { DeckWorker } from '../../src/workers/deckWorker.ts';
import { createInProcessDeckWorker, systemRandom } from '../../src/workers/inProcess.ts';
import { KeyEvening } from './keyEvening.ts';
import { createSyncSignatures } from './syncSignatures.ts';
import { type TakenAway, takeAway } from './takenAway.ts';

/** Proofs of the cards are other tests' matter: here they are taken for true. */
let worker: DeckWorker;
vi.mock('../../src/workers/browserPool.ts', () => ({ createBrowserDeckWorker: () => worker }));
vi.mock('../../src/workers/nodeWorker.ts', () => ({ createNodeDeckWorker: async () => worker }));

/** Whose device exports. */
const OURS = 1;

let group: G1Group;
let ed25519: Ed25519;
let evening: KeyEvening;
let middle: TakenAway;
let end: TakenAway;
let log: LogFile;
let signed: KeySigned[];
let secrets: Secret[];

beforeAll(async () => {
  group = await createMclGroup();
  ed25519 = await createSyncSignatures();
  const crs = await readCrs({ deckSize: 52 });
  const inner = createInProcessDeckWorker({ group, crs, random: systemRandom, nowMs: () => 0 });
  worker = {
    ...inner,
    verify: async (s) => (s.kind === 'keySigned' ? inner.verify(s) : { verdict: { ok: true }, tookMs: 0 }),
    close: () => undefined,
  };
  evening = new KeyEvening(ed25519, group);
  const take = async () => {
    const player = evening.players[OURS]!;
    return takeAway(await evening.recordsOf(player), player.node!, ed25519);
  };
  await evening.play(async () => {
    middle = await take();
  });
  end = await take();
  log = decodeLogFile(end.files.get('saved game')!);
  const { game } = evening.players[OURS]!.disk;
  signed = (await game.loadSigned()).map(({ bytes }) => decodeKeySigned(bytes));
  secrets = [...evening.secrets(), ...middle.secrets, ...end.secrets];
}, 600_000);

const text = (s: string): Uint8Array => new TextEncoder().encode(s);

describe('no secret of the evening', () => {
  it('is in any byte of anything that is exported, in the middle of a resharing or after the closing', () => {
    const search = new SecretSearch(secrets);
    for (const [when, { files }] of Object.entries({ middle, end }))
      for (const [what, bytes] of files) {
        expect(bytes.length, what).toBeGreaterThan(20);
        expect(search.in(bytes), `${what}, ${when}`).toEqual([]);
      }
    expect([...middle.files.keys()]).toEqual([...end.files.keys()]);
    expect(middle.files.size).toBe(16);
  });

  it('of the table’s key is left on a device after the closing', async () => {
    for (const { disk } of evening.players)
      for (const instance of evening.instances) expect(await shareOf(disk.game, instance)).toBeUndefined();
    expect(evening.instances).toHaveLength(2);
  });

  it('is missing among those that are looked for, and each is found wherever it is planted', () => {
    const all = secrets;
    const search = new SecretSearch(all);
    const names = all.map((s) => s.name);
    // Two generations: four dealers of three coefficients to four receivers, then three to three.
    expect(names.filter((n) => n.includes('coefficient'))).toHaveLength(4 * 3 + 3 * 3);
    expect(names.filter((n) => n.includes('share of'))).toHaveLength(4 * 4 + 3 * 3);
    expect(new Set(evening.kept.filter((k) => k.name.startsWith('share:')).map((k) => k.name)).size).toBe(2);
    expect(names.filter((n) => /: share:.*:x$/.test(n))).toHaveLength(4 + 3);
    expect(names.filter((n) => n.endsWith(':channel'))).toHaveLength(4 + 3);
    expect(names.filter((n) => /: \d+:\d+:\d+:key$/.test(n)).length).toBeGreaterThanOrEqual(8);
    // A polynomial's first coefficient was drawn, or is the share that is dealt on.
    const values = new Set(
      all.flatMap(({ name, value }) => (/coefficient/.test(name) ? [] : [hexOf(value)])),
    );
    for (const { name, value } of all)
      if (name.endsWith('coefficient 0')) expect(values).toContain(hexOf(value));
    const kinds = [/^drawn/, /:key$/, /:channel$/, /:x$/, /share of/, /coefficient/, /passphrase/, /arrival/];
    const examples = kinds.map((kind) => all.find((s) => kind.test(s.name))!);
    for (const [what, bytes] of end.files)
      for (const { name, value } of examples)
        for (const form of typeof value === 'string' ? [Buffer.from(value)] : formsOf(value)) {
          const at = Math.floor(bytes.length / 3);
          const around = [bytes.subarray(Math.max(0, at - 200), at), form, bytes.subarray(at, at + 200)];
          const planted = Buffer.concat(around);
          expect(search.in(planted), `${name} in ${what}`).toContain(name);
        }
  }, 120_000);

  it('is in a report of a failure, were all of them in what was thrown', () => {
    const all = secrets.filter((s) => typeof s.value !== 'string');
    const search = new SecretSearch(all);
    for (const { name, value } of all) {
      const bytes = Buffer.from(value as Uint8Array);
      const written = [
        bytes.toString('hex'),
        bytes.toString('base64'),
        bytes.toString('base64url'),
        [...bytes],
      ];
      const error = new Error(`it was ${written.join(' and ')}, 0x${bytes.toString('hex').toUpperCase()}`);
      error.cause = BigInt(`0x${bytes.toString('hex')}`);
      expect(search.in(text(failureReport({ code: 'internal', error }))), name).toEqual([]);
    }
  });
});

const hexOf = (value: Uint8Array | string): string =>
  typeof value === 'string'
    ? value
    : toHex(value.length === 32 ? Uint8Array.of(value[0]! & 0x7f, ...value.subarray(1)) : value);

const check = (file: Uint8Array) =>
  verifyLog(file, {
    ed25519,
    worker: async () => worker,
    known: () => ({ verdict: { ok: true }, tookMs: 0 }),
  });
const withSigned = (change: (all: LogFile['signed']) => LogFile['signed']) =>
  check(encodeLogFile({ ...log, signed: change(log.signed) }));
const what = (kind: KeySigned['message']['kind']): number => KEY_MESSAGES.indexOf(kind);
const of = (kind: KeySigned['message']['kind']): number =>
  signed.filter((s) => s.message.kind === kind).length;

describe('a saved game', () => {
  it('carries what the key has signed, over two epochs, and verifying it says how much', async () => {
    const verdict = await check(encodeLogFile(log));
    if (!verdict.ok) throw new Error(verdict.fault);
    const { hands, timeouts, closings } = verdict.report.signedByKey;
    expect(hands.signed).toBe(of('checkpoint'));
    expect(timeouts.signed).toBe(of('timeout'));
    expect(closings).toEqual({ signed: 1, of: 1 });
    expect(hands.signed).toBeGreaterThanOrEqual(3);
    expect(timeouts.signed).toBeGreaterThanOrEqual(1);
    expect(new Set(signed.map((s) => s.epoch))).toEqual(new Set([0, 1]));
    expect(new Set(signed.map((s) => toHex(s.key))).size).toBe(1);
  });

  it('of the first version is read as before: what it lacks is missing, and no fault', async () => {
    const verdict = await check(asFirstVersion(encodeLogFile({ ...log, signed: [] })));
    expect(verdict).toMatchObject({ ok: true, report: { signedByKey: { closings: { signed: 0, of: 1 } } } });
    const less = await withSigned((all) => all.filter((s) => s.what !== what('timeout')));
    const { report } = less as { report: LogReport };
    expect(report.signedByKey.timeouts.signed).toBe(0);
    expect(report.signedByKey.timeouts.of).toBeGreaterThan(0);
  });

  it('with a signature that is none is refused, and the report names it', async () => {
    const flip = (kind: KeySigned['message']['kind']) =>
      withSigned((all) => {
        const at = all.findIndex((s) => s.what === what(kind));
        const { signature } = all[at]!;
        return all.with(at, { ...all[at]!, signature: signature.map((b, i) => (i === 30 ? b ^ 1 : b)) });
      });
    const fault = (named: string) => ({ ok: false, fault: expect.stringContaining(named) });
    expect(await flip('checkpoint')).toMatchObject(fault('is none: hand '));
    expect(await flip('timeout')).toMatchObject(fault("the clock's decision for seat "));
    expect(await flip('closing')).toMatchObject(fault('the closing (slot '));
  });

  it('with one of another hand, epoch, kind, key or table, or of no slot at all, is refused', async () => {
    const hands = log.signed.filter((s) => s.what === what('checkpoint'));
    const [first, last] = [hands[0]!, hands.at(-1)!];
    const put = (signature: Uint8Array) =>
      withSigned((all) => all.map((s) => (s === first ? { ...s, signature } : s)));
    const timeout = log.signed.find((s) => s.what === what('timeout'))!;
    const [mine] = signed.flatMap(({ message: m }) =>
      m.kind === 'checkpoint' && m.height === first.height ? [m] : [],
    );
    const strange = blsSign(group, 7n, keySigningBytes(mine!));
    for (const signature of [hands[1]!.signature, last.signature, timeout.signature, strange])
      expect(await put(signature)).toMatchObject({ ok: false });
    const name = `slot ${first.height - 1}, where it signs nothing`;
    const moved = await withSigned((all) =>
      all
        .map((s) => (s === first ? { ...s, height: first.height - 1 } : s))
        .sort((a, b) => a.height - b.height),
    );
    expect(moved).toMatchObject({ ok: false, fault: expect.stringContaining(name) });
    const standing = await withSigned((all) =>
      all.flatMap((s) => (s === first ? [s, { ...s, what: what('standing') }] : [s])),
    );
    expect(standing).toMatchObject({ ok: false, fault: expect.stringContaining('nothing of the kind') });
    const beyond = await withSigned((all) => [...all, { ...last, height: 2 ** 31 }]);
    expect(beyond).toMatchObject({ ok: false });
  });

  it('with too many, twice the same, in another order, or longer than any is refused before anything is looked at', async () => {
    const refused = { ok: false, fault: expect.stringMatching(/^log file/) };
    expect(await withSigned((all) => [all[0]!, ...all])).toMatchObject(refused);
    expect(await withSigned((all) => all.toReversed())).toMatchObject(refused);
    const none = encodeLogFile({ ...log, signed: [] });
    const most = 53 * (2 ** 20 + 1);
    expect(await check(Buffer.concat([none, new Uint8Array(most)]))).toMatchObject(refused);
    expect(await check(Buffer.concat([none, new Uint8Array(20)]))).toMatchObject(refused);
    const many = Array.from({ length: 2_000 }, (_, i) => ({ ...log.signed[0]!, height: 1e9 + i }));
    const idle = await withSigned((all) => [...all, ...many]);
    expect(idle).toMatchObject({ ok: false, fault: expect.stringContaining('and 1992 more') });
  });

  it('opened in the page says the same, also of the hand that is replayed', async () => {
    const opened = await openSaved(
      encodeLogFile(log),
      () => undefined,
      () => worker,
    );
    if (!opened.ok) throw new Error(opened.fault);
    expect(opened.report.signedByKey.closings).toEqual({ signed: 1, of: 1 });
    const hand = signed.flatMap(({ message: m }) => (m.kind === 'checkpoint' ? [m.hand] : [])).at(-1)!;
    expect((await opened.replay(hand)).signature).toMatchObject({ says: 'holds', spare: expect.any(Number) });
    const bare = await openSaved(
      encodeLogFile({ ...log, signed: [] }),
      () => undefined,
      () => worker,
    );
    if (!bare.ok) throw new Error(bare.fault);
    expect((await bare.replay(hand)).signature).toEqual({ says: 'none' });
    const bent = log.signed.map((s) => ({ ...s, signature: log.signed[0]!.signature }));
    const lie = await openSaved(
      encodeLogFile({ ...log, signed: bent }),
      () => undefined,
      () => worker,
    );
    expect(lie).toMatchObject({ ok: false, fault: expect.stringContaining('; hand ') });
  });

  it('is told of by npm run verify, which ends with 1 where a signature is false', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signed-'));
    const run = async (all: LogFile['signed']) => {
      const file = join(folder, 'game.log');
      await writeFile(file, encodeLogFile({ ...log, signed: all }));
      const printed: string[] = [];
      const said = (['log', 'error'] as const).map((how) =>
        vi.spyOn(console, how).mockImplementation((line: unknown) => void printed.push(String(line))),
      );
      const code = await verifyFiles([file]);
      for (const spy of said) spy.mockRestore();
      return { code, printed: printed.join('\n') };
    };
    const good = await run(log.signed);
    expect(good.printed).toMatch(
      /^Signed by the table's key .*: \d+ of \d+ hands, .*, the closing of the table;/m,
    );
    expect(good.code).toBe(0);
    const none = await run([]);
    expect(none.printed).toMatch(/: 0 of \d+ hands, 0 of .*, not the closing of the table;/);
    expect(none.printed).toMatch(/^\d+ carry none in this log: .*That is no fault/m);
    expect(none.code).toBe(0);
    const lie = await run(log.signed.map((s) => ({ ...s, signature: log.signed[0]!.signature })));
    expect(lie.printed).toMatch(
      /game\.log: what stands as a signature of the table's key is none: .*; hand \d+/,
    );
    expect(lie.code).toBe(1);
    await rm(folder, { recursive: true });
  });

  it('and a hand of it that is shared carries that hand’s signature', async () => {
    const verdict = await check(end.files.get('shared hand')!);
    if (!verdict.ok) throw new Error(verdict.fault);
    expect(verdict.report.signedByKey.hands.signed).toBeGreaterThan(0);
    expect(verdict.report.signedByKey.closings.of).toBe(0);
  });
});

/** Without the last list of the container, which is empty: its offset goes, and all others are nearer. */
function asFirstVersion(file: Uint8Array): Uint8Array {
  const body = file.slice(8);
  const view = new DataView(body.buffer);
  for (let at = 0; at < 16; at += 4) view.setUint32(at, view.getUint32(at, true) - 4, true);
  return Buffer.concat([file.subarray(0, 7), Uint8Array.of(1), body.subarray(0, 16), body.subarray(20)]);
}
