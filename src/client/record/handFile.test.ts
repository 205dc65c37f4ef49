import { describe, expect, it } from 'vitest';
import { decodeOhh } from '../../poker/formats/ohh/read.ts';
import { decodePhh } from '../../poker/formats/phh.ts';
import { checkHistory } from '../../poker/formats/replay.ts';
import type { HandRecord } from '../../storage/storage.ts';
import { tableView } from '../../table/view/view.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import type { HandFile } from '../contract/record.ts';
import { handFile } from './handFile.ts';
import { noHands, type PlayedHand, readHands } from './playedHand.ts';

async function played(change = {}): Promise<Play> {
  const p = new Play(genesis([0, 2, 5], change), clearDeck(seeded(4)));
  await p.deal();
  for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
    p.bet(seat, tableView(p.state, { seat }).legal?.check === true ? 'check' : 'call');
    await p.work();
  }
  return p;
}
/** As seat 2's device would have noted it. */
function recordOf(p: Play, names = ['Ada', 'Bob', 'Cy']): HandRecord {
  const { hand } = p.state;
  return {
    hand: 1,
    height: p.state.height,
    finishedAt: 1_795_000_000_000,
    yourSeat: 2,
    yourCards: [50, 51],
    board: [],
    seats: hand!.outcome!.seats.map((s, i) => ({ seat: s.seat, nickname: names[i]!, netChips: s.netChips })),
    winners: [],
  };
}
const playedHand = (p: Play): PlayedHand => ({
  hand: p.state.hand!,
  names: new Map(),
  tableName: 'Friday',
  tableId: 'ab12cd34ef',
  tableSize: 9,
  startedAtMs: 100_000,
  finishedAtMs: 160_000,
  tableStartedAtMs: 2_000,
});
const files = (p: Play, record: HandRecord) =>
  (['phh', 'ohh'] as const).map((f) => handFile(playedHand(p), record, f));

describe('a hand as a file', () => {
  it('is read back with names, stacks and this device’s own cards', async () => {
    const p = await played();
    const [phh, ohh] = files(p, recordOf(p)) as [HandFile, HandFile];
    expect([phh.name, ohh.name]).toEqual(['dealerless-hand-1.phh', 'dealerless-hand-1.ohh']);
    for (const history of [decodePhh(phh.text), decodeOhh(ohh.text)]) {
      expect(history.players.map((x) => x.name).sort()).toEqual(['Ada', 'Bob', 'Cy']);
      expect(history.players.map((x) => x.stackChips)).toEqual([200, 200, 200]);
      const own = history.players.findIndex((x) => x.name === 'Bob');
      const dealt = history.actions.find((a) => a.kind === 'hole' && a.player === own);
      expect(dealt).toMatchObject({ cards: [50, 51] });
    }
  });
  it('holds hostile names as text', async () => {
    const p = await played();
    const names = ['"\\n[evil]\nx = 1', '<b>', '\u202e'];
    const [phh, ohh] = files(p, recordOf(p, names)) as [HandFile, HandFile];
    expect(
      decodePhh(phh.text)
        .players.map((x) => x.name)
        .sort(),
    ).toEqual([...names].sort());
    expect(
      decodeOhh(ohh.text)
        .players.map((x) => x.name)
        .sort(),
    ).toEqual([...names].sort());
  });
  it('is there for a bomb pot, which reads back with its antes', async () => {
    const bomb = await played({ bombPotHands: 1, bombPotChips: 6 });
    const [phh, ohh] = files(bomb, { ...recordOf(bomb), yourCards: [] }) as [HandFile, HandFile];
    for (const history of [decodePhh(phh.text), decodeOhh(ohh.text)]) {
      expect(history.players.map((x) => x.anteChips)).toEqual([6, 6, 6]);
      expect(checkHistory(history)).toBeUndefined();
    }
    expect(decodeOhh(ohh.text).bombPot).toBe(true);
  });
  it('does not exist for a hand that was declared void', async () => {
    const p = await played();
    const hand = p.state.hand!;
    const voided = { ...hand, outcome: { ...hand.outcome!, voidReason: 'impossible-card' as const } };
    expect(handFile({ ...playedHand(p), hand: voided }, recordOf(p), 'phh')).toBe('unfit');
  });
  it('names the time at which the hand began, not the one at which it ended', async () => {
    const p = await played();
    const [, ohh] = files(p, recordOf(p)) as [HandFile, HandFile];
    expect(JSON.parse(ohh.text).ohh.start_date_utc).toBe(new Date(1_795_000_000_000 - 60_000).toISOString());
    const hand = p.state.hand!;
    const early = { ...p.state, timeMs: 5_000, hand: { ...hand, outcome: undefined } };
    const session = [early, { ...p.state, timeMs: 9_000 }].reduce((s, t) => readHands(s, t, 'ab'), noHands);
    expect(session.hands.map((h) => [h.startedAtMs, h.finishedAtMs])).toEqual([[5_000, 9_000]]);
  });
  it('is a text for trackers, with the own cards as the hero’s', async () => {
    const p = await played();
    const file = handFile(playedHand(p), recordOf(p), 'pokerstars') as HandFile;
    expect(file.name).toBe('dealerless-hand-1.txt');
    expect(file.text).toMatch(/^PokerStars Hand #287013611600001: {2}Hold'em No Limit \(\d+\/\d+\) - /);
    expect(file.text).toContain('Dealt to Bob [Ah As]');
  });
});
