import { useEffect } from 'react';
import type { FallbackProps } from 'react-error-boundary';
import type { TableClient } from '../../client/contract/actions.ts';
import { failureReport } from '../../client/contract/report.ts';
import { useStartMessages } from '../messages/context.ts';
import { FailureScreen } from './FailureScreen.tsx';

/** Instead of a table that could not be drawn. What the page does behind it goes on, and the next hand tries again. */
export function TableDrawingFault({ client, ...props }: FallbackProps & { client: TableClient }) {
  const { resetErrorBoundary } = props;
  useEffect(() => {
    const hand = client.view().hand?.hand;
    return client.subscribe(() => {
      if (client.view().hand?.hand !== hand) resetErrorBoundary();
    });
  }, [client, resetErrorBoundary]);
  return <Fault {...props} sentence={useStartMessages().device.broken.text} />;
}

/** Instead of any other page. */
export function PageDrawingFault(props: FallbackProps) {
  return <Fault {...props} sentence={useStartMessages().device.broken.elsewhere} />;
}

function Fault({ error, resetErrorBoundary, sentence }: FallbackProps & { sentence: string }) {
  const { device } = useStartMessages();
  return (
    <FailureScreen
      title={device.broken.title}
      sentence={sentence}
      code="drawing"
      retry={resetErrorBoundary}
      retryLabel={device.broken.again}
      report={failureReport({ code: 'drawing', error })}
    />
  );
}
