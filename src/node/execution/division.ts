/** What a slot brings along besides verdicts: heights that blocks name, what dealings come to, the division of pots. */
import type { Sharing } from '../../mentalpoker/threshold/sharing.ts';
import type { Division } from '../../poker/division.ts';
import { sharingDue } from '../../table/key/generation.ts';
import { divisionDue, type NamedHeight } from '../../table/play/exit.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';

/** What a block may say of its author's table. */
export interface Saying {
  /** In epochs by the second rules: the last settled height that is told of. */
  readonly settled?: { readonly height: number } | undefined;
  readonly timeMs?: number;
}

export function namedHeights(blocks: readonly (Saying & { readonly author: number })[]): NamedHeight[] {
  return blocks.flatMap(({ author, timeMs, settled }) =>
    settled === undefined || timeMs === undefined ? [] : [{ author, timeMs, height: settled.height }],
  );
}

/** What the dealings of a sharing come to, once they are final. Rejects only when the workers cannot compute. */
export async function sharingFor(
  state: TableState,
  worker: Pick<DeckWorker, 'combineDealings'>,
): Promise<Sharing | null | undefined> {
  const due = sharingDue(state);
  return due === undefined ? undefined : worker.combineDealings(due);
}

/** Rejects only when the workers cannot compute. */
export async function divisionFor(
  state: TableState,
  worker: Pick<DeckWorker, 'dividePots'>,
): Promise<Division | undefined> {
  const request = divisionDue(state);
  return request === undefined ? undefined : worker.dividePots(request);
}
