/** An all-in with cards to come, for screens: from how many cards on, and what each open hand is worth at each step. */
import type { Card, SeenCard } from '../../poker/cards.ts';
import { gameNamed } from '../../poker/catalogue.ts';
import { runsTwice } from '../../poker/dealing.ts';
import type { HandState } from '../../poker/state.ts';
import { boardBeforeRunOut } from '../../table/hand/boardFirst.ts';
import type { TableState } from '../../table/state/state.ts';
import { liveEquity } from '../bots/liveEquity.ts';
import type { RunOutView } from '../contract/runOut.ts';

/** Undefined unless the hands were opened before the board was whole. */
export function presentRunOut({ hand }: Pick<TableState, 'hand'>): RunOutView | undefined {
  if (hand === undefined || (hand.phase !== 'play' && hand.phase !== 'done')) return undefined;
  const { engine } = hand;
  const game = gameNamed(engine.setup.game);
  const fromCards = boardWhenOpened(engine);
  if (fromCards === undefined || fromCards >= game.boardCards) return undefined;
  const open = openHands(engine);
  if (open.length < 2) return undefined;
  const boards = [known(engine.board), ...(runsTwice(engine) ? [known(engine.secondBoard)] : [])];
  const equities = boards.flatMap((cards, board) =>
    [fromCards, 3, 4, 5]
      .filter((n, i) => (i === 0 ? board === 0 : n > fromCards) && n <= cards.length)
      .map((n) => ({
        board: board as 0 | 1,
        cards: n,
        shares: sharesOf(engine, open, cards.slice(0, n), board === 1 ? boards[0]! : []),
      })),
  );
  return { hand: hand.hand, fromCards, boardCards: game.boardCards, equities };
}

interface OpenHand {
  readonly seat: number;
  readonly cards: readonly Card[];
}

const known = (cards: readonly SeenCard[]): Card[] => cards.filter((c): c is Card => c !== null);

function openHands(engine: HandState): OpenHand[] {
  return engine.players.flatMap((p) =>
    p.status === 'live' && p.shown ? [{ seat: p.seat, cards: known(p.cards) }] : [],
  );
}

/** Cards on the board when the last live hand was opened, if cards were dealt after it or are still to come. */
function boardWhenOpened(engine: HandState): number | undefined {
  const { records, phase, players, setup } = engine;
  if (players.some((p) => p.status === 'live' && !p.shown)) return undefined;
  if (setup.boardFirst) return engine.stopped ? undefined : boardBeforeRunOut(engine);
  let cards = 0;
  let opened: number | undefined;
  for (const r of records) {
    if (r.kind === 'show') opened = cards;
    if (r.kind === 'deal') cards += r.requests.filter((q) => q.to === 'board' && q.board === 0).length;
  }
  return opened !== undefined && (cards > opened || phase === 'deal' || phase === 'choose')
    ? opened
    : undefined;
}

const told = new WeakMap<readonly SeenCard[], Map<string, RunOutView['equities'][number]['shares']>>();

/** Views are drawn far more often than cards come: remembered for as long as the players' cards are. */
function sharesOf(
  engine: HandState,
  open: readonly OpenHand[],
  board: readonly Card[],
  dead: readonly Card[],
): RunOutView['equities'][number]['shares'] {
  const owner = engine.players.find((p) => p.seat === open[0]!.seat)!.cards;
  const memory = told.get(owner) ?? new Map<string, RunOutView['equities'][number]['shares']>();
  told.set(owner, memory);
  const key = `${open.map((h) => h.seat).join(' ')}: ${board.join(' ')}: ${dead.join(' ')}`;
  const before = memory.get(key);
  if (before !== undefined) return before;
  const shares = liveEquity(
    engine.setup.game,
    open.map((h) => h.cards),
    board,
    dead.filter((c) => !board.includes(c)),
  );
  const now = open.map(({ seat }, i) => ({ seat, share: shares[i]! }));
  memory.set(key, now);
  return now;
}
