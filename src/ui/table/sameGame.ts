import type { TableView } from '../../client/contract/view.ts';

/** Links and blocks change many times a second; most of the screen says nothing of them. */
const ELSEWHERE: ReadonlySet<string> = new Set<keyof TableView>(['chain', 'links', 'relay']);

/** For `memo`: draws again only when something of the game has changed, or another property. */
export function sameGame<P extends { readonly view: TableView }>(before: P, after: P): boolean {
  if (Object.keys(before).length !== Object.keys(after).length) return false;
  for (const key of Object.keys(after) as (keyof P)[]) {
    if (key !== 'view' && !Object.is(before[key], after[key])) return false;
  }
  return sameButElsewhere(before.view, after.view);
}

function sameButElsewhere(before: TableView, after: TableView): boolean {
  if (before === after) return true;
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof TableView>;
  for (const key of keys) if (!ELSEWHERE.has(key) && !Object.is(before[key], after[key])) return false;
  return true;
}
