import { useEffect, useMemo, useRef, useState } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { dueWish, noWishes, type Wishes } from './wishes.ts';

export interface WishList {
  readonly wishes: Wishes;
  wish(change: Partial<Wishes>): void;
}

/** Keeps this player's wishes for as long as the page is open, and does what is due. */
export function useWishes(view: TableView, client: TableClient | undefined): WishList {
  const [wishes, setWishes] = useState(noWishes);
  const boughtIn = useRef(-1);
  useEffect(() => {
    const due = client && dueWish(view, wishes, boughtIn.current);
    if (!due) return;
    if (due.action.kind === 'topUp') boughtIn.current = view.hand?.hand ?? 0;
    if (due.left !== wishes) setWishes(due.left);
    client.act(due.action);
  }, [view, client, wishes]);
  return useMemo(() => ({ wishes, wish: (change) => setWishes((now) => ({ ...now, ...change })) }), [wishes]);
}
