import { useState } from 'react';
import type { HandFormat, HandSummaryView } from '../../client/contract/record.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { saveFile } from '../platform/saveFile.ts';
import { ShareHand } from '../saved/ShareHand.tsx';
import { testIds } from '../testIds.ts';
import styles from './ReplayPage.module.css';

/** The hand as a file for other poker software. */
export function SaveHand({ summary, services }: { summary: HandSummaryView; services: Services }) {
  const t = useMessages().exporting;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const save = async (format: HandFormat) => {
    setBusy(true);
    setProblem(undefined);
    try {
      const file = await services.exportHand(summary, format);
      if (file === 'unfit') setProblem(t.unfit);
      else saveFile(file);
    } catch (error) {
      console.error(error);
      setProblem(t.failed);
    }
    setBusy(false);
  };
  return (
    <div className={styles.save}>
      <span>{t.title}</span>
      <Button
        look="quiet"
        disabled={busy}
        aria-label={t.phhLabel}
        onClick={() => save('phh')}
        testId={testIds.exportPhh}
      >
        {t.phh}
      </Button>
      <Button
        look="quiet"
        disabled={busy}
        aria-label={t.ohhLabel}
        onClick={() => save('ohh')}
        testId={testIds.exportOhh}
      >
        {t.ohh}
      </Button>
      <Button
        look="quiet"
        disabled={busy}
        aria-label={t.pokerStarsLabel}
        onClick={() => save('pokerstars')}
        testId={testIds.exportPokerStars}
      >
        {t.pokerStars}
      </Button>
      {services.shareHand && (
        <ShareHand make={async () => services.shareHand?.(summary.identity, summary.hand) ?? 'not-yet'} />
      )}
      {problem && (
        <span role="alert" data-testid={testIds.exportProblem}>
          {problem}
        </span>
      )}
    </div>
  );
}
