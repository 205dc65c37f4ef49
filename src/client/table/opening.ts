/** The client that stands in while a table is being opened, or cannot be. */
import type { ActResult, TableClient } from '../contract/actions.ts';
import { failureReport } from '../contract/report.ts';
import type { FailureCode, TableView } from '../contract/view.ts';
import { encodeNickname } from './ownText.ts';
import { emptyView } from './present.ts';

/** A table that cannot be opened: one sentence on the page. */
export function failedClient(failure: FailureCode, error?: unknown): TableClient {
  const report = error === undefined ? undefined : failureReport({ code: failure, error });
  return still({ ...emptyView, phase: 'failed', failure, report });
}

function still(view: TableView): TableClient {
  const no = (): ActResult => ({ ok: false, reason: 'not-open' });
  return {
    view: () => view,
    nowMs: () => 0,
    subscribe: () => () => undefined,
    setNickname: no,
    setLook: no,
    takeSeat: no,
    setReady: no,
    remove: no,
    start: no,
    watch: no,
    act: no,
    scores: () => Promise.reject(new Error('no table is open')),
    exportScores: () => Promise.reject(new Error('no table is open')),
    exportLog: () => Promise.reject(new Error('no table is open')),
    shareHand: () => Promise.reject(new Error('no table is open')),
    close: async () => undefined,
  };
}

/** Shows phase 'opening' until a real client is attached; listeners stay subscribed across the change. */
export interface OpeningClient extends TableClient {
  attach(inner: TableClient): void;
  fail(code: FailureCode, error?: unknown): void;
  /** Says that the opening waits for another tab of an older version. */
  waiting(): void;
  /** The table's rules are asked for: nothing is known of it but where it meets. */
  asking(relay: TableView['relay']): void;
  /** Its rules are known. */
  knows(table: OpeningTable): void;
  /** Aborted when the page moves on. */
  readonly closing: AbortSignal;
  /** What was typed so far. */
  nickname(): string;
}

export interface OpeningTable {
  readonly tableId: string;
  readonly name: string;
}

export function openingClient({ tableId, name }: OpeningTable): OpeningClient {
  const listeners = new Set<() => void>();
  const notify = () => {
    for (const listener of listeners) listener();
  };
  let closed = false;
  const closing = new AbortController();
  let typed = '';
  let inner: TableClient = still({ ...emptyView, phase: 'opening', tableId, name });
  const swap = (next: TableClient): void => {
    inner = next;
    inner.subscribe(notify);
    notify();
  };
  return {
    view: () => inner.view(),
    nowMs: () => inner.nowMs(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setNickname(nickname) {
      const r = inner.view().phase === 'opening' ? encodeNickname(nickname) : inner.setNickname(nickname);
      if (!r.ok) return r;
      typed = nickname;
      return { ok: true };
    },
    setLook: (look) => inner.setLook(look),
    takeSeat: (seat) => inner.takeSeat(seat),
    setReady: (ready) => inner.setReady(ready),
    remove: (seat) => inner.remove(seat),
    start: (options) => inner.start(options),
    watch: (on) => inner.watch(on),
    list: (on) => inner.list?.(on),
    act: (action) => inner.act(action),
    scores: () => inner.scores(),
    exportScores: () => inner.exportScores(),
    exportLog: () => inner.exportLog(),
    shareHand: (hand) => inner.shareHand(hand),
    get receipt() {
      return inner.receipt;
    },
    get sayOnRail() {
      return inner.sayOnRail;
    },
    async close() {
      closed = true;
      closing.abort();
      await inner.close();
    },
    attach(next) {
      if (closed) void next.close();
      else swap(next);
    },
    fail: (code, error) => swap(failedClient(code, error)),
    asking: (relay) => swap(still({ ...inner.view(), phase: 'connecting', relay })),
    knows: (table) => swap(still({ ...inner.view(), ...table, phase: 'opening' })),
    closing: closing.signal,
    waiting: () => swap(still({ ...inner.view(), olderTab: true })),
    nickname: () => typed,
  };
}
