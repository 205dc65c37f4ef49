/** An exported game with an epoch that was adjourned: the file alone shows why it ended where it did. */
import { expect, it } from 'vitest';
import { logFileOf } from '../client/record/exportLog.ts';
import { decodeCheckpoint, encodeCheckpoint } from '../codec/checkpoint.ts';
import { decodeLogFile, encodeLogFile } from '../codec/logFile.ts';
import { TestTable, until } from '../testing/nodes.ts';
import { verifyBytes } from './verify.ts';

it('holds, and not without the word of those who went on', async () => {
  const table = await TestTable.create({ seats: 3 });
  try {
    await table.start(3);
    const [a, b, c] = table.nodes;
    const three = [a!, b!, c!];
    const state = (n: (typeof three)[number]) => n.validator!.table;
    await table.callUntil(three, 'a flop', () => state(a!).hand?.engine.board.length === 3);
    await c!.stop();
    const two = [a!, b!];
    await until(two, 'the link to be seen as gone', () => two.every((n) => n.lobby.links.size === 1));
    for (const n of two) expect(n.adjourn(2)).toBeUndefined();
    await until(two, 'the next epoch', () => two.every((n) => n.validator?.table.epoch === 1));
    await table.foldUntil(two, 'a hand of two', () => two.every((n) => state(n).hand?.phase === 'done'));
    const file = (await logFileOf(table.storages[0]!))!;
    const verdict = await verifyBytes(file);
    expect(verdict).toMatchObject({ ok: true, report: { epochs: 2, hands: 1, falseProofs: 0 } });

    const log = decodeLogFile(file);
    const bent = (change: (c: ReturnType<typeof decodeCheckpoint>) => ReturnType<typeof decodeCheckpoint>) =>
      verifyBytes(
        encodeLogFile({
          ...log,
          epochs: log.epochs.map((e) => ({
            ...e,
            checkpoint: encodeCheckpoint(change(decodeCheckpoint(e.checkpoint))),
          })),
        }),
      );
    expect(await bent((p) => ({ ...p, stops: [] }))).toMatchObject({ ok: false });
    expect(await bent((p) => ({ ...p, stops: p.stops.slice(1) }))).toMatchObject({ ok: false });
    expect(
      await bent((p) => ({ ...p, stops: p.stops.map((s) => ({ ...s, round: s.round + 1 })) })),
    ).toMatchObject({ ok: false, fault: 'epoch 0 was not adjourned by all the others' });
  } finally {
    await table.stop();
  }
}, 240_000);
