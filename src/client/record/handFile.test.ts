import { describe, expect, it } from 'vitest';
import { decodeOhh } from '../../poker/formats/ohh.ts';
import { decodePhh } from '../../poker/formats/phh.ts';
import type { HandRecord } from '../../storage/storage.ts';
import { tableView } from '../../table/view/view.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import type { HandFile } from '../contract/record.ts';
import { handFile } from './handFile.ts';

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
const files = (p: Play, record: HandRecord) =>
  (['phh', 'ohh'] as const).map((f) => handFile(p.state.hand!, record, { tableName: 'Friday' }, 9, f));

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
  it('does not exist for a bomb pot, nor for a hand that was declared void', async () => {
    const bomb = await played({ bombPotHands: 1, bombPotChips: 6 });
    expect(files(bomb, recordOf(bomb))).toEqual(['unfit', 'unfit']);
    const p = await played();
    const hand = p.state.hand!;
    const voided = { ...hand, outcome: { ...hand.outcome!, voidReason: 'impossible-card' as const } };
    expect(handFile(voided, recordOf(p), { tableName: 'x' }, 9, 'phh')).toBe('unfit');
  });
});
