/** Hands of others read, and whole recorded games written and read again. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeOhhFile } from '../poker/formats/ohh/read.ts';
import { splitPhh } from '../poker/formats/phh.ts';
import { checkHistory } from '../poker/formats/replay.ts';
import { readLog, readRecording } from '../testing/recordings/recording.ts';
import { exportSession, importHands } from './hands.ts';

const at = (name: string): Uint8Array => readFileSync(new URL(`../testing/hands/${name}`, import.meta.url));

function imported(name: string, bytes: Uint8Array): { lines: string[]; passed: number; failed: number } {
  const lines: string[] = [];
  const counts = { passed: 0, failed: 0 };
  importHands(name, bytes, counts, (line) => lines.push(line));
  return { lines, ...counts };
}

const ended = Date.UTC(2026, 0, 2, 3, 4, 5);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const phh = `variant = "NT"
antes = [0, 0]
blinds_or_straddles = [0.25, 0.5]
min_bet = 0.5
starting_stacks = [50.0, 50.0]
actions = ["d dh p1 ????", "d dh p2 ????", "p2 f"]
players = ["Ann", "Bob\\u001b[2J"]
`;

describe('import', () => {
  it('prints each hand with who won and lost', () => {
    expect(imported('jsonl.ohh', at('jsonl.ohh'))).toEqual({
      passed: 2,
      failed: 0,
      lines: [
        'jsonl.ohh#1: hand 1, no-limit holdem, P1 -1, P2 +1, P3 0',
        'jsonl.ohh#2: hand 1, no-limit holdem, P1 -1, P2 +1, P3 0',
      ],
    });
    expect(imported('a.phh', bytes(phh)).lines).toEqual(['a.phh: no-limit holdem, Ann +0.25, Bob[2J -0.25']);
    expect(imported('hands.phhs', bytes(`[1]\n${phh}[2]\n${phh}`)).passed).toBe(2);
  });

  it('one bad hand does not hide the others; what is no text of hands is refused', () => {
    const two = new TextDecoder().decode(at('jsonl.ohh')).replace('"Fold"', '"Dance"');
    expect(imported('x.jsonl', bytes(two))).toMatchObject({ passed: 1, failed: 1 });
    for (const [name, data, fault] of [
      ['x.ohh', Uint8Array.of(0xff, 0xfe, 0x7b, 0), 'unreadable: the file is not UTF-8'],
      ['x.ohh', bytes(''), 'unreadable: there is no hand in it'],
      ['x.phh', bytes('= ='), 'unreadable: TOML, line 1'],
      ['x.phh', bytes('variant = "__proto__"\nactions = []'), 'unsupported-variant: __proto__'],
    ] as const)
      expect(imported(name, data)).toEqual({ passed: 0, failed: 1, lines: [`FAIL ${name}: ${fault}`] });
  });
});

describe('export', () => {
  it('tells a whole recorded game, which reads back to the results of its record', async () => {
    const log = await readLog('holdem');
    const { hands } = await readRecording('holdem');
    const ohh = await exportSession(log, 'ohh', ended);
    const read = decodeOhhFile(ohh.text);
    expect(ohh.told + ohh.unfit.length).toBe(hands.length);
    expect(read).toHaveLength(ohh.told);
    for (const hand of read) expect(checkHistory(hand)).toBeUndefined();
    expect(ohh.text).toContain('"start_date_utc":"2026-01-02T03:');
    const told = await exportSession(log, 'phh', ended);
    for (const hand of splitPhh(told.text)) expect(checkHistory(hand.decode())).toBeUndefined();
    const stars = await exportSession(log, 'pokerstars', ended);
    expect(stars.text.match(/^PokerStars Hand #/gm)).toHaveLength(stars.told);
    const { text } = await exportSession(log, 'csv', ended);
    const sums = text.trimEnd().split('\r\n').at(-1)!.split(',');
    expect(sums.slice(0, 2)).toEqual(['', 'total']);
    expect(sums.at(-1)).toBe('0');
  }, 300_000);

  it('says of a log that does not hold what does not', async () => {
    const log = await readLog('razz');
    log[log.length - 100]! ^= 1;
    await expect(exportSession(log, 'csv', ended)).rejects.toThrow();
  }, 300_000);
});
