import { FileButton } from '../components/FileButton.tsx';
import { useDrop } from '../hooks/useDrop.ts';
import { useMessages } from '../messages/context.ts';
import styles from './Saved.module.css';

/** A place for a file; while it is shown the whole window takes one. */
export function DropZone({ onFile }: { onFile: (file: File) => void }) {
  const t = useMessages().saved;
  const over = useDrop(onFile);
  return (
    <div className={styles.zone} data-over={over ? '' : undefined}>
      <p>{t.drop}</p>
      <FileButton onFile={onFile}>{t.choose}</FileButton>
    </div>
  );
}
