import { describe, expect, it } from 'vitest';
import { FIRST_FIELDS, readCreateForm, stepField, structuresOf, withGame } from '../create/createForm.ts';
import { tableFixtures } from '../gallery/fixtures.ts';
import { lobbyStatus } from '../lobby/lobbyStatus.ts';
import { de } from '../messages/de/index.ts';
import { en } from '../messages/en/index.ts';
import { es } from '../messages/es/index.ts';
import { cardInline, parseCard, rankText } from '../text/cards.ts';
import { eventWords } from './eventWords.ts';
import { seatTag, stageWords, verbWords } from './tableWords.ts';

const plain = (text: string) => text.replace(/[\u2068\u2069]/gu, '');
const fixture = (name: string) => {
  const view = tableFixtures[name];
  if (!view) throw new Error(name);
  return view;
};

describe('cards', () => {
  it('are read and written', () => {
    expect(parseCard('Td')).toEqual({ rank: 'T', suit: 'd' });
    expect(rankText('T')).toBe('10');
    expect(cardInline('Ah')).toBe('A♥\ufe0e');
    for (const bad of ['', 'A', 'Ahh', '1h', 'Ax', null, undefined]) expect(parseCard(bad)).toBeUndefined();
  });
});

describe('what is happening, in words', () => {
  it('says who shuffles and whose turn it is', () => {
    expect(plain(stageWords(fixture('shuffling'), en))).toBe('Carol shuffles (3 of 4)');
    expect(plain(stageWords(fixture('your-turn'), en))).toBe('Your turn');
    expect(plain(stageWords(fixture('side-pots'), en))).toBe('Dmitri to act');
  });
  it('has a line for every event', () => {
    const lines = fixture('showdown').events.map((e) => plain(eventWords(en, e)));
    expect(lines).toContain('Dmitri raises to 40');
    expect(lines).toContain('Flop: Q♠\ufe0e 10♦\ufe0e 4♦\ufe0e');
    expect(lines.at(-1)).toBe('Ada wins 1200 with Straight, ace high');
  });
  it('says what a proven fault was, and that silence is not one', () => {
    const line = (text: string) => plain(eventWords(en, { ...fixture('fault').events[2]!, text }));
    expect(line('shuffle: proof-fails')).toBe('Carol: shuffle proof failed (its equations do not hold)');
    expect(line('shares: silent')).toBe('Carol sent nothing in time (card shares)');
    expect(line('impossible-card')).toContain('the hand is void');
    expect(line('equivocation: two-blocks')).toBe('Carol signed two different versions of one block');
    expect(line('evidence: false-evidence')).toBe('Carol accused another player with forged evidence');
  });
  it('chat cannot break out of its line', () => {
    const event = {
      id: 1,
      timeMs: 0,
      kind: 'chat',
      seat: 1,
      nickname: 'Bob',
      chips: undefined,
      cards: [],
      text: '\u2069\u202e hi',
    } as const;
    expect(eventWords(en, event).match(/\u2069/gu)).toHaveLength(2);
  });
  it('tags a seat with the most telling thing', () => {
    const seats = fixture('showdown').seats;
    expect(seatTag(seats[0]!, en)?.text).toBe('+1200');
    expect(seatTag(seats[1]!, en)?.text).toBe('All in');
    expect(seatTag(seats[3]!, en)?.text).toBe('Folded');
  });
  it('shows an unknown verb as it is, even one named like a built-in', () => {
    expect(verbWords('raiseTo', 40, en)).toBe('Raise to 40');
    expect(verbWords('toString', 0, en)).toBe('toString');
    expect(verbWords('dance', 3, en)).toBe('dance 3');
  });
  it('says in the lobby who is missing', () => {
    expect(plain(lobbyStatus(fixture('lobby'), en))).toContain('Not ready yet: Grażyna');
    expect(lobbyStatus(fixture('lobby-start'), en)).toBe(en.lobby.status.canStart);
    expect(lobbyStatus(fixture('lobby-new'), en)).toBe(en.lobby.status.takeSeat);
    expect(plain(lobbyStatus(fixture('signing'), en))).toContain('Signature still missing');
  });
});

