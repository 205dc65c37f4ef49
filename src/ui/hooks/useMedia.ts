import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { usePreferences } from '../platform/preferences.ts';

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

/** Nothing moves: the device asks for less motion, or the settings do. */
export function useStill(): boolean {
  const { motion } = usePreferences();
  const reduced = useMedia('(prefers-reduced-motion: reduce)');
  return reduced || !motion;
}
