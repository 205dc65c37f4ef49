import { useState } from 'react';
import type { HandFormat } from '../../client/contract/record.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { saveFile } from '../platform/saveFile.ts';
import { testIds } from '../testIds.ts';
import styles from './ReplayPage.module.css';

/** All hands of a game as one file for other poker software. */
export function SaveSession({
  identity,
  exportSession,
}: {
  identity: string;
  exportSession: NonNullable<Services['exportSession']>;
}) {
  const m = useMessages();
  const t = m.exporting;
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState<string>();
  const save = async (format: HandFormat) => {
    setBusy(true);
    setWords(undefined);
    try {
      const file = await exportSession(identity, format);
      if (file.hands > 0) saveFile(file);
      if (file.unfit > 0) setWords(m.saved.unfit(file.unfit));
    } catch (error) {
      console.error(error);
      setWords(t.failed);
    }
    setBusy(false);
  };
  const formats = [
    ['phh', t.phh, t.phhLabel],
    ['ohh', t.ohh, t.ohhLabel],
    ['pokerstars', t.pokerStars, t.pokerStarsLabel],
  ] as const;
  return (
    <div className={styles.save}>
      <span>{m.saved.session}</span>
      {formats.map(([format, name, label]) => (
        <Button
          key={format}
          look="quiet"
          disabled={busy}
          aria-label={`${m.saved.session}: ${label}`}
          onClick={() => save(format)}
          testId={testIds.exportSession(format)}
        >
          {name}
        </Button>
      ))}
      {words && <span role="alert">{words}</span>}
    </div>
  );
}
