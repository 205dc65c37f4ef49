/** Sitting out when the big blind comes: a wish this tab keeps until it can be said. Pure. */
import type { TableView } from '../../client/contract/view.ts';

/** The next big blind is this player's, and nothing of it has been posted yet. */
export function shouldSitOutNow(view: TableView): boolean {
  const you = view.seats.find((s) => s.you);
  if (!you || you.out || you.sittingOut || view.phase !== 'playing') return false;
  return view.own?.bigBlindNext === true;
}

/** A tournament takes blinds from whoever is away as well: there is nothing to be gained. */
export function maySitOutAtBigBlind(view: TableView): boolean {
  const you = view.seats.find((s) => s.you);
  return you !== undefined && !you.out && !you.sittingOut && view.tournament === undefined;
}
