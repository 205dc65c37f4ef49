/** Own cards of a finished hand that the player may show by choice, one by one or all that are left. */
import type { Card } from '../../poker/cards.ts';
import { type Duty, showDuty } from '../../table/deck/duties.ts';
import { downPositions, showable } from '../../table/deck/owed.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import { ownDownCards } from '../../table/deck/ownCards.ts';
import type { TableState } from '../../table/state/state.ts';

interface ClosedCard {
  readonly position: number;
  readonly card: Card;
}

export class Showing {
  /** Positions whose shares are on their way, by hand and attempt. */
  private readonly asked = new Set<string>();

  constructor(
    /** Undefined for a witness. */
    private readonly seat: number | undefined,
  ) {}

  /** Cards that are still closed, as this tab knows them, in the order it holds them. */
  offered(table: TableState, own: OwnCards | undefined): ClosedCard[] {
    const { seat } = this;
    const { hand } = table;
    if (seat === undefined || hand?.phase !== 'done') return [];
    const may = showable(table, seat);
    const cards = ownDownCards(hand, seat, own);
    return downPositions(hand, seat).flatMap((position, i) => {
      const card = cards[i];
      const open = card === undefined || !may.includes(position);
      return open || this.asked.has(idOf(table, position)) ? [] : [{ position, card }];
    });
  }

  /** What opens `cards`, or all that are offered; undefined when one of them is not. Asked for once. */
  choose(table: TableState, own: OwnCards | undefined, cards?: readonly Card[]): Duty | undefined {
    const offered = this.offered(table, own).filter((o) => cards === undefined || cards.includes(o.card));
    if (this.seat === undefined || offered.length === 0) return undefined;
    if (cards !== undefined && offered.length !== cards.length) return undefined;
    const positions = offered.map((o) => o.position);
    const duty = showDuty(table, this.seat, positions);
    if (duty !== undefined) for (const p of positions) this.asked.add(idOf(table, p));
    return duty;
  }
}

function idOf({ hand }: TableState, position: number): string {
  return `${hand?.hand}.${hand?.attempt}.${position}`;
}
