/** The log of a device that was away while whole epochs passed: it holds, and says which are not in it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { blockId, decodeSignedBlock } from '../codec/block.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../codec/checkpoint.ts';
import { toHex } from '../codec/decode.ts';
import { decodeGenesis } from '../codec/genesis.ts';
import { decodeLogFile, encodeLogFile, type LogFile } from '../codec/logFile.ts';
import { createEd25519 } from '../crypto/ed25519.ts';
import { replayLog, startsIn } from '../node/log/replay.ts';
import type { LogReport } from '../node/log/report.ts';
import { verifyLog } from '../node/log/verify.ts';
import { stateRoot } from '../table/state/root.ts';
import { deckWorkers, readLog } from '../testing/recordings/recording.ts';

const worker = deckWorkers();
const ed25519 = await createEd25519(crypto.subtle);
const NOTHING = new Uint8Array(0);
let whole: LogFile;
let report: LogReport;

const check = (file: LogFile) => verifyLog(encodeLogFile(file), { ed25519, worker });
const fault = async (file: LogFile): Promise<string | undefined> => {
  const verdict = await check(file);
  return verdict.ok ? undefined : verdict.fault;
};
const place = (bytes: Uint8Array) => decodeSignedBlock(bytes).content;

/** Left in the middle of epoch 0, back in epoch 2. */
function away(): LogFile {
  return {
    ...whole,
    epochs: whole.epochs.map((e) => (e.epoch === 1 ? { ...e, state: NOTHING } : e)),
    slots: whole.slots.filter((s) => s.epoch === 2 || (s.epoch === 0 && s.height <= 5)),
    blocks: whole.blocks.filter(
      (b) => place(b).epoch === 2 || (place(b).epoch === 0 && place(b).round <= 20),
    ),
  };
}

beforeAll(async () => {
  whole = decodeLogFile(await readLog('omaha-hilo'));
  const verdict = await check(whole);
  if (!verdict.ok) throw new Error(verdict.fault);
  report = verdict.report;
});

describe('a log whose device missed whole epochs', () => {
  it('holds, comes to the same state, and names them; one without gaps names none', async () => {
    expect(report.missed).toEqual([]);
    const verdict = await check(away());
    expect(verdict).toMatchObject({
      ok: true,
      report: { missed: [0, 1], epochs: 2, height: report.height, stateRoot: report.stateRoot },
    });
  });

  it('does not hold without the state in which its device came back, or with blocks of an epoch that hangs in the air', async () => {
    const file = away();
    const blind = file.epochs.map((e) => ({ ...e, state: NOTHING }));
    expect(await fault({ ...file, epochs: blind })).toMatch(/^epoch 1 never began: /);
    const blocks = whole.blocks.filter((b) => place(b).epoch !== 0 || place(b).round <= 20);
    expect(await fault({ ...file, blocks })).toMatch(/^epoch 1 never began: /);
  });

  it('does not hold with a state that too few have signed for, or another one', async () => {
    const file = away();
    const bent = (
      change: (c: ReturnType<typeof decodeCheckpoint>) => ReturnType<typeof decodeCheckpoint>,
    ) => ({
      ...file,
      epochs: file.epochs.map((e) =>
        e.epoch === 1 ? { ...e, checkpoint: encodeCheckpoint(change(decodeCheckpoint(e.checkpoint))) } : e,
      ),
    });
    expect(await fault(bent((c) => ({ ...c, signatures: c.signatures.slice(0, 1) })))).toContain('too few');
    expect(await fault(bent((c) => ({ ...c, body: { ...c.body, height: c.body.height + 1 } })))).toContain(
      'signature',
    );
    const state = whole.epochs.find((e) => e.epoch === 1)!.state;
    const swapped = file.epochs.map((e) => (e.epoch === 2 ? { ...e, state } : e));
    expect(await fault({ ...file, epochs: swapped })).toContain('state');
  });

  it('is replayed by the history page from where its device came back', async () => {
    const file = away();
    const bytesOf = new Map(file.blocks.map((b) => [toHex(blockId(place(b))), b]));
    const log = {
      genesis: decodeGenesis(file.genesis),
      slots: file.slots.map((s) => ({ ...s, blockIds: s.blockIds.map(toHex) })),
      block: (id: string) => bytesOf.get(id),
    };
    const trusting = async () => ({ verdict: { ok: true } as const, tookMs: 0 });
    const makers = { worker: await worker(52), ed25519 };
    const roots: string[] = [];
    for await (const state of replayLog({ ...log, starts: startsIn(file.epochs) }, trusting, makers))
      roots.push(`${state.epoch} ${toHex(stateRoot(state))}`);
    expect(roots.at(-1)).toBe(`2 ${report.stateRoot}`);
    expect(roots).toHaveLength(1 + 5 + 1 + file.slots.filter((s) => s.epoch === 2).length);
    const blind = async () => {
      for await (const state of replayLog(log, trusting, makers)) expect(state.epoch).toBe(0);
    };
    await expect(blind()).rejects.toThrow('epoch 0 has no end');
  });
});
