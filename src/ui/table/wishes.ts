/** What this tab is to do when its time has come: wishes of its player that are no transactions yet. Pure. */
import type { TableAction } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { shouldSitOutNow } from './sitOut.ts';

export interface Wishes {
  /** Once, when the next big blind is this player's. */
  readonly sitOutAtBigBlind: boolean;
  /** Once, when no hand holds this player any more. */
  readonly leave: boolean;
  /** After every hand, back to what everybody starts with. */
  readonly topUp: boolean;
  /** As often as the stack is gone. */
  readonly rebuy: boolean;
}

export const noWishes: Wishes = { sitOutAtBigBlind: false, leave: false, topUp: false, rebuy: false };

/** No cards of this player are in play: leaving now costs nothing. */
export function isFree(view: TableView): boolean {
  const you = view.seats.find((s) => s.you);
  const stage = view.hand?.stage;
  const between = stage === undefined || stage === 'between-hands' || stage === 'over';
  return you !== undefined && (between || !you.inHand || you.folded);
}

/**
 * What is due now, with the wishes that are left after it.
 * @param boughtIn the last hand after which chips were asked for: once a hand is enough
 */
export function dueWish(
  view: TableView,
  wishes: Wishes,
  boughtIn: number,
): { readonly action: TableAction; readonly left: Wishes } | undefined {
  const { offers } = view;
  const you = view.seats.find((s) => s.you);
  if (you === undefined || offers === undefined || view.pending !== undefined) return undefined;
  if (wishes.leave && offers.standUp && isFree(view))
    return { action: { kind: 'standUp' }, left: { ...wishes, leave: false } };
  if (wishes.sitOutAtBigBlind && shouldSitOutNow(view))
    return { action: { kind: 'sitOut' }, left: { ...wishes, sitOutAtBigBlind: false } };
  const bust = offers.topUpMinChips > 1;
  const wanted = bust
    ? wishes.rebuy
    : wishes.topUp && view.hand?.stage === 'between-hands' && !you.sittingOut;
  const chips = offers.usualChips ?? offers.topUpChips;
  if (wanted && chips > 0 && (view.hand?.hand ?? 0) !== boughtIn)
    return { action: { kind: 'topUp', chips }, left: wishes };
  return undefined;
}
