import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { isolated } from '../text/names.ts';
import styles from './Closing.module.css';
import { closingIds } from './testIds.ts';
import { useClosingWords } from './useClosingWords.ts';

/** Somebody would close the table for good: everybody who sits here is asked. */
export function ClosingBanner({ view, client }: { view: TableView; client: TableClient | undefined }) {
  const t = useClosingWords();
  const refused = useRefusal();
  const { closing } = view;
  if (closing === undefined || closing.closed || closing.agreed.length === 0) return null;
  const names = (list: readonly string[]): string => list.map((name) => isolated(name)).join(', ');
  const say = (agree: boolean) => refused.attempt(client?.act({ kind: 'close', agree }));
  return (
    <div className={styles.banner} role="status" data-testid={closingIds.closingBanner}>
      <p className={styles.text}>
        <strong>
          <Words text={closing.youAgreed ? t.youAsked : t.asked(names(closing.agreed))} />
        </strong>
        <span>
          <Words text={t.waitsFor(names(closing.waitsFor))} />
        </span>
      </p>
      {client && (
        <div className={styles.buttons}>
          {closing.mayDecline && (
            <Button testId={closingIds.closingDecline} onClick={() => say(false)}>
              {closing.youAgreed ? t.takeBack : t.decline}
            </Button>
          )}
          {closing.mayAgree && (
            <Button look="danger" testId={closingIds.closingAgree} onClick={() => say(true)}>
              {t.agree}
            </Button>
          )}
        </div>
      )}
      {refused.words && (
        <p className={styles.refused} role="alert">
          {refused.words}
        </p>
      )}
    </div>
  );
}
