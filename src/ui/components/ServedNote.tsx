import { useState, useSyncExternalStore } from 'react';
import type { ServedBuild } from '../../client/contract/build.ts';
import { useMessages } from '../messages/context.ts';
import { servedNow } from '../platform/servedCheck.ts';
import { testIds } from '../testIds.ts';
import { Button } from './Button.tsx';
import styles from './NewBuildNote.module.css';

/** The host serves something else now than what this page runs. It is said once, until it is something else again. */
export function ServedNote() {
  const { build: t } = useMessages();
  const served = useSyncExternalStore(servedNow.subscribe, servedNow.get);
  const [read, setRead] = useState<string>();
  if (served === undefined || served.differing.length === 0 || read === differenceOf(served)) return null;
  return (
    <aside className={styles.note} role="status" data-testid={testIds.servedNote}>
      <span>{t.differs(served.differing.slice(0, 5).join(', '), served.differing.length)}</span>
      <Button onClick={() => setRead(differenceOf(served))} testId={testIds.servedNoteRead}>
        {t.understood}
      </Button>
    </aside>
  );
}

const differenceOf = (served: ServedBuild): string => served.differing.join(' ');
