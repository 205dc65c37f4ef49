import { useRef } from 'react';
import { Button } from '../components/Button.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Receipt.module.css';
import { useReceiptWords } from './useReceiptWords.ts';

/** Larger files are no receipts: their beginning is enough to say so. */
const MOST_BYTES = 64 * 1024;

/** Takes a receipt that was sent as a file. */
export function ReceiptFile({ first, onFile }: { first: boolean; onFile: (bytes: Uint8Array) => void }) {
  const t = useReceiptWords();
  const { choose } = useMessages().saved;
  const input = useRef<HTMLInputElement>(null);
  const read = async (file: File) => {
    onFile(new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer()));
  };
  return (
    <p className={styles.file}>
      <Button look={first ? 'primary' : 'quiet'} onClick={() => input.current?.click()}>
        {first ? choose : t.another}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        data-testid={testIds.savedFile}
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          e.currentTarget.value = '';
          if (file) void read(file);
        }}
      />
    </p>
  );
}
