import { useState } from 'react';
import type { Backup, HandOverResult, SeatRecordView, SeatServices } from '../../client/contract/seats.ts';
import { Button } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { Modal } from '../components/Modal.tsx';
import { useMessages } from '../messages/context.ts';
import { saveBytes } from '../platform/saveFile.ts';
import { testIds } from '../testIds.ts';
import styles from './SeatsPage.module.css';

interface SeatDialogProps {
  readonly seat: SeatRecordView;
  readonly seats: SeatServices;
}

type Refused = Extract<HandOverResult, { ok: false }>['reason'] | 'failed';

/** Asks for the other device's code, then gives the seat away; says why where it cannot. */
export function MoveSeat({ seat, seats, onMoved }: SeatDialogProps & { onMoved: () => void }) {
  const t = useMessages().seats;
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused>();
  const [done, setDone] = useState(false);
  const move = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      const result = await seats.handOver(seat.identity, code);
      if (result.ok) {
        saveBytes(result.file.name, result.file.bytes);
        setDone(true);
      } else setRefused(result.reason);
    } catch (error) {
      console.error(error);
      setRefused('failed');
    }
    setBusy(false);
  };
  const show = (on: boolean) => {
    setOpen(on);
    setRefused(undefined);
    // The list says what it is now; before, this dialog would go with its row.
    if (!on && done) onMoved();
  };
  return (
    <>
      <Button onClick={() => show(true)} testId={testIds.seatHandOver}>
        {t.handOver}
      </Button>
      <Modal
        open={open}
        onOpenChange={show}
        title={t.handOverTitle}
        testId={testIds.seatHandOverDialog}
        narrow
      >
        {done ? (
          <p role="status" data-testid={testIds.seatAnswer}>
            {t.handedOver}
          </p>
        ) : (
          <>
            <p>{t.handOverText}</p>
            <Field
              label={t.code}
              value={code}
              onValue={setCode}
              testId={testIds.seatCode}
              problem={refused && (refused === 'failed' ? t.failed : t.refused[refused])}
              spellCheck={false}
            />
          </>
        )}
        <div className={styles.buttons}>
          {!done && (
            <Button
              look="primary"
              onClick={move}
              disabled={busy || code.trim() === ''}
              testId={testIds.seatHandOverNow}
            >
              {t.handOverNow}
            </Button>
          )}
          <Button onClick={() => show(false)}>{t.close}</Button>
        </div>
      </Modal>
    </>
  );
}

/** Makes a copy, shows the words that open it, and saves it. */
export function KeepCopy({ seat, seats }: SeatDialogProps) {
  const t = useMessages().seats;
  const [made, setMade] = useState<Backup | 'gone' | 'failed'>();
  const [open, setOpen] = useState(false);
  const make = async () => {
    setOpen(true);
    setMade(undefined);
    try {
      setMade(await seats.backUp(seat.identity));
    } catch (error) {
      console.error(error);
      setMade('failed');
    }
  };
  const file = typeof made === 'object' ? made.file : undefined;
  return (
    <>
      <Button look="quiet" onClick={make} testId={testIds.seatBackUp}>
        {t.backUp}
      </Button>
      <Modal
        open={open}
        onOpenChange={setOpen}
        title={t.backUpTitle}
        testId={testIds.seatBackUpDialog}
        narrow
      >
        <p>{t.backUpText}</p>
        {typeof made === 'object' && (
          <p>
            {t.passphrase}: <strong data-testid={testIds.seatPassphrase}>{made.passphrase}</strong>
          </p>
        )}
        {made === 'failed' && <p role="alert">{t.failed}</p>}
        {made === 'gone' && <p role="alert">{t.refused.gone}</p>}
        <div className={styles.buttons}>
          <Button
            look="primary"
            disabled={file === undefined}
            onClick={() => file && saveBytes(file.name, file.bytes)}
            testId={testIds.seatBackUpSave}
          >
            {t.backUpSave}
          </Button>
          <Button onClick={() => setOpen(false)}>{t.close}</Button>
        </div>
      </Modal>
    </>
  );
}
