/**
 * A showdown that this seat would win as the last to open its hand: for a moment the player chooses between showing
 * and proving it unseen. Whoever says nothing shows, well before the table's clock gives the hand up.
 */
import type { WinRelation } from '../../mentalpoker/winClaim.ts';
import { standing, winDuty } from '../../table/deck/claim.ts';
import type { Duty } from '../../table/deck/duties.ts';
import { downPositions } from '../../table/deck/owed.ts';
import type { OwnCards } from '../../table/deck/ownCards.ts';
import type { TableState } from '../../table/state/state.ts';
import type { Scheduler } from '../clock.ts';

/** How long the choice stands, and what is kept of the table's clock for making and committing what was chosen. */
export const CHOICE_MS = 6_000;
const KEPT_MS = 7_000;

export type ShowdownChoice = 'show' | 'claim';

/** What a claim would say: this relation to the best hand shown, by one of so many pairs of cards. */
export interface OwnClaim {
  readonly relation: WinRelation;
  readonly pairs: number;
}

export interface ClaimingOptions {
  /** Undefined for a witness and an observer. */
  readonly seat: number | undefined;
  readonly scheduler: Scheduler;
  /** Of the table's clock. */
  readonly tableTimeMs: () => number;
  readonly table: () => TableState;
  readonly ownCards: () => OwnCards | undefined;
  /** Something was chosen: what is owed is to be looked at again. */
  readonly onChosen: () => void;
}

export class Claiming {
  /** By the id of the claim that could be made. */
  private chosen: { readonly id: string; readonly how: ShowdownChoice } | undefined;
  private waiting: { readonly id: string; readonly cancel: () => void } | undefined;

  constructor(private readonly o: ClaimingOptions) {}

  /** What the player may choose now. */
  offer(): OwnClaim | undefined {
    const claim = this.own();
    return claim === undefined || claim.duty.id === this.chosen?.id ? undefined : claim.standing;
  }

  /** False when nothing is offered. */
  choose(how: ShowdownChoice): boolean {
    const claim = this.own();
    if (claim === undefined || claim.duty.id === this.chosen?.id) return false;
    this.decide(claim.duty.id, how);
    return true;
  }

  /** What is to be done for a duty: it, a claim in its place, or nothing yet. */
  inPlaceOf(duty: Duty): Duty | undefined {
    const claim = duty.kind === 'show' ? this.own() : undefined;
    if (claim === undefined) return duty;
    const { id } = claim.duty;
    if (this.chosen?.id === id) return this.chosen.how === 'claim' ? claim.duty : duty;
    this.wait(id);
    return undefined;
  }

  stop(): void {
    this.waiting?.cancel();
    this.waiting = undefined;
  }

  private wait(id: string): void {
    if (this.waiting?.id === id) return;
    this.stop();
    const dueMs = this.o.table().deadline?.deadline.dueMs ?? null;
    const leftMs = dueMs === null ? CHOICE_MS : dueMs - this.o.tableTimeMs() - KEPT_MS;
    const cancel = this.o.scheduler.after(Math.max(0, Math.min(CHOICE_MS, leftMs)), () => {
      if (this.chosen?.id !== id) this.decide(id, 'show');
    });
    this.waiting = { id, cancel };
  }

  private decide(id: string, how: ShowdownChoice): void {
    this.stop();
    this.chosen = { id, how };
    this.o.onChosen();
  }

  /** The own hand as a claim, where one is open to this seat and the hand stands so. */
  private own() {
    const { seat } = this.o;
    const table = this.o.table();
    const own = this.o.ownCards();
    const { hand } = table;
    if (seat === undefined || hand === undefined) return undefined;
    if (own?.hand !== hand.hand || own.attempt !== hand.attempt) return undefined;
    const [a, b] = own.cards;
    if (a === undefined || b === undefined || downPositions(hand, seat).length !== 2) return undefined;
    const stands = standing(table, seat, [a, b]);
    const duty = stands && winDuty(table, seat, stands.relation);
    return duty && { standing: stands, duty };
  }
}
