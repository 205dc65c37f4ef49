import { useState } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { isolated } from '../text/names.ts';
import styles from './Closing.module.css';
import { closingIds } from './testIds.ts';
import { useClosingWords } from './useClosingWords.ts';

/** Where an evening is settled: asks for the table to be closed, and says that it is. */
export function CloseTable({ view, client }: { view: TableView; client: TableClient }) {
  const t = useClosingWords();
  const refused = useRefusal();
  const [sure, setSure] = useState(false);
  const { closing } = view;
  if (closing === undefined) return null;
  if (closing.closed) return <Closed view={view} />;
  if (!closing.youAgreed && !closing.mayAgree) return null;
  const say = (agree: boolean) => {
    setSure(false);
    refused.attempt(client.act({ kind: 'close', agree }));
  };
  const others = closing.waitsFor.map((name) => isolated(name)).join(', ');
  return (
    <section className={styles.section} aria-label={t.title}>
      <h3>{t.title}</h3>
      {closing.youAgreed ? (
        <>
          <p role="status" data-testid={closingIds.closingAsked}>
            {t.youAsked}. <Words text={t.waitsFor(others)} />
          </p>
          {closing.mayDecline && (
            <p>
              <Button testId={closingIds.closingTakeBack} onClick={() => say(false)}>
                {t.takeBack}
              </Button>
            </p>
          )}
        </>
      ) : (
        <>
          <p className={styles.soft}>{t.what}</p>
          {sure ? (
            <p className={styles.buttons}>
              <strong>
                {t.sure} {closing.isAlone && t.alone}
              </strong>
              <Button look="danger" testId={closingIds.closingConfirm} onClick={() => say(true)}>
                {t.confirm}
              </Button>
              <Button look="quiet" onClick={() => setSure(false)}>
                {t.notNow}
              </Button>
            </p>
          ) : (
            <p>
              <Button testId={closingIds.closingAsk} onClick={() => setSure(true)}>
                {t.ask}
              </Button>
            </p>
          )}
        </>
      )}
      {refused.words && <p role="alert">{refused.words}</p>}
    </section>
  );
}

/** It is over for good, and how far it is signed. */
export function Closed({ view }: { view: TableView }) {
  const t = useClosingWords();
  const signed = view.chain?.closing;
  return (
    <p role="status" data-testid={closingIds.closed} data-signed={signed}>
      <strong>{t.closed}</strong> {signed && <span>{t[signed]}</span>}
    </p>
  );
}
