/**
 * Sit-and-go: blind levels, who goes out in which place, what is paid.
 *
 * Protocol:
 * - A level ends after its hands or its running time; the next hand begins at the next one. The last never ends.
 * - The clock runs from the first hand on, stands still while the table is halted (pauseClock), and is
 *   resumed by `resumeClock` or the next hand.
 * - Upon several going out in one hand, the larger stack at its start takes the better place; equal stacks
 *   share the place and the prizes (Robert's Rules, section 15). Odd chips of a shared prize go clockwise from the
 *   button.
 */
import type { Ante, Finish, LifeSeat, TableLife, Tournament } from './state.ts';
import { survivors } from './state.ts';

/** Blinds and ante that a hand begun now has. */
export function currentBlinds(life: TableLife): {
  smallBlindChips: number;
  bigBlindChips: number;
  ante: Ante;
} {
  const { rules, tournament } = life;
  if (tournament === null) {
    return { smallBlindChips: rules.smallBlindChips, bigBlindChips: rules.bigBlindChips, ante: rules.ante };
  }
  const level = rules.levels[tournament.level]!;
  // A level with an ante at a table configured without one: each pays.
  const kind = level.anteChips === 0 ? 'none' : rules.ante.kind === 'none' ? 'each' : rules.ante.kind;
  return {
    smallBlindChips: level.smallBlindChips,
    bigBlindChips: level.bigBlindChips,
    ante: { kind, chips: level.anteChips },
  };
}

/** Before a hand: lets the clock run up to `nowMs`, starts it if it stood, and goes to the level that is due. */
export function advanceClock(life: TableLife, nowMs: number): TableLife {
  if (life.tournament === null) return life;
  let t = runTo(life.tournament, nowMs);
  for (;;) {
    const level = life.rules.levels[t.level]!;
    const byHands = level.hands > 0 && t.levelHands >= level.hands;
    const byTime = level.durationMs > 0 && t.levelElapsedMs >= level.durationMs;
    if (t.level === life.rules.levels.length - 1 || !(byHands || byTime)) break;
    const overrunMs = byTime ? t.levelElapsedMs - level.durationMs : 0;
    t = { ...t, level: t.level + 1, levelHands: 0, levelElapsedMs: overrunMs };
  }
  return { ...life, tournament: { ...t, clockMs: nowMs } };
}

function runTo(t: Tournament, nowMs: number): Tournament {
  if (t.clockMs === null) return t;
  const elapsedMs = Math.max(0, nowMs - t.clockMs);
  return { ...t, clockMs: Math.max(t.clockMs, nowMs), levelElapsedMs: t.levelElapsedMs + elapsedMs };
}

/** The table is halted: the level's time stands still until `resumeClock` or the next hand. */
export function pauseClock(life: TableLife, nowMs: number): TableLife {
  if (life.tournament === null) return life;
  return { ...life, tournament: { ...runTo(life.tournament, nowMs), clockMs: null } };
}

export function resumeClock(life: TableLife, nowMs: number): TableLife {
  if (life.tournament === null || life.tournament.clockMs !== null || life.handsBegun === 0) return life;
  return { ...life, tournament: { ...life.tournament, clockMs: nowMs } };
}

/**
 * Prizes by place, in whole chips; what rounding leaves, and the shares of places that nobody can take,
 * belong to the winner. The sum is exactly the pool.
 */
export function payouts(
  prizePoolChips: number,
  basisPoints: readonly number[],
  entrants = basisPoints.length,
): number[] {
  const whole = Math.floor(prizePoolChips / 10_000);
  const rest = prizePoolChips % 10_000;
  // pool * share / 10,000 in two parts: the product alone may leave the safe integers.
  const prizes = basisPoints.slice(0, entrants).map((bp) => whole * bp + Math.floor((rest * bp) / 10_000));
  const paid = prizes.reduce((sum, p) => sum + p, 0);
  if (prizes.length > 0) prizes[0] = prizes[0]! + prizePoolChips - paid;
  return prizes;
}

/**
 * Writes down who went out. `gone`: seats that just lost their last chip (or were thrown out), with the
 * stack each had when the hand began. Call with their stacks already at zero in `life`, or expelled.
 */
export function eliminate(
  life: TableLife,
  gone: readonly { readonly seat: LifeSeat; readonly stackBefore: number }[],
): TableLife {
  const t = life.tournament;
  if (t === null || gone.length === 0) return life;
  const left = survivors(life);
  const prizes = payouts(life.rules.prizePoolChips, life.rules.payoutsBasisPoints, t.entrants);
  const fromButton = (seat: number): number =>
    (seat - life.buttonSeat - 1 + life.rules.seats) % life.rules.seats;
  const order = [...gone].sort(
    (a, b) => a.stackBefore - b.stackBefore || fromButton(b.seat.seat) - fromButton(a.seat.seat),
  );
  const finished: Finish[] = [...t.finished];
  for (let i = 0; i < order.length; ) {
    let j = i;
    while (j < order.length && order[j]!.stackBefore === order[i]!.stackBefore) j++;
    // order[i..j) share the places from `best` on; within the group those first from the button come last.
    const best = left.length + order.length - j + 1;
    const group = order.slice(i, j);
    const sum = group.reduce((chips, _, k) => chips + (prizes[best - 1 + k] ?? 0), 0);
    const odd = sum % group.length;
    group.forEach(({ seat }, k) => {
      finished.push({
        seat: seat.seat,
        player: seat.player,
        place: best,
        tied: group.length > 1,
        prizeChips: Math.floor(sum / group.length) + (group.length - 1 - k < odd ? 1 : 0),
      });
    });
    i = j;
  }
  const winner = left.length === 1 ? left[0] : undefined;
  if (winner !== undefined) {
    finished.push({
      seat: winner.seat,
      player: winner.player,
      place: 1,
      tied: false,
      prizeChips: prizes[0] ?? 0,
    });
  }
  return {
    ...life,
    tournament: { ...t, finished, over: left.length < 2, clockMs: left.length < 2 ? null : t.clockMs },
  };
}
