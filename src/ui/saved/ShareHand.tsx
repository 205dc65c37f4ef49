import { useState } from 'react';
import type { ExportedLog } from '../../client/contract/record.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { SAVED_PATH } from '../platform/routes.ts';
import { shareFile } from '../platform/shareFile.ts';
import { testIds } from '../testIds.ts';
import styles from './Saved.module.css';

/** So often, and so many times, is asked again for a hand that the others have not confirmed yet. */
const AGAIN_MS = 700;
const TIMES = 40;

/** A finished hand with its proofs, by one tap. */
export function ShareHand({
  make,
  patient = false,
}: {
  make: () => Promise<ExportedLog | 'not-yet'>;
  /** The hand has just ended: what is missing comes by itself with the next one. */
  patient?: boolean;
}) {
  const m = useMessages();
  const t = m.saved;
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string>();
  const share = async () => {
    setBusy(true);
    setWords(undefined);
    try {
      let made = await make();
      for (let n = 0; patient && made === 'not-yet' && n < TIMES; n++) {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        made = await make();
      }
      if (made === 'not-yet') setWords(t.notYet);
      else await shareFile(made.name, made.bytes, t.shareText(`${window.location.origin}${SAVED_PATH}`));
    } catch (error) {
      console.error(error);
      setWords(t.shareFailed);
    }
    setBusy(false);
  };
  return (
    <span className={styles.share}>
      <Button look="quiet" disabled={busy} title={t.shareNote} onClick={share} testId={testIds.shareHand}>
        {t.share}
      </Button>
      {words && (
        <span role="alert" data-testid={testIds.shareHandProblem}>
          {words}
        </span>
      )}
    </span>
  );
}
