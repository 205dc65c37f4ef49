import { FileButton } from '../components/FileButton.tsx';
import { useMessages } from '../messages/context.ts';
import styles from './Receipt.module.css';
import { useReceiptWords } from './useReceiptWords.ts';

/** Larger files are no receipts: their beginning is enough to say so. */
const MOST_BYTES = 64 * 1024;

/** Takes a receipt that was sent as a file. */
export function ReceiptFile({ first, onFile }: { first: boolean; onFile: (bytes: Uint8Array) => void }) {
  const t = useReceiptWords();
  const { choose } = useMessages().saved;
  const read = async (file: File) => {
    onFile(new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer()));
  };
  return (
    <p className={styles.file}>
      <FileButton look={first ? 'primary' : 'quiet'} onFile={(file) => void read(file)}>
        {first ? choose : t.another}
      </FileButton>
    </p>
  );
}
