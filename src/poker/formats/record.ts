/**
 * A hand the engine played as a history, for export. Cards nobody showed stay unknown, unless they are given.
 *
 * No format can say that a hand was declared dead out of turn or that a pot began with nobody's chips: such hands
 * are refused with HistoryError.
 */
import type { SeenCard } from '../cards.ts';
import { clockwise, firstFromButton } from '../order.ts';
import type { HandRecord, HandState } from '../state.ts';
import { type HandHistory, type HistoryAction, HistoryError, type HistoryPlayer } from './history.ts';
import type { ForcedPaid, OhhCourse } from './ohh/types.ts';

export interface RecordOptions {
  /** Names by seat. */
  readonly names?: ReadonlyMap<number, string>;
  /** What this device knows of hole cards, by seat, in dealing order: its own, usually. */
  readonly holeCards?: ReadonlyMap<number, readonly SeenCard[]>;
  readonly handName?: string;
  readonly tableName?: string;
}

/** @throws HistoryError for a hand that no format can tell */
export function historyOf(state: HandState, options: RecordOptions = {}): HandHistory {
  const { setup } = state;
  if (setup.deadChips > 0) throw new HistoryError('bad-field', 'a pot that began with chips of nobody');
  const order = orderOf(state);
  const playerOf = new Map(order.map((i, p) => [setup.seats[i]!.seat, p]));
  const over = state.phase === 'over';
  return {
    game: setup.game,
    structure: setup.structure,
    scale: 1,
    exactSplits: false,
    players: order.map((i): HistoryPlayer => {
      const { seat, stackChips } = setup.seats[i]!;
      const forced = setup.forced.filter((f) => f.seat === seat);
      const sum = (kind: 'blind' | 'post'): number =>
        forced.reduce((chips, f) => chips + ((f.kind === 'post') === (kind === 'post') ? f.liveChips : 0), 0);
      return {
        name: options.names?.get(seat) ?? '',
        seat: seat + 1,
        stackChips,
        anteChips: setup.antesChips[i]!,
        blindChips: sum('blind'),
        postChips: sum('post'),
        deadChips: forced.reduce((chips, f) => chips + f.deadChips, 0),
      };
    }),
    dealerSeat: setup.buttonSeat + 1,
    bombPot: setup.bombPot,
    runTwice: state.records.some((r) => r.kind === 'deal' && r.requests.some((q) => q.board === 1)),
    trimAntes: setup.trimAntes,
    bringInChips: setup.bringInChips,
    smallBetChips: setup.smallBetChips,
    bigBetChips: setup.structure === 'fixed-limit' ? setup.bigBetChips : setup.smallBetChips,
    actions: state.records.flatMap((r) => actionsOf(r, playerOf, options)),
    finishingStacks: over ? order.map((i) => state.players[i]!.stackChips) : null,
    pots: null,
    rake: 0,
    handName: options.handName ?? null,
    tableName: options.tableName ?? null,
  };
}

/** Players in the order of a history: from the left of the button. */
function orderOf(state: HandState): number[] {
  return clockwise(state.players.length, firstFromButton(state.setup));
}

function actionsOf(
  r: HandRecord,
  playerOf: ReadonlyMap<number, number>,
  options: RecordOptions,
): HistoryAction[] {
  switch (r.kind) {
    case 'deal':
      return dealsOf(r, playerOf, options);
    case 'bet': {
      const player = playerOf.get(r.seat)!;
      if (r.verb === 'fold') return [{ kind: 'fold', player }];
      if (r.verb === 'raiseTo') return [{ kind: 'raise', player, toChips: r.amountChips }];
      return [{ kind: r.bringIn ? 'bringIn' : 'call', player }];
    }
    case 'show':
      return [{ kind: 'show', player: playerOf.get(r.seat)!, cards: r.cards }];
    case 'muck':
      return [{ kind: 'muck', player: playerOf.get(r.seat)! }];
    case 'claim':
      return [{ kind: 'claim', player: playerOf.get(r.seat)!, relation: r.relation }];
    case 'kill':
      throw new HistoryError('bad-action', 'a hand declared dead');
    case 'stop':
      throw new HistoryError('bad-action', 'cards that were withheld');
    default:
      return [];
  }
}

