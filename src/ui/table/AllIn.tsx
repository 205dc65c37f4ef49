import { Button } from '../components/Button.tsx';
import { Modal } from '../components/Modal.tsx';
import { useGuard } from '../guard/useGuard.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import styles from './ActionBar.module.css';

interface AllInProps {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  readonly chips: number;
  readonly disabled: boolean;
  readonly send: () => void;
}

/** All in asks once; the answer sleeps like every fresh button. */
export function AllIn({ open, setOpen, chips, disabled, send }: AllInProps) {
  const m = useMessages();
  const awake = useGuard(open ? 'all in?' : 'nothing');
  return (
    <Modal open={open} onOpenChange={setOpen} title={m.action.confirmTitle} narrow>
      <p>{m.action.confirmText(formatChips(chips))}</p>
      <div className={styles.confirm}>
        <Button large testId={testIds.allInCancel} onClick={() => setOpen(false)}>
          {m.action.confirmNo}
        </Button>
        <Button
          large
          look="primary"
          testId={testIds.allInConfirm}
          disabled={disabled || !awake}
          onClick={send}
        >
          {m.action.confirmYes}
        </Button>
      </div>
    </Modal>
  );
}
