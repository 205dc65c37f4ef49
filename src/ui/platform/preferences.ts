/** What this device remembers for comfort: nickname and display choices. Nothing a game depends on. */
import { useSyncExternalStore } from 'react';
import { watched } from '../../client/contract/watched.ts';

export interface Preferences {
  readonly nickname: string;
  readonly fourColour: boolean;
  /** Stacks, bets and pots in big blinds; what is sent is always named in chips. */
  readonly bigBlinds: boolean;
  /** Stacks and bets in money, at tables whose chips have a worth. */
  readonly money: boolean;
  readonly theme: (typeof THEMES)[number];
  readonly felt: (typeof FELTS)[number];
  readonly back: (typeof BACKS)[number];
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
  /** Bet sizes: three shares of the pot in percent, as they were typed. */
  readonly potPresets: string;
  /** The same before the flop in big blinds; empty: shares of the pot there, too. */
  readonly preflopPresets: string;
}

/** How pages and the table look on this device. */
export const THEMES = ['device', 'light', 'dark'] as const;
export const FELTS = ['green', 'blue', 'wine', 'slate'] as const;
export const BACKS = ['red', 'blue', 'black'] as const;

const KEY = 'dealerless.preferences';
const NICKNAME_LENGTH = 48;
const PRESETS_LENGTH = 40;

export const DEFAULT_PREFERENCES: Preferences = {
  nickname: '',
  fourColour: false,
  bigBlinds: false,
  money: false,
  theme: 'device',
  felt: 'green',
  back: 'red',
  sound: true,
  volume: 40,
  notify: false,
  shortcuts: true,
  motion: true,
  bubbles: true,
  hideAddress: false,
  potPresets: '50 75 100',
  preflopPresets: '',
};

/** Each preference by itself: one that cannot be read falls back, the others stay. */
const readers: { readonly [K in keyof Preferences]: (stored: unknown) => Preferences[K] | undefined } = {
  nickname: (x) => (typeof x === 'string' ? x.slice(0, NICKNAME_LENGTH) : undefined),
  fourColour: flag,
  bigBlinds: flag,
  money: flag,
  theme: (x) => THEMES.find((t) => t === x),
  felt: (x) => FELTS.find((f) => f === x),
  back: (x) => BACKS.find((b) => b === x),
  sound: flag,
  volume: (x) =>
    typeof x === 'number' && Number.isFinite(x) ? Math.round(Math.min(100, Math.max(0, x))) : undefined,
  notify: flag,
  shortcuts: flag,
  motion: flag,
  bubbles: flag,
  hideAddress: flag,
  // What cannot be read as sizes falls back where it is used.
  potPresets: (x) => (typeof x === 'string' ? x.slice(0, PRESETS_LENGTH) : undefined),
  preflopPresets: (x) => (typeof x === 'string' ? x.slice(0, PRESETS_LENGTH) : undefined),
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
    theme: pick('theme'),
    felt: pick('felt'),
    back: pick('back'),
    sound: pick('sound'),
    volume: pick('volume'),
    notify: pick('notify'),
    shortcuts: pick('shortcuts'),
    motion: pick('motion'),
    bubbles: pick('bubbles'),
    hideAddress: pick('hideAddress'),
    potPresets: pick('potPresets'),
    preflopPresets: pick('preflopPresets'),
  };
}

const current = watched(load());

function load(): Preferences {
  try {
    return parsePreferences(localStorage.getItem(KEY));
  } catch {
    // Storage may be forbidden: then nothing is remembered.
    return DEFAULT_PREFERENCES;
  }
}

export function setPreferences(change: Partial<Preferences>): void {
  const next = { ...current.get(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch (error) {
    // Forbidden or full: the choice then lasts as long as the page.
    console.info(error);
  }
  current.set(next);
  showLook();
}

/** Tells the style sheets of what was chosen. */
export function showLook(): void {
  const { theme, felt, back } = current.get();
  Object.assign(document.documentElement.dataset, { theme, felt, back });
}

/** As they are now; components use `usePreferences`. */
export function preferences(): Preferences {
  return current.get();
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(current.subscribe, current.get);
}
