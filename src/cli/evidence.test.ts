/** Accusations of recorded games, judged again from their bytes. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createEd25519, type Ed25519 } from '../crypto/ed25519.ts';
import { decodeStatement, encodeStatement, statementDigest } from '../mentalpoker/statementBytes.ts';
import { type Accusation, type Accusations, blocksHold, proofFails } from '../node/log/accusations.ts';
import { deckWorkers, readLog, readRecording, recordingNames } from '../testing/recordings/recording.ts';
import { accusationsIn, lineOf } from './evidence.ts';

const worker = await deckWorkers()(52);
let ed25519: Ed25519;
const told = new Map<string, readonly Accusation[]>();

beforeAll(async () => {
  ed25519 = await createEd25519(crypto.subtle);
  for (const name of await recordingNames()) {
    const { report } = await readRecording(name);
    if (report.falseProofs === 0 && report.equivocations.length === 0) continue;
    const read = await accusationsIn(await readLog(name));
    if (!read.ok) throw new Error(read.fault);
    told.set(name, read.accusations);
  }
});

const all = (): Accusation[] => [...told.values()].flat();
const proof = (): Accusation => all().find((a) => a.step !== 'equivocation')!;
const twins = (): Accusation => all().find((a) => a.step === 'equivocation')!;

describe('accusations of a recorded game', () => {
  it('are the failed proofs and the twins that its verification counts, and all of them hold', async () => {
    expect(told.size).toBeGreaterThan(1);
    for (const [name, accusations] of told) {
      const { report } = await readRecording(name);
      const proofs = accusations.filter((a) => a.step !== 'equivocation');
      expect(proofs, name).toHaveLength(report.falseProofs);
      const blocks = accusations.filter((a) => a.step === 'equivocation');
      expect(
        blocks.map(({ accused: nickname, epoch, round }) => ({ nickname, epoch, round })),
        name,
      ).toEqual(report.equivocations);
      expect(accusations.filter((a) => !a.holds)).toEqual([]);
    }
  });

  it('say who, what, and that it holds', () => {
    expect(lineOf(proof())).toMatch(
      /^\S.* \(epoch \d+, hand \d+\) \w+: [a-z-]+: holds \(\d+ bytes of evidence\)$/,
    );
    expect(lineOf(twins())).toMatch(/signed two blocks for round \d+.*: holds/);
    expect(lineOf({ ...twins(), accuser: 'Eve', holds: false })).toMatch(/brought by Eve: DOES NOT HOLD/);
  });

  it('nobody is accused where nobody lied, and by a file that does not verify nobody is', async () => {
    const log = await readLog('stud');
    expect(await accusationsIn(log)).toEqual({ ok: true, accusations: [] } satisfies Accusations);
    const bent = log.slice();
    bent[bent.length - 100]! ^= 1;
    expect((await accusationsIn(bent)).ok).toBe(false);
  });
});

describe('evidence', () => {
  it('of a proof is that statement and no other: an honest one, a bent one and noise convict nobody', async () => {
    const { evidence, reason } = proof();
    const statement = decodeStatement(evidence);
    if (!('proof' in statement)) throw new Error('a statement without a proof');
    const fault = { statement: statementDigest(statement), reason };
    expect(await proofFails(evidence, fault, worker)).toBe(true);
    expect(await proofFails(evidence, { ...fault, reason: 'bad-point' }, worker)).toBe(false);
    const other = encodeStatement({ ...statement, proof: new Uint8Array(statement.proof.length) });
    expect(await proofFails(other, fault, worker)).toBe(false);
    expect(await proofFails(new Uint8Array(40), fault, worker)).toBe(false);
    const holds = { verify: async () => ({ verdict: { ok: true } as const, tookMs: 0 }) };
    expect(await proofFails(evidence, fault, holds)).toBe(false);
  });

  it('of two blocks convicts only whose key signed both', async () => {
    const { evidence, key } = twins();
    expect(await blocksHold(evidence, key, ed25519)).toBe(true);
    const { publicKeyOf } = ed25519;
    expect(await blocksHold(evidence, publicKeyOf(new Uint8Array(32).fill(3)), ed25519)).toBe(false);
    expect(await blocksHold(evidence, new Uint8Array(32), ed25519)).toBe(false);
    for (const at of [evidence.length - 1, evidence.length / 2 - 1]) {
      const forged = evidence.slice();
      forged[at]! ^= 1;
      expect(await blocksHold(forged, key, ed25519)).toBe(false);
    }
  });
});
