/** What this device remembers for comfort: nickname and display choices. Nothing a game depends on. */
import { useSyncExternalStore } from 'react';

export interface Preferences {
  readonly nickname: string;
  readonly fourColour: boolean;
}

const KEY = 'dealerless.preferences';
const listeners = new Set<() => void>();
let current: Preferences = load();

function load(): Preferences {
  const none: Preferences = { nickname: '', fourColour: false };
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return none;
    return {
      nickname:
        'nickname' in stored && typeof stored.nickname === 'string' ? stored.nickname.slice(0, 48) : '',
      fourColour: 'fourColour' in stored && stored.fourColour === true,
    };
  } catch {
    // Storage may be forbidden, or hold somebody else's text: then nothing is remembered.
    return none;
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

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, () => current);
}
