/** Who won what on which board, and with which cards: the engine's payments put together for people to read. */
import type { Card } from '../../poker/cards.ts';
import { type Half, handCards, handNamesBeside } from '../../poker/handNames.ts';
import type { HandRecord, HandState } from '../../poker/state.ts';

export interface Award {
  /** 0, or 1 for the second board of a hand run twice. */
  readonly board: 0 | 1;
  /** The pot was divided between two boards. */
  readonly twice: boolean;
  readonly seat: number;
  /** From all pots, on this board. */
  readonly chips: number;
  /** What it won with there; undefined where the hand was not shown. */
  readonly handName: string | undefined;
  /** The cards that count: five, or up to ten where a hand won the high half and the low one; empty if not shown. */
  readonly cards: readonly Card[];
}

type Win = Extract<HandRecord, { kind: 'win' }>;

const told = new WeakMap<HandState, readonly Award[]>();

/** Awards of a hand that is over, the first board's first; empty before. */
export function awardsOf(engine: HandState): readonly Award[] {
  const before = told.get(engine);
  if (before !== undefined) return before;
  const wins = engine.records.filter((r): r is Win => r.kind === 'win');
  const twice = new Set(wins.flatMap((w) => (w.board === 1 ? [w.pot] : [])));
  const groups = new Map<string, Win[]>();
  for (const win of wins) {
    const key = `${win.board}.${twice.has(win.pot)}.${win.seat}`;
    groups.set(key, [...(groups.get(key) ?? []), win]);
  }
  const awards = [...groups.values()]
    .map((group) => awardOf(engine, group, twice.has(group[0]!.pot)))
    .sort((a, b) => a.board - b.board);
  told.set(engine, awards);
  return awards;
}

function awardOf(engine: HandState, group: readonly Win[], twice: boolean): Award {
  const { seat, board } = group[0]!;
  const halves = new Set<Half>(group.map((w) => w.half));
  const hole = shownHands(engine).get(seat);
  const { game } = engine.setup;
  const cards =
    hole === undefined || engine.stopped
      ? []
      : [...halves].flatMap((h) => handCards(hole, boardOf(engine, board), game, h));
  return {
    board,
    twice,
    seat,
    chips: group.reduce((sum, w) => sum + w.chips, 0),
    handName: shownName(engine, seat, board),
    cards: [...new Set(cards)],
  };
}

const named = new WeakMap<HandState, readonly ReadonlyMap<number, string>[]>();

/** What a hand that was shown makes on a board, with the kicker where that decides; undefined if it was not shown. */
export function shownName(engine: HandState, seat: number, board: 0 | 1): string | undefined {
  // A hand whose last cards never came made nothing.
  if (engine.stopped) return undefined;
  let names = named.get(engine);
  if (names === undefined) {
    const hands = shownHands(engine);
    names = ([0, 1] as const).map((b) => {
      const list = handNamesBeside([...hands.values()], boardOf(engine, b), engine.setup.game);
      return new Map([...hands.keys()].map((s, i) => [s, list[i]!]));
    });
    named.set(engine, names);
  }
  const name = names[board]!.get(seat);
  return name === '' ? undefined : name;
}

const known = (cards: readonly (Card | null)[]): Card[] => cards.filter((c): c is Card => c !== null);

const boardOf = (engine: HandState, board: 0 | 1): Card[] =>
  known(board === 1 ? engine.secondBoard : engine.board);

/** Live hands on the table, by seat. */
export function shownHands(engine: HandState): Map<number, Card[]> {
  return new Map(
    engine.players.flatMap((p) =>
      p.shown && p.status === 'live' ? [[p.seat, known(p.cards)] as const] : [],
    ),
  );
}

/** Streets of a board that came when no action was possible any more and hands were opened, on each board. */
export function streetsRunOut({ records, setup }: HandState): {
  readonly first: number;
  readonly second: number;
} {
  const lastShow = records.findLastIndex((r) => r.kind === 'show');
  if (lastShow < 0) return { first: 0, second: 0 };
  // Where the board comes first the hands are opened after it.
  const from = setup.boardFirst ? records.findLastIndex((r) => r.kind === 'bet') : lastShow;
  const deals = records.slice(Math.max(0, from)).flatMap((r) => (r.kind === 'deal' ? [r.requests] : []));
  const first = deals.filter((requests) => requests.some((q) => q.to === 'board' && q.board === 0)).length;
  return { first, second: deals.some((requests) => requests.some((q) => q.board === 1)) ? first : 0 };
}
