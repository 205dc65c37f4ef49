import { useStartMessages } from '../messages/context.ts';
import { setPreferences, usePreferences } from '../platform/preferences.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { Button } from './Button.tsx';
import { Tick } from './Choice.tsx';

/**
 * The player's choice never to show the own address. A table is opened with it or without: changed later, it holds
 * when the table is opened again.
 * @param hidden how the table on the page was opened; absent where there is none
 */
export function HideAddress({ hidden }: { hidden?: boolean }) {
  const t = useStartMessages().hideAddress;
  const { hideAddress } = usePreferences();
  return (
    <div>
      <Tick
        label={t.tick}
        note={t.note}
        checked={hideAddress}
        onChecked={(on) => setPreferences({ hideAddress: on })}
        testId={testIds.hideAddress}
      />
      {hidden !== undefined && hidden !== hideAddress && (
        <p role="status">
          {t.later}{' '}
          <Button testId={testIds.reopen} onClick={() => window.location.reload()}>
            {t.reopen}
          </Button>
        </p>
      )}
    </div>
  );
}
