/** React's two connections to a table: opening it, and its view. */
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { Services } from '../../client/contract/services.ts';
import type { TableView } from '../../client/contract/view.ts';
import { preferences } from '../platform/preferences.ts';

export type Opened =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly client: TableClient }
  | { readonly state: 'failed'; readonly error: unknown };

/** Opens the table of an address and closes it when the page moves on. @param open the same at every drawing */
export function useOpenTable(href: string, open: Services['openTable']): Opened {
  const [opened, setOpened] = useState<Opened>({ state: 'opening' });
  useEffect(() => {
    let left = false;
    let client: TableClient | undefined;
    setOpened({ state: 'opening' });
    open(new URL(href), { relayedOnly: preferences().hideAddress }).then(
      (c) => {
        if (left) return void c.close();
        client = c;
        setOpened({ state: 'open', client: c });
      },
      (error: unknown) => {
        console.error(error);
        if (!left) setOpened({ state: 'failed', error });
      },
    );
    // The others should see at once that this tab has gone. A page brought back from the browser's cache starts afresh.
    const onHide = () => void client?.close();
    const onShow = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener('pagehide', onHide);
    window.addEventListener('pageshow', onShow);
    return () => {
      left = true;
      window.removeEventListener('pagehide', onHide);
      window.removeEventListener('pageshow', onShow);
      void client?.close();
    };
  }, [href, open]);
  return opened;
}

export function useTableView(client: TableClient): TableView {
  const subscribe = useCallback((listener: () => void) => client.subscribe(listener), [client]);
  const view = useCallback(() => client.view(), [client]);
  return useSyncExternalStore(subscribe, view);
}

/** What `read` says, read again every `everyMs` and when the caller is drawn; only another value draws it again. */
export function useReading<T extends string | number>(read: () => T, everyMs: number): T {
  const latest = useRef(read);
  latest.current = read;
  const [, setShown] = useState(read);
  useEffect(() => {
    const timer = setInterval(() => setShown(latest.current()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return read();
}

/** The time by `nowMs`, read again every `everyMs`; for countdowns only. */
export function useNow(nowMs: () => number, everyMs: number, running = true): number {
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    if (!running) return;
    setNow(nowMs());
    const timer = setInterval(() => setNow(nowMs()), everyMs);
    return () => clearInterval(timer);
  }, [nowMs, everyMs, running]);
  return now;
}
