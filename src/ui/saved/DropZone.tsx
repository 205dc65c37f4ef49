import { useEffect, useRef, useState } from 'react';
import { Button } from '../components/Button.tsx';
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

/** Takes files that are dropped anywhere on the page; whether one is held over it. */
export function useDrop(onFile: (file: File) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const withFile = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const hold = (event: DragEvent) => {
      if (!withFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!withFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file) latest.current(file);
    };
    window.addEventListener('dragover', hold);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', hold);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return over;
}
