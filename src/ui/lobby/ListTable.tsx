import { useState } from 'react';
import type { ListingState } from '../../client/contract/openTables.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Lobby.module.css';

/** The creator's choice to have the table found by strangers; off unless it is made. */
export function ListTable({ state, onList }: { state: ListingState; onList: (on: boolean) => void }) {
  const { openTables: t } = useMessages();
  const [wanted, setWanted] = useState(state !== 'unlisted');
  return (
    <section className={styles.panel}>
      <label>
        <input
          type="checkbox"
          checked={wanted}
          data-testid={testIds.listTable}
          onChange={(e) => {
            setWanted(e.currentTarget.checked);
            onList(e.currentTarget.checked);
          }}
        />{' '}
        {t.list}
      </label>
      <p className={styles.soft}>{t.listHint}</p>
      <p className={styles.soft} role="status" data-testid={testIds.listState} data-state={state}>
        {state === 'unlisted' ? '' : t.state[state]}
      </p>
    </section>
  );
}