describe('the create form', () => {
  const good = { name: 'T', ...FIRST_FIELDS };
  it('accepts a sensible table', () => {
    const read = readCreateForm(good, en);
    expect(read.ok && read.options).toMatchObject({
      smallBlindChips: 5,
      bigBlindChips: 10,
      startingStackChips: 1000,
      seats: 6,
      actionSeconds: 30,
      escrow: true,
    });
    const off = readCreateForm({ ...good, escrow: false }, en);
    expect(off.ok && off.options.escrow).toBe(false);
  });
  it('has a time bank, and an ante by each or by the big blind for all', () => {
    const read = (change: object) => {
      const r = readCreateForm({ ...good, ...change }, en);
      if (!r.ok) throw new Error(JSON.stringify(r.problems));
      return r.options;
    };
    expect(read({})).toMatchObject({ timeBankSeconds: 30, anteChips: 0, bigBlindAnte: false });
    expect(read({ ante: '10', bigBlindAnte: true, timeBank: '0' })).toMatchObject({
      timeBankSeconds: 0,
      anteChips: 10,
      bigBlindAnte: true,
    });
    // Nobody antes for all where the cards decide who begins.
    expect(read({ ...withGame(good, 'stud'), bigBlindAnte: true })).toMatchObject({ bigBlindAnte: false });
  });
  it('takes a bond out of the stack as long as a big blind is left', () => {
    const read = readCreateForm({ ...good, bond: '990' }, en);
    expect(read.ok && read.options).toMatchObject({ startingStackChips: 1000, bondChips: 990 });
    const none = readCreateForm({ ...good, bond: '0' }, en);
    expect(none.ok && none.options.bondChips).toBe(0);
  });
  it.each([
    [{ name: ' ' }, 'name'],
    [{ name: '🎲'.repeat(17) }, 'name'],
    [{ smallBlind: '11' }, 'smallBlind'],
    [{ smallBlind: '-1' }, 'smallBlind'],
    [{ bigBlind: '0' }, 'bigBlind'],
    [{ stack: '1,000' }, 'stack'],
    [{ stack: '9' }, 'stack'],
    [{ stack: '1000000000001' }, 'stack'],
    [{ seats: '1' }, 'seats'],
    [{ seats: '10' }, 'seats'],
    [{ seconds: '2' }, 'seconds'],
    [{ seconds: '1e2' }, 'seconds'],
    [{ ante: '11' }, 'ante'],
    [{ timeBank: '601' }, 'timeBank'],
    [{ timeBank: '-1' }, 'timeBank'],
    [{ game: 'stud', smallBlind: '10' }, 'smallBlind'],
    [{ game: 'razz', seats: '9' }, 'seats'],
    [{ format: 'sit-and-go', minutes: '0' }, 'minutes'],
    [{ bombHands: '256' }, 'bombHands'],
    [{ bond: '991' }, 'bond'],
    [{ bond: '-1' }, 'bond'],
  ] as const)('refuses %j by name of the field', (change, field) => {
    const read = readCreateForm({ ...good, ...change }, en);
    expect(!read.ok && Object.keys(read.problems)).toContain(field);
  });
  it('offers each game with the structures it is played with, and stud with an ante', () => {
    expect(structuresOf('omaha')).toEqual(['pot-limit', 'fixed-limit']);
    const stud = withGame({ ...good, runItTwice: true }, 'stud');
    expect(stud).toMatchObject({ game: 'stud', structure: 'fixed-limit', ante: '1' });
    const read = readCreateForm(stud, en);
    expect(read.ok && read.options).toMatchObject({ game: 'stud', anteChips: 1, runItTwice: false });
    expect(withGame(stud, 'holdem')).toMatchObject({ structure: 'no-limit', ante: '0' });
  });
  it('steps within bounds and leaves non-numbers alone', () => {
    expect(stepField('9', 1, 1, 2, 9)).toBe('9');
    expect(stepField('30', -1, 5, 3, 600)).toBe('25');
    expect(stepField('x', 1, 1, 2, 9)).toBe('x');
  });
});

describe('whoever practises', () => {
  const win = { ...fixture('showdown').events.at(-1)!, seat: 0, chips: 231, text: undefined };
  it('is spoken to, and everybody else is spoken about', () => {
    expect(plain(eventWords(en, win, undefined, 0))).toBe('You win 231');
    expect(plain(eventWords(en, win, undefined, 1))).toBe('Ada wins 231');
    expect(plain(eventWords(en, { ...win, board: 2 }, undefined, 0))).toBe('Board 2: You win 231');
  });
  it('has a line of the own in every language for the same events', () => {
    const kinds = Object.keys(en.self).sort();
    for (const m of [de, es]) expect(Object.keys(m.self).sort()).toEqual(kinds);
    for (const kind of kinds as (keyof typeof en.self)[])
      for (const m of [en, de, es]) {
        const line = m.self[kind]?.({ name: 'NAME', chips: '5', cards: 'A', text: 'yes' }) ?? '';
        expect(line, kind).not.toMatch(/NAME|undefined/);
        expect(line).not.toBe('');
      }
  });
});
