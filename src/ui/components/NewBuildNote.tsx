import { useSyncExternalStore } from 'react';
import { olderTab } from '../../client/contract/device.ts';
import { useStartMessages } from '../messages/context.ts';
import { newBuild, takeNewBuild } from '../platform/newBuild.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { Button } from './Button.tsx';
import styles from './NewBuildNote.module.css';

/** A newer version of the app waits for a tap, or comes after the hand. */
export function NewBuildNote() {
  const { device } = useStartMessages();
  const state = useSyncExternalStore(newBuild.subscribe, newBuild.get);
  if (state === 'none') return null;
  return (
    <aside className={styles.note} role="status" data-testid={testIds.newBuild} data-state={state}>
      <span>{state === 'ready' ? device.newBuild : device.reloadAfterHand}</span>
      {state === 'ready' && (
        <Button onClick={takeNewBuild} testId={testIds.takeNewBuild}>
          {device.takeNewBuild}
        </Button>
      )}
    </aside>
  );
}

/** Something here waits until a tab of an older version has given way. */
export function OlderTabNote() {
  const { device } = useStartMessages();
  const waits = useSyncExternalStore(olderTab.subscribe, olderTab.get);
  if (!waits) return null;
  return (
    <aside className={styles.note} role="status" data-testid={testIds.olderTab}>
      <span>{device.olderTab}</span>
    </aside>
  );
}
