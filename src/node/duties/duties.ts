/**
 * What this seat owes the table, done after each slot; the cards it holds; and what is left of a hand that is over.
 *
 * After a slot: own cards are opened once everybody's shares are there, and every duty is fulfilled, each once.
 * Upon a hand's end: it goes into the list of hands (handBook.ts), if it is not there from before a restart. Its key
 *   is erased when nothing can be shown any more: with the end of the pause, at once where the
 *   hand is void or the game over, and for every attempt that was broken off.
 * Upon a share that cannot be made for ten seconds: no block is made until it can (overdue.ts).
 * Upon waking, in every epoch: keys of whatever ended while this tab was away go, too.
 * Upon an adjournment: keys of a hand that is set aside are kept; what is over, or will never be played, needs none.
 */
import type { DeckContext } from '../../mentalpoker/context.ts';
import type { Card } from '../../poker/cards.ts';
import type { GameStorage } from '../../storage/storage.ts';
import { type Duty, duties, escrowDuties } from '../../table/deck/duties.ts';
import { downPositions } from '../../table/deck/owed.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import { isAfterHand } from '../../table/hand/rabbit.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { Scheduler } from '../clock.ts';
import type { VerdictCache } from '../execution/verdicts.ts';
import type { NodeRefusal } from '../refusal.ts';
import { Claiming } from './claiming.ts';
import { DeckWork, MissingKeyError, type Unnumbered } from './deckWork.ts';
import { HandBook } from './handBook.ts';
import { Overdue } from './overdue.ts';
import { Showing } from './showing.ts';

interface DutiesOptions {
  /** Number in the epoch, undefined for an observer; and seat, undefined for a witness and an observer. */
  readonly index: number | undefined;
  readonly seat: number | undefined;
  readonly worker: DeckWorker;
  readonly storage: GameStorage;
  readonly verdicts: VerdictCache;
  readonly table: () => TableState;
  readonly isStopped: () => boolean;
  /** Makes no block any more, or again. */
  readonly mute: (on: boolean) => void;
  readonly submit: (transaction: Unnumbered) => NodeRefusal | undefined;
  readonly scheduler: Scheduler;
  /** Of the table's clock. */
  readonly tableTimeMs: () => number;
  /** Numbers of hands whose end this device has in its list. */
  readonly handsKept: ReadonlySet<number>;
  /** Wall clock, for the history's display only. */
  readonly wallClockMs: () => number;
  readonly onChange: () => void;
  readonly onFatal: (error: unknown) => void;
}

export type Doing = 'proving-shuffle' | 'verifying' | 'cannot-share';

export class Duties {
  ownCards: OwnCards | undefined;
  private readonly deckWork: DeckWork;
  private readonly showing: Showing;
  private readonly overdue: Overdue;
  private readonly book: HandBook;
  /** Whether a hand that wins is shown or proved. */
  readonly claiming: Claiming;
  private working = 0;
  private doing: Doing | undefined;

  constructor(private readonly o: DutiesOptions) {
    this.deckWork = new DeckWork(o.seat, o.worker, o.storage, (own) => o.verdicts.holds(own));
    this.showing = new Showing(o.seat);
    this.book = new HandBook(o);
    this.overdue = new Overdue({ scheduler: o.scheduler, mute: o.mute, onChange: o.onChange });
    this.claiming = new Claiming({
      ...{ seat: o.seat, scheduler: o.scheduler, tableTimeMs: o.tableTimeMs, table: o.table },
      ownCards: () => this.ownCards,
      onChosen: () => {
        o.onChange();
        void this.look().catch(o.onFatal);
      },
    });
  }

  /** What the player waits for. */
  get busy(): Doing | undefined {
    if (this.overdue.isLate) return 'cannot-share';
    return this.working > 0 ? this.doing : undefined;
  }

  /** After a slot. */
  async look(): Promise<void> {
    const { index, seat } = this.o;
    if (index === undefined) return;
    await this.openOwnCards();
    const table = this.o.table();
    const owed = seat === undefined ? escrowDuties(table, index) : duties(table, seat, this.ownCards);
    const now = owed.map((duty) => this.claiming.inPlaceOf(duty)).filter((duty) => duty !== undefined);
    await Promise.all(now.map((duty) => this.fulfil(duty)));
  }

  /** What this seat will owe next if the table becomes `after` may be begun. */
  foresee(after: TableState): void {
    const { seat } = this.o;
    if (seat === undefined || this.o.isStopped()) return;
    for (const duty of duties(after, seat, undefined))
      if (duty.kind === 'shuffle') this.deckWork.foresee(duty);
  }

  stop(): void {
    this.claiming.stop();
  }

  /** Own cards of the finished hand that may be shown by choice. */
  showable(): readonly Card[] {
    return this.showing.offered(this.o.table(), this.ownCards).map((o) => o.card);
  }

  /** Shows own cards of a finished hand: these, or all that are still closed. */
  showCards(cards?: readonly Card[]): NodeRefusal | undefined {
    const duty = this.showing.choose(this.o.table(), this.ownCards, cards);
    if (!duty) return 'not-now';
    void this.fulfil(duty).catch(this.o.onFatal);
    return undefined;
  }