/** One line a receiver, in the order of the deal. */
function dealsOf(
  r: Extract<HandRecord, { kind: 'deal' }>,
  playerOf: ReadonlyMap<number, number>,
  options: RecordOptions,
): HistoryAction[] {
  const lines = new Map<'board' | 'second' | number, SeenCard[]>();
  for (const [i, { to, index, board }] of r.requests.entries()) {
    const known = to === 'board' ? null : (options.holeCards?.get(to)?.[index] ?? null);
    const key = to === 'board' && board === 1 ? 'second' : to;
    const line = lines.get(key) ?? [];
    line.push(r.cards[i] ?? known);
    lines.set(key, line);
  }
  return [...lines].map(([to, cards]): HistoryAction => {
    if (to === 'board') return { kind: 'board', cards };
    if (to === 'second') return { kind: 'board', cards, board: 1 };
    return { kind: 'hole', player: playerOf.get(to)!, cards };
  });
}

/** What OHH wants to know besides: what was taken and added action by action, and who won what. */
export function courseOf(state: HandState): OhhCourse {
  const playerOf = new Map(orderOf(state).map((i, p) => [state.setup.seats[i]!.seat, p]));
  const added = state.records.flatMap((r) =>
    r.kind === 'bet' && r.verb !== 'fold' ? [{ chips: r.addedChips, allIn: r.allIn }] : [],
  );
  const wins = state.records.filter((r) => r.kind === 'win');
  const pots = [...new Set(wins.map((w) => w.pot))]
    .sort((a, b) => a - b)
    .map((pot) => {
      const byPlayer = new Map<number, number>();
      for (const w of wins) {
        if (w.pot !== pot) continue;
        const player = playerOf.get(w.seat)!;
        byPlayer.set(player, (byPlayer.get(player) ?? 0) + w.chips);
      }
      const shares = [...byPlayer].map(([player, chips]) => ({ player, chips }));
      return { chips: shares.reduce((sum, s) => sum + s.chips, 0), wins: shares };
    });
  return { forced: forcedOf(state, playerOf), added, pots };
}

/** Without what came back of an ante that nobody matched. */
function forcedOf(state: HandState, playerOf: ReadonlyMap<number, number>): ForcedPaid[] {
  const { setup } = state;
  const left = new Map(setup.seats.map((s) => [s.seat, s.stackChips]));
  const begin = state.records.slice(
    0,
    Math.max(
      0,
      state.records.findIndex((r) => r.kind === 'deal'),
    ),
  );
  const returned = new Map(begin.flatMap((r) => (r.kind === 'refund' ? [[r.seat, r.chips] as const] : [])));
  const paid = begin.flatMap((r): ForcedPaid[] => {
    if (r.kind !== 'ante' && r.kind !== 'forced') return [];
    const ante = r.kind === 'ante';
    const liveChips = ante ? 0 : r.liveChips;
    const deadChips = ante ? r.chips - (returned.get(r.seat) ?? 0) : r.deadChips;
    const rest = left.get(r.seat)! - liveChips - deadChips;
    left.set(r.seat, rest);
    const bet = ante ? 'ante' : r.bet;
    return [{ player: playerOf.get(r.seat)!, bet, liveChips, deadChips, allIn: rest === 0 }];
  });
  // Who had nothing left after the ante still was on that blind, which counts in full.
  const nothing = setup.forced.flatMap(({ seat, kind }): ForcedPaid[] =>
    kind === 'post' || left.get(seat)! > 0 || begin.some((r) => r.kind === 'forced' && r.seat === seat)
      ? []
      : [{ player: playerOf.get(seat)!, bet: kind, liveChips: 0, deadChips: 0, allIn: true }],
  );
  return [...paid, ...nothing];
}
