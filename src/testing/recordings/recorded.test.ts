/** Games recorded by an earlier program: this one comes to the same state at every height. */
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeSignedBlock } from '../../codec/block.ts';
import { decodeLogFile } from '../../codec/logFile.ts';
import { decodeTransaction, type TransactionKind } from '../../codec/transactions.ts';
import {
  deckWorkers,
  outcomeOf,
  type Recording,
  readLog,
  readRecording,
  recordingNames,
} from './recording.ts';
import { scenes } from './scenes.ts';

const names = await recordingNames();
const worker = deckWorkers();
const recordings = new Map<string, Recording>();

beforeAll(async () => {
  for (const name of names) recordings.set(name, await readRecording(name));
});

/** "epoch:height root", a line a state. */
const lines = ({ epochs }: Pick<Recording, 'epochs'>): string[] =>
  epochs.flatMap((e) => e.roots.map((root, i) => `${e.epoch}:${e.fromHeight + i} ${root}`));

/** Of everything that was said in it, applied or refused. */
async function kindsIn(name: string): Promise<TransactionKind[]> {
  const { blocks } = decodeLogFile(await readLog(name));
  return blocks.flatMap((b) =>
    decodeSignedBlock(b).content.transactions.map((tx) => decodeTransaction(tx).kind),
  );
}

describe('a recorded game', () => {
  it.each(names)('%s: the same states, hands, stacks and epochs', async (name) => {
    const recorded = recordings.get(name)!;
    const { report, hands, epochs } = await outcomeOf(await readLog(name), worker);
    // Where they part, everything after is different, too: the first difference is the one to look at.
    const [then, now] = [lines(recorded), lines({ epochs })];
    expect(now.find((line, i) => line !== then[i])).toBeUndefined();
    expect(now).toHaveLength(then.length);
    expect(epochs).toEqual(recorded.epochs);
    expect(hands).toEqual(recorded.hands);
    // What a report tells besides may grow.
    expect(report).toMatchObject(recorded.report);
  });
});

describe('the recordings', () => {
  it('are those of all scenes', () => {
    expect(names).toEqual(scenes.flatMap((s) => Object.keys(s.logs)).sort());
  });

  it('hold every kind of transaction, lies, twins, comings and goings', async () => {
    const said = new Set((await Promise.all(names.map(kindsIn))).flat());
    const kinds: TransactionKind[] = [
      ...(['admit', 'bet', 'chat', 'deckKey', 'escrowKey', 'escrowOpen', 'evidence', 'muck'] as const),
      ...(['pause', 'rabbit', 'runItTwice', 'shares', 'show', 'shuffle', 'sitIn', 'sitOut'] as const),
      ...(['standUp', 'straddle', 'terms', 'termsVote', 'timeBank', 'topUp', 'voidHand', 'voteOut'] as const),
    ];
    expect([...said].sort()).toEqual(kinds);
    const reports = [...recordings.values()].map((r) => r.report);
    expect(reports.map((r) => r.equivocations.length)).toContain(1);
    expect(reports.map((r) => r.falseProofs)).toContain(1);
    expect(reports.map((r) => r.epochs)).toContain(3);
    expect(reports.flatMap((r) => r.players.map((p) => p.seat))).toContain(-1);
  });

  it('tell the same of one table, whoever kept them: a member, a newcomer, one who only watched', () => {
    for (const [one, other] of [
      ['omaha', 'omaha-newcomer'],
      ['short-deck', 'short-deck-spectator'],
    ] as const) {
      const [a, b] = [lines(recordings.get(one)!), lines(recordings.get(other)!)];
      const both = a.filter((line) => b.includes(line));
      expect(both.length, one).toBeGreaterThan(100);
      const placesOfA = new Set(a.map((line) => line.split(' ')[0]));
      expect(b.filter((line) => placesOfA.has(line.split(' ')[0]!))).toEqual(both);
    }
  });
});
