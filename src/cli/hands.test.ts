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

describe('a file that is made to hurt', () => {
  const megabytes = 10 * 1024 * 1024;
  const head =
    'variant = "NT"\nantes = [0, 0]\nblinds_or_straddles = [1, 2]\nmin_bet = 2\nstarting_stacks = [50, 50]\n';
  const seats = (n: number, what: string): string => new Array<string>(n).fill(what).join(',');
  const crowd = `variant = "NT"\nantes = [${seats(1_000, '0')}]\nblinds_or_straddles = [${seats(1_000, '1')}]
min_bet = 1\nstarting_stacks = [${seats(1_000, '100')}]\nactions = ["p1 f"]\n`;
  const listed = Array.from({ length: 1_000 }, (_, id) => ({ id, seat: id, name: 'x', starting_stack: 100 }));
  const ohh = { game_type: 'Holdem', bet_limit: { bet_type: 'NL' }, players: listed, rounds: [], pots: [] };
  const wide = (text: string): Uint8Array =>
    Uint8Array.from([0xff, 0xfe, ...[...text].flatMap((c) => [c.charCodeAt(0), 0])]);
  const latin = (text: string): Uint8Array => Uint8Array.from([...text].map((c) => c.charCodeAt(0)));

  it.each<[string, string, Uint8Array, string]>([
    [
      'brackets without end',
      'a.phh',
      bytes(`a = ${'['.repeat(megabytes)}`),
      'unreadable: a line that is too long',
    ],
    [
      'brackets on lines of their own',
      'a.phh',
      bytes(`a = ${'[\n'.repeat(megabytes / 2)}`),
      'unreadable: TOML, line 1001',
    ],
    ['tables in tables', 'a.phh', bytes(`a = ${'{a='.repeat(80_000)}`), 'unreadable: TOML, line 1'],
    [
      'a key of millions of parts',
      'a.phh',
      bytes(`a${'.a'.repeat(megabytes / 2)} = 1`),
      'unreadable: a line that is too long',
    ],
    [
      'a word of ten megabytes',
      'a.phh',
      bytes(`${head}author = "${'x'.repeat(megabytes)}"`),
      'unreadable: a line that is too long',
    ],
    ['a word that never ends', 'a.ohh', bytes(`{"a":"${'x'.repeat(megabytes)}`), 'unreadable: JSON'],
    ['nothing but line ends', 'a.phh', bytes('\n'.repeat(megabytes)), 'missing-field: variant'],
    [
      'nothing at all, ten megabytes of it',
      'a.phh',
      new Uint8Array(megabytes),
      'unreadable: a line that is too long',
    ],
    ['objects in objects', 'a.ohh', bytes('{"a":'.repeat(megabytes / 5)), 'unreadable: nested too deep'],
    ['lists in lists', 'a.ohh', bytes('['.repeat(megabytes)), 'unreadable: nested too deep'],
    ['millions of empty hands', 'a.ohh', bytes('{}'.repeat(megabytes / 2)), 'unreadable: too many hands'],
    [
      'more hands than years have',
      'a.phhs',
      bytes(Array.from({ length: 100_001 }, (_, i) => `[t${i}]\n`).join('')),
      'unreadable: too many hands',
    ],
    ['a thousand players', 'a.phh', bytes(crowd), 'too-many-players: 1000'],
    ['a thousand players in JSON', 'a.ohh', bytes(JSON.stringify({ ohh })), 'too-many-players: 1000'],
    ['UTF-16', 'a.phh', wide(head), 'unreadable: the file is not UTF-8'],
    ['Latin-1', 'a.phh', latin(`${head}players = ["J\u00f6rg", "x"]`), 'unreadable: the file is not UTF-8'],
    ['an archive', 'a.phhs', Uint8Array.of(0x1f, 0x8b, 8, 0), 'unreadable: the file is not UTF-8'],
  ])('%s is refused in words', (_, name, data, fault) => {
    const { lines, ...counts } = imported(name, data);
    expect(counts).toEqual({ passed: 0, failed: 1 });
    expect(lines[0]?.replace(/^FAIL [^:]*: /u, '')).toBe(fault);
  });

  it('ten megabytes of actions end at the first that is none', () => {
    const actions = `${'"p1 cc",\n'.repeat(megabytes / 9)}`;
    expect(imported('a.phh', bytes(`${head}actions = [${actions}]`))).toEqual({
      ...{ passed: 0, failed: 1 },
      lines: ['FAIL a.phh: p1 cc where cards are due'],
    });
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
