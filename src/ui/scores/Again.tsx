import { useState } from 'react';
import { isStorageFailure } from '../../client/contract/storageFailure.ts';
import { Button } from '../components/Button.tsx';
import { useServices } from '../hooks/useServices.ts';
import { useMessages } from '../messages/context.ts';
import { navigate } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import styles from './Scores.module.css';

/** The next evening: a table by the same rules, whose lobby has the link for the friends. */
export function Again() {
  const m = useMessages();
  const { createAgain } = useServices();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (createAgain === undefined) return null;
  const make = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      const made = await createAgain(new URL(window.location.href));
      if (made.ok) return navigate(made.url);
      const { reason } = made;
      setProblem(isStorageFailure(reason) ? m.failure.sentences[reason] : m.createRefusals[reason]);
    } catch (error) {
      console.error(error);
      setProblem(m.failure.sentences.internal);
    }
    setBusy(false);
  };
  return (
    <div className={styles.again}>
      <Button testId={testIds.sameAgain} disabled={busy} onClick={make}>
        {m.moments.sameAgain}
      </Button>
      <p className={styles.soft}>{m.moments.sameAgainNote}</p>
      {problem && <p role="alert">{problem}</p>}
    </div>
  );
}
