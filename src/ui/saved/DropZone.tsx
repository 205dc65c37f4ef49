import { useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { useDrop } from '../hooks/useDrop.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Saved.module.css';

/** A place for a file; while it is shown the whole window takes one. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const t = useMessages().saved;
  const input = useRef<HTMLInputElement>(null);
  const over = useDrop(onFile);
  return (
    <div className={styles.zone} data-over={over ? '' : undefined}>
      <p>{t.drop}</p>
      <Button look="primary" onClick={() => input.current?.click()}>
        {t.choose}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        data-testid={testIds.savedFile}
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          // The same file chosen again is a choice, too.
          e.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
