import { useEffect, useState, useSyncExternalStore } from 'react';
import { browserClock, Guard } from './guard.ts';

/** True while the buttons for `actions` have been on the screen long enough to be meant. */
export function useGuard(actions: string): boolean {
  const [guard] = useState(() => new Guard(browserClock));
  const awake = useSyncExternalStore(guard.subscribe, () => guard.isAwake(actions));
  useEffect(() => guard.show(actions), [guard, actions]);
  useEffect(() => {
    const onVisible = () => document.visibilityState === 'visible' && guard.sleep();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      document.removeEventListener('visibilitychange', onVisible);
      guard.dispose();
    };
  }, [guard]);
  return awake;
}
