/**
 * When listeners of a view are told that it has changed: the one place that decides the pace of drawing.
 *
 * Blocks, votes and measurements change the view many times a second, and drawing a table costs more than any of
 * them: between two drawings there is so much time for the game, and more while a deck is being made, which takes all
 * that a slow device has and shows little. Another moment of the game shows at once, and what this player does with the
 * next picture.
 */
import type { TableView } from '../contract/view.ts';
import { later, whenIdle, withNextFrame } from './pageMoments.ts';
import { shareUnchanged } from './shareUnchanged.ts';

const GAME_REST_MS = 100;
const MAKING_REST_MS = 300;
/** Where nothing but the number of blocks has changed, there is no hurry at all. */
const BLOCKS_REST_MS = 500;

/** Where the game stands, told without drawing anything up. */
export interface Moment {
  /** Another value where people have something new to look at: a card, a bet, a hand that begins. */
  readonly of: unknown;
  /** A deck is being made. */
  readonly making: boolean;
}

const LOBBY: Moment = { of: undefined, making: false };

export class DrawingPace {
  private readonly listeners = new Set<() => void>();
  private current: TableView | undefined;
  private stale = true;
  /** What the listeners have been told of, and when; and when it was last looked whether there is news. */
  private told: TableView | undefined;
  private toldMs = Number.NEGATIVE_INFINITY;
  private lookedMs = Number.NEGATIVE_INFINITY;
  /** The moment that was looked at last. */
  private seen: unknown;
  private next: { readonly dueMs: number; readonly cancel: () => void } | undefined;

  constructor(
    private readonly present: () => TableView,
    private readonly moment: () => Moment = () => LOBBY,
  ) {}

  /** As things are now; parts that have not changed are the same objects as before. */
  view(): TableView {
    if (this.current !== undefined && !this.stale) return this.current;
    this.stale = false;
    const now = this.present();
    this.current = this.current === undefined ? now : shareUnchanged(this.current, now);
    return this.current;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Something may look different. */
  changed(): void {
    this.stale = true;
    const { of, making } = this.moment();
    if (of !== this.seen) this.lookAt(performance.now());
    else this.lookAt(this.lookedMs + (making ? MAKING_REST_MS : GAME_REST_MS));
  }

  /** Tells of it with the next picture. */
  drawNext(): void {
    withNextFrame(() => this.tell());
  }

  stop(): void {
    this.next?.cancel();
    this.listeners.clear();
  }

  private tell(): void {
    const now = this.view();
    if (now === this.told) return;
    this.told = now;
    this.toldMs = performance.now();
    for (const listener of this.listeners) listener();
  }

  private look(): void {
    this.next = undefined;
    this.lookedMs = performance.now();
    this.seen = this.moment().of;
    const quietUntilMs = this.toldMs + BLOCKS_REST_MS;
    if (this.told !== undefined && this.lookedMs < quietUntilMs && onlyBlocks(this.told, this.view()))
      this.lookAt(quietUntilMs);
    else this.tell();
  }

  private lookAt(dueMs: number): void {
    if (this.next !== undefined && this.next.dueMs <= dueMs) return;
    this.next?.cancel();
    const waitMs = dueMs - performance.now();
    const atRest = (): (() => void) => whenIdle(() => this.look());
    let cancel =
      waitMs > 0
        ? later(() => {
            cancel = atRest();
          }, waitMs)
        : atRest();
    this.next = { dueMs, cancel: () => cancel() };
  }
}

/** Nothing of the game has changed: blocks were committed, and none of them says anything new. */
function onlyBlocks(before: TableView, after: TableView): boolean {
  const keys = Object.keys(after) as (keyof TableView)[];
  return keys.every((key) => key === 'chain' || Object.is(before[key], after[key]));
}
