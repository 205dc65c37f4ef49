import { useState } from 'react';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { Modal } from '../components/Modal.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import styles from './Device.module.css';

export interface EraseProps {
  readonly services: Pick<Services, 'erase'>;
  /** One game; everything on this device where it is absent. */
  readonly identity?: string;
  readonly label: string;
  /** What is lost. */
  readonly question: string;
  readonly onErased: () => void;
}

/** A button that asks before anything is erased, and says why nothing was. */
export function Erase({ services, identity, label, question, onErased }: EraseProps) {
  const { device } = useMessages();
  const [asking, setAsking] = useState(false);
  const [refused, setRefused] = useState(false);
  const erase = async () => {
    const result = await services.erase(identity);
    setRefused(result === 'in-use');
    if (result === 'in-use') return;
    setAsking(false);
    onErased();
  };
  const ask = (open: boolean) => {
    setRefused(false);
    setAsking(open);
  };
  return (
    <>
      <Button look="quiet" onClick={() => ask(true)} testId={testIds.erase}>
        {label}
      </Button>
      <Modal open={asking} onOpenChange={ask} title={label} testId={testIds.eraseQuestion} narrow>
        <p>{question}</p>
        {refused && <p role="alert">{device.inUse}</p>}
        <div className={styles.buttons}>
          <Button onClick={erase} testId={testIds.eraseConfirm}>
            {device.erase}
          </Button>
          <Button look="primary" onClick={() => ask(false)}>
            {device.cancel}
          </Button>
        </div>
      </Modal>
    </>
  );
}
