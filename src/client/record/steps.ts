/** The steps of a hand that is played again, each as a screen draws it. */
import type { Card } from '../../poker/cards.ts';
import { ownCardsOf } from '../../table/deck/ownCards.ts';
import type { TableState } from '../../table/state/state.ts';
import { tableView } from '../../table/view/view.ts';
import type { TableView } from '../contract/view.ts';
import { moneyOf } from '../create/moneyOf.ts';
import { emptyView } from '../table/present.ts';

/** Who looks: this device's own seat and cards in that hand, or nobody who was there. */
interface Viewer {
  readonly tableId: string;
  readonly yourSeat: number | undefined;
  readonly yourCards: readonly Card[];
}

export function drawStep(table: TableState, { tableId, yourSeat, yourCards }: Viewer): TableView {
  const { hand } = table;
  const dealt = hand !== undefined && hand.phase !== 'keys' && hand.phase !== 'shuffle';
  const ownCards = dealt && yourCards.length > 0 ? ownCardsOf(hand, yourCards) : undefined;
  return {
    ...emptyView,
    money: moneyOf(table.config),
    phase: table.over ? 'ended' : 'playing',
    tableId,
    ...tableView(table, { seat: yourSeat, ownCards }),
    legal: undefined,
  };
}

/** A step is where something is said, or the hand goes on to another stage. */
export function addStep(steps: TableView[], view: TableView): void {
  const last = steps.at(-1);
  if (last?.events.at(-1)?.id !== view.events.at(-1)?.id || last?.hand?.stage !== view.hand?.stage)
    steps.push(view);
}
