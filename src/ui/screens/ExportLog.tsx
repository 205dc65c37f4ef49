import { useState } from 'react';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { saveBytes } from '../platform/saveFile.ts';
import { testIds } from '../testIds.ts';

/** Saves the whole signed game of one identity of this device, for `npm run verify`. */
export function ExportLog({
  identity,
  exportLog,
}: {
  identity: string;
  exportLog: NonNullable<Services['exportLog']>;
}) {
  const t = useMessages().exporting;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const save = async () => {
    setBusy(true);
    setFailed(false);
    try {
      const { name, bytes } = await exportLog(identity);
      saveBytes(name, bytes);
    } catch (error) {
      console.error(error);
      setFailed(true);
    }
    setBusy(false);
  };
  return (
    <>
      <Button onClick={save} disabled={busy} testId={testIds.exportLog}>
        {t.log}
      </Button>
      {failed && <span role="alert">{t.logFailed}</span>}
    </>
  );
}
