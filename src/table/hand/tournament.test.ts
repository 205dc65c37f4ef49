/** A sit-and-go at a live table. */
import { describe, expect, it } from 'vitest';
import { CONFIG_VERSION } from '../../codec/config.ts';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';
import { tableView } from '../view/view.ts';

const level = (times: number, hands: number, durationMs = 0) => ({
  smallBlindChips: times,
  bigBlindChips: 2 * times,
  anteChips: 0,
  hands,
  durationMs,
});
const sitAndGo = {
  startingStackChips: 40,
  levels: [level(1, 2), level(2, 2), level(4, 2), level(8, 2)],
  payoutsBasisPoints: [{ share: 6_500 }, { share: 3_500 }],
};

function table(seats: number[], change = {}, seed = 3): Play {
  return new Play(genesis(seats, { ...sitAndGo, ...change }), clearDeck(seeded(seed)));
}
const tournament = (p: Play) => tableView(p.state, { seat: 0 }).tournament!;

async function pushEveryHand(p: Play, hands: number): Promise<void> {
  for (let i = 0; i < hands && !p.state.over; i++) {
    await p.deal();
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
      const legal = tableView(p.state, { seat }).legal!;
      if (legal.raise !== undefined) p.bet(seat, 'raiseTo', legal.raise.maxToChips);
      else p.bet(seat, legal.check ? 'check' : 'call');
      await p.work();
    }
    expect(p.state.hand?.phase).toBe('done');
  }
}

