import { useState } from 'react';
import { useStartMessages } from '../messages/context.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { Button } from './Button.tsx';
import styles from './CopyText.module.css';

/** A text to be handed on: by a button, or by hand where the browser forbids that. */
export function CopyText({ text, hint }: { text: string; hint: string }) {
  const m = useStartMessages();
  const [copied, setCopied] = useState<'yes' | 'refused'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied('yes');
    } catch (error) {
      // No permission: the text can be copied by hand.
      console.warn(error);
      setCopied('refused');
    }
  };
  return (
    <div className={styles.report}>
      <p>{hint}</p>
      <Button onClick={copy} testId={testIds.failureCopy}>
        {copied === 'yes' ? m.failure.reportCopied : m.failure.reportCopy}
      </Button>
      <span role="status" className="visually-hidden">
        {copied === 'yes' ? m.failure.reportCopied : ''}
      </span>
      {copied === 'refused' && (
        <textarea
          className={styles.text}
          readOnly
          rows={8}
          value={text}
          aria-label={m.failure.reportCopy}
          data-testid={testIds.failureReport}
          onFocus={(e) => e.currentTarget.select()}
        />
      )}
    </div>
  );
}
