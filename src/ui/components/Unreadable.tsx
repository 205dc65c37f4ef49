import { storageFailure } from '../../client/contract/storageFailure.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { Button } from './Button.tsx';

/** Why something of this device cannot be read: the storage's own reason where it has one, and what may mend it. */
export function Unreadable({ error, otherwise, code }: { error: unknown; otherwise: string; code: string }) {
  const { failure } = useMessages();
  const reason = storageFailure(error);
  return (
    <div role="alert" data-testid={testIds.failure} data-code={reason ?? code}>
      <p>{reason === undefined ? otherwise : failure.sentences[reason]}</p>
      {reason !== undefined && (
        <Button onClick={() => window.location.reload()} testId={testIds.unreadableRetry}>
          {failure.retry}
        </Button>
      )}
    </div>
  );
}
