import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerRow } from '../contract/record.ts';
import { csvField, ledgerCsv as sessionCsv } from './ledgerCsv.ts';

/** RFC 4180, read character by character. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  for (let i = 0; i < text.length; ) {
    if (text[i] === '"') {
      for (i++; text[i] !== '"' || text[i + 1] === '"'; i++) {
        if (i >= text.length) throw new Error('an open quotation mark');
        field += text[i];
        if (text[i] === '"') i++;
      }
      i++;
    } else if (text[i] === ',' || text.startsWith('\r\n', i)) {
      row.push(field);
      field = '';
      if (text[i] === ',') i++;
      else {
        rows.push(row);
        row = [];
        i += 2;
      }
    } else field += text[i++];
  }
  return rows;
}

const nothing = { openHands: [], withheld: [], missed: [] };
const ledgerCsv = (ledger: readonly LedgerRow[]): string => sessionCsv({ ledger, ...nothing });
const row = (nickname: string, resultChips: number): LedgerRow => ({
  player: 'ab',
  nickname,
  you: false,
  broughtChips: 1000,
  takenChips: 0,
  atTableChips: 1000 + resultChips,
  resultChips,
});

describe('a ledger as CSV', () => {
  it('has a row for each player and a sum', () => {
    expect(ledgerCsv([row('Ada', 40), row('Bob, "the Rock"', -40)])).toBe(
      [
        'player,nickname,brought,taken,at the table,result',
        'ab,Ada,1000,0,1040,40',
        'ab,"Bob, ""the Rock""",1000,0,960,-40',
        ',total,2000,0,2000,0',
        '',
      ].join('\r\n'),
    );
  });

  it('ends with a line for every hand that is not over and for cards that were withheld', () => {
    const text = sessionCsv({
      ledger: [],
      openHands: [
        {
          hand: 7,
          potChips: 400,
          street: 'turn',
          aside: false,
          due: { what: 'cards', from: ['Bob\u2028"the Rock"'] },
          stakes: [
            { player: 'aa', nickname: 'Ada', chips: 200, folded: false },
            { player: 'bb', nickname: 'Bob\u2028"the Rock"', chips: 200, folded: false },
          ],
        },
      ],
      withheld: [
        {
          hand: 3,
          moved: [
            { player: 'bb', nickname: 'Bob', chips: -30 },
            { player: 'aa', nickname: 'Ada', chips: 30 },
          ],
        },
      ],
      missed: [{ afterHand: 3, toHand: 6, known: false }],
    });
    const rows = readCsv(text);
    expect(rows.every((r) => r.length === 6)).toBe(true);
    expect(rows.slice(2).map((r) => r[1])).toEqual([
      'hand 7 (turn): unfinished, cards due from Bob"the Rock"; pot 400 (Ada 200, Bob"the Rock" 200)',
      'hand 3: cards withheld, Bob 30 paid to Ada 30',
      'this device was away after hand 3 until hand 6 was over; who brought or took chips meanwhile is not known here',
    ]);
  });

  it('no name is a formula', () => {
    for (const name of [
      '=1+1',
      '+1',
      '-1',
      '@SUM(A1)',
      ' =1',
      '\t=1',
      '\r=1',
      '＝1+1',
      '\u200b=1',
      '=HYPERLINK("x")',
    ])
      expect(readCsv(`${csvField(name)}\r\n`)[0]![0], name).toBe(`'${name}`);
    expect(csvField(-5)).toBe('-5');
    expect(csvField('Ada-Lou = 1')).toBe('Ada-Lou = 1');
  });

  it('any name is one field, in its row', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 6 }), (names) => {
        const rows = readCsv(ledgerCsv(names.map((n) => row(n, 0))));
        expect(rows.map((r) => r.length)).toEqual(new Array(names.length + 2).fill(6));
        names.forEach((name, i) => {
          expect([name, `'${name}`]).toContain(rows[i + 1]![1]);
        });
      }),
    );
  });
});
