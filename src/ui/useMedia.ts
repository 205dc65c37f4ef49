import { useCallback, useMemo, useSyncExternalStore } from 'react';
import type { TableShape } from './seatGeometry.ts';

export function useMedia(query: string): boolean {
  // One list a component: asking for a new one parses the query again, and this is read at every drawing.
  const list = useMemo(() => window.matchMedia(query), [query]);
  const subscribe = useCallback(
    (listener: () => void) => {
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [list],
  );
  return useSyncExternalStore(subscribe, () => list.matches);
}

/** Same breakpoints as in TableScreen.module.css. */
export function useTableShape(): TableShape {
  const low = useMedia('(max-height: 520px) and (orientation: landscape)');
  const tall = useMedia('(max-width: 700px) and (orientation: portrait)');
  return low ? 'low' : tall ? 'tall' : 'wide';
}
