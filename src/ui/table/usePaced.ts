/** The table as its player sees it: run-outs at a pace people can follow. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { TableView } from '../../client/contract/view.ts';
import { firstPace, type Pace, type Paced, paced, skipped } from './runOut.ts';

export function usePaced(view: TableView, still: boolean): Paced & { readonly skip: () => void } {
  const pace = useRef<Pace>(undefined);
  const [, look] = useState(0);
  pace.current ??= firstPace(view);
  const shown = paced(pace.current, view, performance.now(), still);
  const { dueMs } = shown;
  useEffect(() => {
    pace.current = shown.pace;
  });
  useEffect(() => {
    if (dueMs === undefined) return;
    const timer = setTimeout(() => look((n) => n + 1), Math.max(0, dueMs - performance.now()));
    return () => clearTimeout(timer);
  }, [dueMs]);
  const skip = useCallback(() => {
    if (pace.current) pace.current = skipped(pace.current);
    look((n) => n + 1);
  }, []);
  return { ...shown, skip };
}
