/**
 * This device's list of hands. Upon cards being dealt the hand is in it as unfinished, so that no history leaves out
 * one that never ends; upon its standing still for want of cards, with whose they are; upon its end, as it ended.
 */
import type { GameStorage, HandRecord } from '../../storage/storage.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import { nicknameOf } from '../../table/state/seats.ts';
import type { TableHand, TableState } from '../../table/state/state.ts';
import { duePart } from '../../table/view/dueView.ts';
import { securityMoved } from '../../table/view/securityView.ts';
import { handSummary } from '../../table/view/summary.ts';

interface HandBookOptions {
  readonly seat: number | undefined;
  readonly storage: GameStorage;
  /** Numbers of hands whose end this device has in its list. */
  readonly handsKept: ReadonlySet<number>;
  /** Wall clock, for the list's display only. */
  readonly wallClockMs: () => number;
}

export class HandBook {
  constructor(private readonly o: HandBookOptions) {}

  has(hand: number): boolean {
    return this.o.handsKept.has(hand);
  }

  /** After a slot that was applied to `before`, where the hand goes on. */
  async goesOn(before: TableState, table: TableState): Promise<void> {
    const [was, is] = [before.hand, table.hand];
    if (is?.phase !== 'play' || this.has(is.hand)) return;
    const dealt = was?.hand !== is.hand || was.phase !== 'play';
    if (dealt || was.suspended !== is.suspended) await this.o.storage.saveHand(this.unfinished(table, is));
  }

  /** The hand of this state is over; what this device knows of its cards. */
  async finished(before: TableState, table: TableState, ownCards: OwnCards | undefined): Promise<void> {
    const { seat: yourSeat, storage, wallClockMs } = this.o;
    const summary = handSummary(table, yourSeat, ownCards);
    if (!summary) throw new Error('a finished hand without an outcome');
    const { hand, board, ownCards: yourCards, winners } = summary;
    const moved = new Map(securityMoved(before, table.hand!).map((m) => [m.seat, m.chips]));
    const seats = summary.seats.map((s) => ({ ...s, netChips: s.netChips + (moved.get(s.seat) ?? 0) }));
    const record = { hand, height: table.height, finishedAt: wallClockMs(), yourSeat };
    await storage.saveHand({ ...record, yourCards, board, seats, winners, withheld: moved.size > 0 });
  }

  /** A hand that was set aside is void: everybody has back what it put in. */
  async voided(table: TableState, hand: TableHand): Promise<void> {
    const { unfinished: _, ...record } = this.unfinished(table, hand);
    await this.o.storage.saveHand(record);
  }

  private unfinished(table: TableState, hand: TableHand): HandRecord {
    const due = hand.suspended ? duePart(table, hand) : undefined;
    const named = (seat: number): string => nicknameOf(table, seat) ?? '';
    return {
      hand: hand.hand,
      height: table.height,
      finishedAt: this.o.wallClockMs(),
      yourSeat: this.o.seat,
      yourCards: [],
      board: hand.engine.board.filter((c) => c !== null),
      seats: hand.dealtIn.map((seat) => ({ seat, nickname: named(seat), netChips: 0 })),
      winners: [],
      unfinished: { what: due?.what ?? 'word', from: due?.seats.map(named) ?? [] },
    };
  }
}
