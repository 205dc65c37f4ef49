import { useEffect, useRef, useState } from 'react';
import type { EventView } from '../../client/contract/view.ts';
import { latestTalk, type Said } from './chatLines.ts';

const SHOWN_MS = 4500;

/** What seats have just said, each for a moment; nothing of what was said before the table was opened. */
export function useBubbles(events: readonly EventView[], on: boolean): ReadonlyMap<number, Said> {
  const [bubbles, setBubbles] = useState<ReadonlyMap<number, Said>>(new Map());
  const seen = useRef(events.at(-1)?.id ?? -1);
  const timers = useRef(new Map<number, ReturnType<typeof setTimeout>>());
  const lastId = events.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new last event is what there is to look at
  useEffect(() => {
    const fresh = latestTalk(events, seen.current);
    seen.current = Math.max(seen.current, lastId ?? -1);
    if (!on || fresh.size === 0) return;
    setBubbles((now) => new Map([...now, ...fresh]));
    for (const [seat, said] of fresh) {
      clearTimeout(timers.current.get(seat));
      const end = () =>
        setBubbles((now) => new Map([...now].filter(([s, b]) => s !== seat || b.id !== said.id)));
      timers.current.set(seat, setTimeout(end, SHOWN_MS));
    }
  }, [lastId, on]);
  useEffect(() => {
    const running = timers.current;
    return () => {
      for (const timer of running.values()) clearTimeout(timer);
    };
  }, []);
  return on ? bubbles : NONE;
}

const NONE: ReadonlyMap<number, Said> = new Map();