describe('a sit-and-go', () => {
  it('levels rise, players go out, places and prizes are told, and the last one wins', async () => {
    const p = table([0, 1, 2, 3]);
    expect(tournament(p)).toMatchObject({ level: 1, levels: 4, bigBlindChips: 2, prizesChips: [104, 56] });
    expect(tournament(p).nextLevel).toMatchObject({ bigBlindChips: 4 });
    await pushEveryHand(p, 60);
    expect(p.state.over).toBe(true);
    const { places } = tournament(p);
    expect(new Set(places.map((x) => x.seat))).toEqual(new Set([0, 1, 2, 3]));
    expect(places[0]).toMatchObject({ place: 1, prizeChips: 104 });
    expect(places.reduce((sum, x) => sum + x.prizeChips, 0)).toBe(160);
    expect(p.state.events.filter((e) => e.kind === 'place')).toHaveLength(4);
    expect(totalChips(p.state)).toBe(160);
    expect(stateRoot(p.replay(genesis([0, 1, 2, 3], sitAndGo)))).toEqual(stateRoot(p.state));
  });

  it('a fixed limit is capped until no more than two are dealt in (TDA 48)', async () => {
    const capped = async (seats: number[], change: object): Promise<boolean | undefined> => {
      const p = table(seats, { protocolVersion: CONFIG_VERSION, structure: 2, ...change });
      await p.deal();
      return p.state.hand!.engine.setup.capHeadsUp;
    };
    expect(await capped([0, 1, 2], {})).toBe(true);
    expect(await capped([0, 1], {})).toBeUndefined();
    // In a cash game nobody is the last of anything.
    expect(await capped([0, 1, 2], { levels: [], payoutsBasisPoints: [] })).toBeUndefined();
  });

  it('two out in one hand with equal stacks share the place', async () => {
    for (let seed = 1; seed < 60; seed++) {
      const p = table([0, 1, 2], {}, seed);
      await pushEveryHand(p, 1);
      if (!p.state.over) continue;
      expect(tournament(p).places.map((x) => [x.place, x.prizeChips])).toEqual([
        [1, 78],
        [2, 21],
        [2, 21],
      ]);
      return;
    }
    throw new Error('no seed with two busts at once');
  });

  it('nobody leaves, tops up or sits out of the blinds: who sits out is dealt in and folded at once', async () => {
    const p = table([0, 1, 2, 3]);
    expect(p.commit(2, { kind: 'standUp', body: { version: 0 } })).toMatchObject({
      reason: 'tournament-closed',
    });
    expect(p.commit(2, { kind: 'topUp', body: { chips: 5 } })).toMatchObject({ reason: 'no-rebuy' });
    expect(p.commit(2, { kind: 'sitOut', body: { version: 0 } })).toEqual({ applied: true });
    const before = lifeSeat(p.state.life, 2)!.stackChips;
    for (let i = 0; i < 4; i++) {
      await p.deal();
      expect(p.state.hand?.dealtIn).toEqual([0, 1, 2, 3]);
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) {
        expect(seat).not.toBe(2);
        p.bet(seat, tableView(p.state, { seat }).legal!.check ? 'check' : 'call');
        await p.work();
      }
    }
    // One orbit of blinds: two hands at 1/2, two at 2/4.
    expect(lifeSeat(p.state.life, 2)!.stackChips).toBeLessThan(before);
    expect(totalChips(p.state)).toBe(160);
  });

  it('a tab that is gone costs one redeal; later hands leave it out, and it pays what passes it', async () => {
    const p = table([0, 1, 2, 3]);
    p.silent.add(3);
    await p.deal();
    p.passDeadline();
    await p.work();
    expect(p.state.hand).toMatchObject({ attempt: 1, phase: 'play', dealtIn: [0, 1, 2] });
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    let paid = 40 - lifeSeat(p.state.life, 3)!.stackChips;
    expect(paid).toBe(4);
    for (let i = 0; i < 60 && lifeSeat(p.state.life, 3)!.stackChips > 0; i++) {
      await p.deal();
      expect(p.state.hand).toMatchObject({ attempt: 0, dealtIn: [0, 1, 2] });
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
      expect(totalChips(p.state)).toBe(160);
      paid = Math.max(paid, 40 - lifeSeat(p.state.life, 3)!.stackChips);
    }
    expect(paid).toBe(40);
    expect(tournament(p).places).toMatchObject([{ seat: 3, place: 4 }]);
    expect(p.state.events.filter((e) => e.kind === 'place')).toHaveLength(1);
  });

  it('a tab that comes back is dealt in again', async () => {
    const p = table([0, 1, 2, 3]);
    p.silent.add(3);
    await p.deal();
    p.passDeadline();
    await p.work();
    for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    p.silent.delete(3);
    expect(p.commit(3, { kind: 'sitIn', body: { comeBack: 0 } })).toEqual({ applied: true });
    await p.deal();
    expect(p.state.hand?.dealtIn).toEqual([0, 1, 2, 3]);
  });

  it('everybody but one gone: the penalties end it', async () => {
    const p = table([0, 1, 2]);
    p.silent.add(1);
    p.silent.add(2);
    for (let i = 0; i < 200 && !p.state.over; i++) {
      if (p.state.deadline === undefined) break;
      p.passDeadline();
      await p.work();
      for (let seat = p.toAct(); seat !== undefined; seat = p.toAct()) p.bet(seat, 'fold');
    }
    expect(p.state.over).toBe(true);
    expect(tournament(p).places[0]).toMatchObject({ seat: 0, place: 1 });
    expect(totalChips(p.state)).toBe(120);
  });
});

describe('the clock of the levels', () => {
  const timed = { levels: [level(1, 0, 60_000), level(2, 0, 60_000)], startingStackChips: 400 };

  it('runs while people think, and is seen', async () => {
    const p = table([0, 1, 2], timed);
    await p.deal();
    const ends = tournament(p).levelEndsMs!;
    expect(ends - p.state.timeMs).toBeLessThanOrEqual(60_000);
    // The deadline is stamped by the next slot, as always at a table that works.
    p.slot(1);
    p.slot(15_000);
    expect(tournament(p).levelEndsMs).toBe(ends);
  });

  it('stands still while the table is halted', async () => {
    const p = table([0, 1, 2], timed);
    await p.deal();
    const ends = tournament(p).levelEndsMs!;
    // Nothing is committed for ten minutes: a decision was due after 20 s.
    p.slot(1);
    const due = p.state.deadline!.deadline.dueMs!;
    const until = due + 3_000;
    p.slot(until + 600_000 - p.timeMs);
    expect(tournament(p).levelEndsMs).toBe(ends + 600_000);
    expect(tournament(p).level).toBe(1);
  });
});
