/** A phone falls asleep in a hand and wakes ten minutes or an hour later: whole nodes on virtual time. */
import { describe, expect, it } from 'vitest';
import { lifeSeat } from '../../src/table/state/seats.ts';
import { createRandom } from '../random.ts';
import { Evening } from './evening.ts';

const MINUTE = 60_000;
const SLEEPER = 1;

async function table(players: number): Promise<Evening> {
  const random = createRandom(7);
  const times = random.fork('times');
  const evening = await Evening.begin({
    ...{ seed: 7, players, random },
    latencyMs: () => times.between(5, 30),
    clockRate: () => 1,
    proofMs: () => times.between(5, 300),
    // People: an hour is not thousands of hands.
    thinkMs: () => times.between(15_000, 19_000),
    lyingDisks: false,
    config: { actionTimeMs: 20_000, startingStackChips: 2_000 },
  });
  const { players: all } = evening;
  await evening.must('cards', () => all.every((p) => p.node?.validator?.ownCards !== undefined), 10 * MINUTE);
  return evening;
}

const stateOf = (evening: Evening, player: number) => evening.players[player]!.node!.validator!.table;

describe('a phone that sleeps', () => {
  it('for an hour at a table of two: the table has waited, and the hand goes on with the same cards', async () => {
    const evening = await table(2);
    const phone = evening.players[SLEEPER]!;
    const { cards } = phone.node!.validator!.ownCards!;
    const { hand } = stateOf(evening, 0).hand!;
    evening.world.sleep(phone);
    await evening.until(60 * MINUTE, () => false);
    expect(stateOf(evening, 0).hand?.hand).toBe(hand);
    evening.world.wake(phone);
    const tables = () => evening.players.map((p) => p.node!.validator!.table);
    const over = () => tables().every(({ hand: h }) => h?.hand === hand && h.phase === 'done');
    await evening.must('the hand to be over', over, 10 * MINUTE);
    // Nobody's turn was counted against an hour that nobody could use: the cards were played out.
    for (const t of tables()) {
      expect(t.hand?.engine.board).toHaveLength(5);
      expect(t.hand?.faults).toEqual([]);
      expect(t.validators).toHaveLength(2);
    }
    expect(phone.node!.validator!.ownCards?.cards).toEqual(cards);
    evening.idle = true;
    await evening.agree();
  }, 600_000);

  it('for ten minutes at a table of four: it has left with its chips, hears of it, and sits down again', async () => {
    const evening = await table(4);
    const phone = evening.players[SLEEPER]!;
    evening.world.sleep(phone);
    const isLeft = () => stateOf(evening, 0).validators.every((v) => v.seat !== SLEEPER);
    await evening.must('the others to go on without it', isLeft, 10 * MINUTE);
    expect(stateOf(evening, 0).broughtChips).toBeLessThan(0);
    evening.idle = true;
    await evening.until(6 * MINUTE, () => false);
    evening.idle = false;
    evening.world.wake(phone);
    const node = phone.node!;
    await evening.must('it to hear of it', () => node.phase === 'started-without-us', 2 * MINUTE);
    expect(node.choose({ kind: 'seat', seat: SLEEPER })).toBeUndefined();
    expect(node.choose({ kind: 'ready', ready: true })).toBeUndefined();
    evening.wake();
    await evening.must('it to play again', () => node.phase === 'playing', 10 * MINUTE);
    expect(lifeSeat(node.validator!.table.life, SLEEPER)?.stackChips).toBeGreaterThan(0);
    // Whoever slept has signed nothing twice: every message was looked at.
    expect(evening.failure).toBeUndefined();
  }, 600_000);
});
