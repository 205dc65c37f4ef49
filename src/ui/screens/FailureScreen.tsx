import type { ReactNode } from 'react';
import { Button } from '../components/Button.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { useMessages } from '../messages/context.ts';
import { navigate } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import styles from './FailureScreen.module.css';

/** One clear sentence, and what can be done. */
export function FailureScreen({
  sentence,
  code,
  retry,
  children,
}: {
  sentence: string;
  code: string;
  retry?: () => void;
  /** What else can be done. */
  children?: ReactNode;
}) {
  const m = useMessages();
  return (
    <PageShell>
      <section className={styles.failure} role="alert" data-testid={testIds.failure} data-code={code}>
        <h1 className={styles.title}>{code === 'nowhere' ? m.failure.nowhere : m.failure.title}</h1>
        {code !== 'nowhere' && <p className={styles.sentence}>{sentence}</p>}
        {children}
        <div className={styles.buttons}>
          {retry && (
            <Button look="primary" onClick={retry}>
              {m.failure.retry}
            </Button>
          )}
          <Button onClick={() => navigate('/')}>{m.failure.home}</Button>
        </div>
      </section>
    </PageShell>
  );
}
