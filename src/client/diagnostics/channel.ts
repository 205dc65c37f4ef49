/**
 * Between the page of numbers and the tabs of this browser where tables are open: it asks on a channel of this origin,
 * each tab answers for itself.
 */
import type { TableNumbers } from '../contract/diagnostics.ts';

/** Changes with the shape of what is said: tabs of two versions of the app may be open. */
const CHANNEL = 'dealerless-numbers/1';
const ASK = 'ask';
/** How often is asked, and after how long a tab that says nothing is gone: a hidden one may take a second. */
const ASK_EVERY_MS = 2_000;
const GONE_AFTER_MS = 7_000;

/** As much of a BroadcastChannel as is used here. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

const openChannel = (): Channel => new BroadcastChannel(CHANNEL);

/** Answers for this tab's table. @returns its end */
export function tellNumbers(read: () => TableNumbers, open: () => Channel = openChannel): () => void {
  const channel = open();
  channel.addEventListener('message', ({ data }) => {
    if (data === ASK) channel.postMessage(read());
  });
  return () => channel.close();
}

export interface Times {
  nowMs(): number;
  every(ms: number, run: () => void): () => void;
}

const browserTimes: Times = {
  nowMs: () => performance.now(),
  every: (ms, run) => {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};

/** Tells the tables of all tabs whenever one has answered or is gone. @returns its end */
export function followNumbers(
  tell: (tables: readonly TableNumbers[]) => void,
  open: () => Channel = openChannel,
  times: Times = browserTimes,
): () => void {
  const channel = open();
  const tabs = new Map<string, { readonly numbers: TableNumbers; readonly heardMs: number }>();
  const say = (): void => tell([...tabs.values()].map((t) => t.numbers));
  channel.addEventListener('message', ({ data }) => {
    if (!isNumbers(data)) return;
    tabs.set(data.tab, { numbers: data, heardMs: times.nowMs() });
    say();
  });
  const ask = (): void => {
    for (const [tab, { heardMs }] of tabs) if (times.nowMs() - heardMs > GONE_AFTER_MS) tabs.delete(tab);
    say();
    channel.postMessage(ASK);
  };
  ask();
  const stop = times.every(ASK_EVERY_MS, ask);
  return () => {
    stop();
    channel.close();
  };
}

/** Only this app speaks here, and its shape is in the channel's name. */
function isNumbers(data: unknown): data is TableNumbers {
  return typeof data === 'object' && data !== null && 'tab' in data && typeof data.tab === 'string';
}
