import { useState } from 'react';
import type { MadeReceipt } from '../../client/contract/receipt.ts';
import { closingIds } from '../closing/testIds.ts';
import { Button } from '../components/Button.tsx';
import { Modal } from '../components/Modal.tsx';
import { QrCode } from '../components/QrCode.tsx';
import { useMessages } from '../messages/context.ts';
import { saveBytes } from '../platform/saveFile.ts';
import { testIds } from '../testIds.ts';
import styles from './Receipt.module.css';
import { useReceiptWords } from './useReceiptWords.ts';

/** Makes the receipt of the evening so far, to be handed on as a link, a code to photograph or a file. */
export function GetReceipt({ make }: { make: () => Promise<MadeReceipt | 'not-yet'> }) {
  const t = useReceiptWords();
  const m = useMessages();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<MadeReceipt | 'not-yet' | 'failed'>();
  const get = async () => {
    setOpen(true);
    setMade(undefined);
    try {
      setMade(await make());
    } catch (error) {
      console.error(error);
      setMade('failed');
    }
  };
  return (
    <>
      <Button onClick={get} testId={testIds.receiptGet}>
        {t.get}
      </Button>
      <Modal open={open} onOpenChange={setOpen} title={t.get} closeLabel={m.details.close}>
        {made === undefined ? (
          <p role="status">{t.making}</p>
        ) : typeof made === 'string' ? (
          <p role="alert" data-testid={testIds.receiptProblem} data-problem={made}>
            {made === 'not-yet' ? t.notYet : t.getFailed}
          </p>
        ) : (
          <HandOn receipt={made} />
        )}
      </Modal>
    </>
  );
}

const COPIED_MS = 2_000;

function HandOn({ receipt: { name, bytes, path, byBlocks, isClosing } }: { receipt: MadeReceipt }) {
  const t = useReceiptWords();
  const url = `${window.location.origin}${path}`;
  const [copied, setCopied] = useState(false);
  const [qr, setQr] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      setCopied(true);
      setTimeout(() => setCopied(false), COPIED_MS);
    } catch (error) {
      // No permission: the link stands in the field and can be copied by hand.
      console.warn(error);
    }
  };
  return (
    <>
      <p>{t.getNote}</p>
      <p data-testid={closingIds.receiptKind} data-closing={isClosing} data-blocks={byBlocks}>
        {isClosing ? t.isClosing : t.isStanding}
      </p>
      {byBlocks && <p className={styles.soft}>{t.byBlocks}</p>}
      <div className={styles.get}>
        <input
          className={styles.url}
          readOnly
          value={url}
          aria-label={t.link}
          data-testid={testIds.receiptUrl}
          onFocus={(e) => e.currentTarget.select()}
        />
        <Button look="primary" onClick={copy}>
          {copied ? t.copied : t.copy}
        </Button>
      </div>
      <div className={styles.get}>
        <Button onClick={() => saveBytes(name, bytes)} testId={testIds.receiptSave}>
          {t.save}
        </Button>
        <Button onClick={() => setQr(true)}>{t.qr}</Button>
        <a href={path} target="_blank" rel="noreferrer">
          {t.open}
        </a>
      </div>
      {qr && <QrCode url={url} label={t.qrLabel} tooLong={t.qrTooLong} />}
    </>
  );
}
