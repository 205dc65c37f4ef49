/** What the player of this tab may know and do beside the decisions of the table's part. */
import { GAMES } from '../../codec/config.ts';
import type { GameNode } from '../../node/gameNode.ts';
import { cardText, parseCard } from '../../poker/cards.ts';
import { handName } from '../../poker/handNames.ts';
import { planHand } from '../../poker/life/blinds.ts';
import { handOptions } from '../../table/hand/plan.ts';
import type { TableState } from '../../table/state/state.ts';
import type { TablePart } from '../../table/view/shapes.ts';
import type { OwnView } from '../contract/view.ts';

export function presentOwn(node: GameNode, part: TablePart): OwnView | undefined {
  const { table } = node;
  const { yourSeat } = part;
  if (yourSeat === undefined || table === undefined) return undefined;
  return {
    handName: ownHandName(table, part),
    mayShow: node.showable().map(cardText),
    claim: node.claiming?.offer(),
    bigBlindNext: bigBlindNext(table) === yourSeat,
  };
}

function ownHandName(table: TableState, part: TablePart): string | undefined {
  const you = part.seats.find((s) => s.you);
  const game = GAMES[table.config.game];
  if (!you?.inHand || you.folded || !part.hand || game === undefined) return undefined;
  const cards = you.cards.map((c) => (c === null ? null : parseCard(c)));
  const board = part.hand.board.map(parseCard);
  if (!cards.every(isKnown) || !board.every(isKnown)) return undefined;
  return remembered(`${game} ${you.cards.join('')} ${part.hand.board.join('')}`, () =>
    handName(cards, board, game),
  );
}

function isKnown(card: number | null | undefined): card is number {
  return typeof card === 'number';
}

/** Views are drawn far more often than cards change. */
let last = { key: '', name: '' };
function remembered(key: string, make: () => string): string | undefined {
  if (last.key !== key) last = { key, name: make() };
  return last.name === '' ? undefined : last.name;
}

/** Between hands: who would post the big blind in the next one. */
function bigBlindNext(table: TableState): number | undefined {
  if (table.over || (table.hand !== undefined && table.hand.phase !== 'done')) return undefined;
  if (table.life.inHand !== null) return undefined;
  return planHand(table.life, table.timeMs, handOptions(table))?.bigBlindSeat;
}
