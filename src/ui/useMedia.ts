import { useCallback, useSyncExternalStore } from 'react';
import type { TableShape } from './seatGeometry.ts';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** Same breakpoints as in TableScreen.module.css. */
export function useTableShape(): TableShape {
  const low = useMedia('(max-height: 520px) and (orientation: landscape)');
  const tall = useMedia('(max-width: 700px) and (orientation: portrait)');
  return low ? 'low' : tall ? 'tall' : 'wide';
}