  private async fulfil(duty: Duty): Promise<void> {
    if (!this.deckWork.begin(duty)) return;
    const made = isShare(duty) ? this.overdue.owes() : () => undefined;
    try {
      await this.perform(duty);
    } finally {
      made();
    }
  }

  private async perform(duty: Duty): Promise<void> {
    // Nobody waits for the next deck while this hand is played, so it does not show either.
    const shows = !isAhead(this.o.table(), duty);
    if (shows) {
      this.working++;
      this.doing = duty.kind === 'shuffle' ? 'proving-shuffle' : 'verifying';
      this.o.onChange();
    }
    try {
      if (!(await this.mayBuildOn(duty))) return;
      const transaction = await this.deckWork.perform(duty);
      if (!transaction) return;
      // Refused means the table moved on while the proof was made: the duty is stale, and a new one stands.
      const reason = this.o.isStopped() ? undefined : this.o.submit(transaction);
      if (reason !== undefined && duty.kind === 'handKey' && isOver(this.o.table(), duty.ctx))
        await this.forget(duty.ctx);
    } catch (error) {
      // In a hand that is over nobody waits for anything that only a key could give.
      const needless = 'ctx' in duty && isOver(this.o.table(), duty.ctx);
      if (!(error instanceof MissingKeyError) || !needless) throw error;
    } finally {
      if (shows) {
        this.working--;
        this.o.onChange();
      }
    }
  }

  /** True once everything the next deck stands on is known to hold: nobody builds upon what may be a lie. */
  private async mayBuildOn(duty: Duty): Promise<boolean> {
    const table = this.o.table();
    if (duty.kind !== 'shuffle' || !isAhead(table, duty)) return true;
    const { unjudged } = table.nextDeck!;
    const judged = await Promise.all(unjudged.map((u) => this.o.verdicts.of(u.statement)));
    return judged.every((j) => j.verdict.ok);
  }

  private async openOwnCards(): Promise<void> {
    const table = this.o.table();
    const { hand } = table;
    if (!hand) return;
    const held = this.ownCards?.hand === hand.hand && this.ownCards.attempt === hand.attempt;
    // In a stud game another card comes face down on the last street.
    if (held && this.ownCards?.cards.length === downPositions(hand, this.o.seat!).length) return;
    const cards = await this.deckWork.openOwn(table);
    if (!cards) return;
    this.ownCards = cards;
    this.o.onChange();
  }

  /** After a slot that was applied to `before`: what it ended is written down, and keys that are of no more use go. */
  async closeHand(before: TableState): Promise<void> {
    const table = this.o.table();
    const old = before.hand;
    const now = table.hand;
    const made = before.nextDeck;
    if (made && made.phase !== 'dropped' && isOver(table, made.deck.context))
      await this.forget(made.deck.context);
    for (const { hand } of before.aside) {
      // Its players have agreed that it is void.
      if (!isOver(table, hand.deck.context)) continue;
      await this.book.voided(table, hand);
      await this.forget(hand.deck.context);
    }
    await this.book.goesOn(before, table);
    if (!old) return;
    const redealt = now?.hand !== old.hand || now.attempt !== old.attempt;
    const finished = old.phase !== 'done' && now?.phase === 'done' && !redealt;
    const shut = now?.phase === 'done' && !isAfterHand(table) && (finished || isAfterHand(before));
    if (finished) await this.record(before, table);
    if (redealt || shut) await this.forget(old.deck.context);
  }

  /** Once the table is where this device left it, or where its others are: keys of what is over go. */
  async sweep(): Promise<void> {
    await this.deckWork.sweep(this.o.table());
  }

  /** Erases what this device holds for a deck; who only watches holds nothing. */
  private async forget(ctx: DeckContext): Promise<void> {
    if (this.o.index !== undefined) await this.deckWork.erase(ctx);
  }

  /** The epoch was adjourned in the middle of whatever went on. */
  async adjourned(): Promise<void> {
    const { hand, nextDeck } = this.o.table();
    const over = [hand?.phase === 'done' ? hand : undefined, nextDeck];
    for (const made of over) if (made) await this.forget(made.deck.context);
  }

  private async record(before: TableState, table: TableState): Promise<void> {
    // It was kept with its time and with cards that cannot be opened any more.
    if (this.book.has(table.hand!.hand)) return;
    if (this.o.seat !== undefined) await this.openOwnCards();
    await this.book.finished(before, table, this.ownCards);
  }
}

/** Others wait for it, and cannot make it instead. */
const isShare = ({ kind }: Duty): boolean => kind === 'shares' || kind === 'show' || kind === 'escrowOpen';

/** Is this duty for the hand after the one that is played? */
function isAhead({ hand }: TableState, duty: Duty): boolean {
  return hand?.phase === 'play' && 'ctx' in duty && duty.ctx.hand > hand.hand;
}

/** Neither the hand's deck, nor the next one's, nor that of a hand set aside: its key is of no more use. */
function isOver({ hand, nextDeck, aside }: TableState, ctx: DeckContext): boolean {
  const live = [
    hand?.phase === 'done' ? undefined : hand,
    nextDeck?.phase === 'dropped' ? undefined : nextDeck,
    ...aside.map((a) => a.hand),
  ];
  return !live.some((d) => d?.hand === ctx.hand && d.attempt === ctx.attempt);
}
