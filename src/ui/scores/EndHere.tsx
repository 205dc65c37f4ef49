import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import { isolated } from '../text/names.ts';
import { Again } from './Again.tsx';
import styles from './Scores.module.css';
import { Scores } from './Scores.tsx';

/** The end of an evening, whenever people want it: the book as far as everybody agreed, and the way out. */
export function EndHere({ view, client }: { view: TableView; client: TableClient }) {
  const t = useMessages().scores;
  const refused = useRefusal();
  const missing = (view.chain?.missing ?? view.chain?.waitingFor ?? []).map(isolated).join(', ');
  const { offers } = view;
  return (
    <div className={styles.scores} data-testid={testIds.endHere}>
      <p>{t.end.text}</p>
      {missing !== '' && (
        <p>
          <Words text={t.end.waits(missing)} />
        </p>
      )}
      <Scores view={view} client={client} />
      <div className={styles.sharing}>
        {offers?.leaving ? (
          <p role="status">{t.end.leaving}</p>
        ) : (
          offers?.standUp && (
            <Button
              testId={testIds.endLeave}
              onClick={() => refused.attempt(client.act({ kind: 'standUp' }))}
            >
              {t.end.leave}
            </Button>
          )
        )}
        <a className={styles.way} href="/" onClick={onLinkClick}>
          {t.end.close}
        </a>
      </div>
      {refused.words && <p role="alert">{refused.words}</p>}
      {!view.practice && <Again />}
    </div>
  );
}
