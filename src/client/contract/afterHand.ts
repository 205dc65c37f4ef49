/** What a page does once no hand is being played: reload, or give way to a newer version. */
import type { TableClient } from './actions.ts';
import type { TableView } from './view.ts';

/** Nothing is lost by leaving the page now for a moment: no hand is on in which this tab owes anything. */
function isBetweenHands(view: Pick<TableView, 'phase' | 'hand'>): boolean {
  if (view.phase !== 'playing') return true;
  const stage = view.hand?.stage;
  return stage === undefined || stage === 'between-hands' || stage === 'over';
}

/** Calls `then` once: at once where no hand is on, else when the hand is over. Returns its cancellation. */
export function afterHand(client: Pick<TableClient, 'view' | 'subscribe'>, then: () => void): () => void {
  if (isBetweenHands(client.view())) {
    then();
    return () => undefined;
  }
  const stop = client.subscribe(() => {
    if (!isBetweenHands(client.view())) return;
    stop();
    then();
  });
  return stop;
}
