/** What this device remembers for comfort: nickname and display choices. Nothing a game depends on. */
import { useSyncExternalStore } from 'react';

export interface Preferences {
  readonly nickname: string;
  readonly fourColour: boolean;
  /** Stacks, bets and pots in big blinds; what is sent is always named in chips. */
  readonly bigBlinds: boolean;
  /** Stacks and bets in money, at tables whose chips have a worth. */
  readonly money: boolean;
  readonly sound: boolean;
  /** 0 to 100. */
  readonly volume: number;
  /** A notification when it is your turn and the tab is in the background. */
  readonly notify: boolean;
  /** Single letters act; some people's tools type letters by themselves, so it can be switched off. */
  readonly shortcuts: boolean;
  /** Cards and chips move; a device that asks for less motion gets none either way. */
  readonly motion: boolean;
  /** What others say appears at their seat for a moment. */
  readonly bubbles: boolean;
  /** The others at a table never see this device's address; for tables opened from now on. */
  readonly hideAddress: boolean;
}

const KEY = 'dealerless.preferences';
const NICKNAME_LENGTH = 48;

export const DEFAULT_PREFERENCES: Preferences = {
  nickname: '',
  fourColour: false,
  bigBlinds: false,
  money: false,
  sound: true,
  volume: 40,
  notify: false,
  shortcuts: true,
  motion: true,
  bubbles: true,
  hideAddress: false,
};

/** Each preference by itself: one that cannot be read falls back, the others stay. */
const readers: { readonly [K in keyof Preferences]: (stored: unknown) => Preferences[K] | undefined } = {
  nickname: (x) => (typeof x === 'string' ? x.slice(0, NICKNAME_LENGTH) : undefined),
  fourColour: flag,
  bigBlinds: flag,
  money: flag,
  sound: flag,
  volume: (x) =>
    typeof x === 'number' && Number.isFinite(x) ? Math.round(Math.min(100, Math.max(0, x))) : undefined,
  notify: flag,
  shortcuts: flag,
  motion: flag,
  bubbles: flag,
  hideAddress: flag,
};

function flag(stored: unknown): boolean | undefined {
  return typeof stored === 'boolean' ? stored : undefined;
}

/** From the text in storage, whatever it is: it may be missing, cut off, or written by somebody else. */
export function parsePreferences(text: string | null): Preferences {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    return DEFAULT_PREFERENCES;
  }
  if (typeof stored !== 'object' || stored === null) return DEFAULT_PREFERENCES;
  const found = new Map<string, unknown>(Object.entries(stored));
  const pick = <K extends keyof Preferences>(key: K): Preferences[K] =>
    readers[key](found.get(key)) ?? DEFAULT_PREFERENCES[key];
  return {
    nickname: pick('nickname'),
    fourColour: pick('fourColour'),
    bigBlinds: pick('bigBlinds'),
    money: pick('money'),
    sound: pick('sound'),
    volume: pick('volume'),
    notify: pick('notify'),
    shortcuts: pick('shortcuts'),
    motion: pick('motion'),
    bubbles: pick('bubbles'),
    hideAddress: pick('hideAddress'),
  };
}

const listeners = new Set<() => void>();
let current: Preferences = load();

function load(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(KEY));
  } catch {
    // Storage may be forbidden: then nothing is remembered.
    return DEFAULT_PREFERENCES;
  }
}

export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Forbidden or full: the choice then lasts as long as the page.
    current = { ...current };
  }
  for (const listener of listeners) listener();
}

/** As they are now; components use `usePreferences`. */
export function preferences(): Preferences {
  return current;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}
