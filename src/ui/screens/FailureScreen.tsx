import { type ReactNode, useEffect } from 'react';
import { Button } from '../components/Button.tsx';
import { CopyText } from '../components/CopyText.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { useStartMessages } from '../messages/context.ts';
import { navigate } from '../platform/navigation.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { version } from '../version.ts';
import styles from './FailureScreen.module.css';

/** One clear sentence, and what can be done. */
export function FailureScreen({
  title,
  sentence,
  code,
  retry,
  retryLabel,
  report,
  children,
}: {
  /** Unless no table can be opened. */
  title?: string;
  sentence: string;
  code: string;
  retry?: () => void;
  retryLabel?: string;
  /** Where something is wrong with the page itself: for those who made it. */
  report?: string | undefined;
  /** What else can be done. */
  children?: ReactNode;
}) {
  const m = useStartMessages();
  return (
    <PageShell>
      <section className={styles.failure} role="alert" data-testid={testIds.failure} data-code={code}>
        <h1 className={styles.title}>
          {title ?? (code === 'nowhere' ? m.failure.nowhere : m.failure.title)}
        </h1>
        {code !== 'nowhere' && <p className={styles.sentence}>{sentence}</p>}
        {children}
        <div className={styles.buttons}>
          {retry && (
            <Button look="primary" onClick={retry}>
              {retryLabel ?? m.failure.retry}
            </Button>
          )}
          <Button onClick={() => navigate('/')}>{m.failure.home}</Button>
        </div>
        {report !== undefined && <Report text={`Dealerless ${version}\n${report}`} />}
      </section>
    </PageShell>
  );
}

/** What happened, in the console and to be handed on. */
function Report({ text }: { text: string }) {
  const m = useStartMessages();
  useEffect(() => console.error(text), [text]);
  return <CopyText text={text} hint={m.failure.reportHint} />;
}
