import { useState } from 'react';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { navigate } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import styles from './Create.module.css';

/** A table of one's own, with bots in this browser. */
export function Practise({ practise }: { practise: NonNullable<Services['practise']> }) {
  const t = useMessages().practise;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const start = async () => {
    setBusy(true);
    setFailed(false);
    try {
      navigate(await practise());
    } catch (error) {
      console.error(error);
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <section className={styles.practise} aria-label={t.title}>
      <Button onClick={start} disabled={busy} testId={testIds.practise}>
        {busy ? t.busy : t.start}
      </Button>
      <p className={styles.practiseText}>{t.text}</p>
      {failed && (
        <p className={styles.error} role="alert" data-testid={testIds.practiseError}>
          {t.failed}
        </p>
      )}
    </section>
  );
}
