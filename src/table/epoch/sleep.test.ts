/** A phone that sleeps for a minute, for ten, for an hour, at a table that goes on (docs/ARCHITECTURE.md). */
import { describe, expect, it } from 'vitest';
import { clearDeck, genesis, Play, seeded } from '../../testing/tablePlay.ts';
import { stateRoot } from '../state/root.ts';
import { lifeSeat, totalChips } from '../state/seats.ts';

const SLEEPER = 3;
const MINUTE = 60_000;
/** Two big blinds. */
const MOST_BLINDS = 4;

/** Four are in a hand, and one of them falls asleep. */
async function table(): Promise<{ p: Play; start: ReturnType<typeof genesis>; asleepAtMs: number }> {
  const start = genesis([0, 1, 2, 3], { actionTimeMs: 20_000, bondChips: 20 });
  const p = new Play(start, clearDeck(seeded(5)));
  await p.deal();
  p.gone.add(SLEEPER);
  p.silent.add(SLEEPER);
  return { p, start, asleepAtMs: p.timeMs };
}

/** The others act as it comes to them, each after twelve seconds, until so much time has passed. */
async function goOn(p: Play, untilMs: number): Promise<void> {
  while (p.timeMs < untilMs) {
    await p.work();
    const seat = p.toAct();
    if (p.timeMs >= untilMs) break;
    if (seat !== undefined && !p.silent.has(seat)) {
      for (let i = 0; i < 6 && p.toAct() === seat; i++) p.slot(2_000);
      if (p.toAct() === seat) p.bet(seat, 'fold');
    } else if (p.state.deadline !== undefined) p.passDeadline();
    else p.slot(5_000);
  }
}

const seat = (p: Play) => lifeSeat(p.state.life, SLEEPER);
const isMember = (p: Play) => p.state.validators.some((v) => v.seat === SLEEPER);
const chips = (p: Play) => totalChips(p.state) - p.state.broughtChips;

describe('a phone that sleeps at a table of four', () => {
  it('for a minute: its turns pass; it sits out with its chips, and sits in again by a tap', async () => {
    const { p, asleepAtMs, start } = await table();
    const before = chips(p);
    await goOn(p, asleepAtMs + MINUTE + 10_000);
    expect(isMember(p)).toBe(true);
    expect(p.state.epoch).toBe(0);
    expect(seat(p)?.status === 'sitting-out' || seat(p)?.pending.sitOut).toBe(true);
    const stackChips = seat(p)?.stackChips ?? 0;
    // What it has lost are the blinds of the hands that began before anybody could know.
    expect(stackChips).toBeGreaterThanOrEqual(start.body.config.startingStackChips - 20 - MOST_BLINDS);
    // Shares that it owes meanwhile are silence, no lie: its bond is whole.
    for (const { reason } of p.state.hand?.faults ?? []) expect(reason).toBe('silent');
    expect(p.state.seats.find((s) => s.seat === SLEEPER)?.bondChips).toBe(20);
    p.gone.clear();
    p.silent.clear();
    p.slot();
    expect(p.commit(SLEEPER, { kind: 'sitIn', body: { comeBack: 1 } })).toEqual({ applied: true });
    expect(seat(p)?.stackChips).toBe(stackChips);
    expect(chips(p)).toBe(before);
  });

  for (const [what, minutes] of [
    ['ten minutes', 10],
    ['an hour', 60],
  ] as const)
    it(`for ${what}: it has left with its chips and its bond, and the others have played on`, async () => {
      const { p, asleepAtMs, start } = await table();
      const before = chips(p);
      await goOn(p, asleepAtMs + minutes * MINUTE);
      expect(isMember(p)).toBe(false);
      expect(seat(p)).toBeUndefined();
      // Out with it went its stack and its bond, once.
      const took = -p.state.broughtChips;
      const { startingStackChips } = start.body.config;
      expect(took).toBeLessThanOrEqual(startingStackChips);
      expect(took).toBeGreaterThanOrEqual(startingStackChips - MOST_BLINDS);
      expect(chips(p)).toBe(before);
      expect(p.state.life.handsBegun).toBeGreaterThan(5);
      expect(stateRoot(p.replay(start))).toEqual(stateRoot(p.state));
    });

  it('and the others with it: no time passes for anybody, however long', async () => {
    const { p, asleepAtMs } = await table();
    const { hand } = p.state;
    // Nothing is committed while nobody makes a block; the first slot afterwards brings the time with it.
    p.slot(60 * MINUTE, 0);
    expect(p.timeMs).toBeGreaterThan(asleepAtMs + 59 * MINUTE);
    expect(p.state.validators.some((v) => v.absentSince !== undefined)).toBe(false);
    expect(isMember(p)).toBe(true);
    expect(p.state.hand?.hand).toBe(hand?.hand);
  });
});
