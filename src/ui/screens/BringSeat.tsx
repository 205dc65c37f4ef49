import { useCallback, useId, useMemo, useState } from 'react';
import type { BringResult, SeatServices } from '../../client/contract/seats.ts';
import { Button } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { qrPicture } from '../components/qr.ts';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { testIds } from '../testIds.ts';
import { shownName } from '../text/names.ts';
import styles from './SeatsPage.module.css';

/** This device's code, and the file that comes by it. */
export function BringSeat({ seats, onChange }: { seats: SeatServices; onChange: () => void }) {
  const t = useMessages().seats;
  const title = useId();
  const [taken, setTaken] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a code is good for one seat
  const code = useAsync(useCallback(() => seats.arrivalCode(), [seats, taken]));
  return (
    <section className={styles.bring} aria-labelledby={title}>
      <h2 id={title}>{t.bringTitle}</h2>
      <p>{t.bringText}</p>
      {code.state === 'failed' && <p role="alert">{t.unreadable}</p>}
      {code.state === 'loaded' && <OwnCode code={code.value} />}
      <OpenFile
        seats={seats}
        onBrought={() => {
          setTaken((n) => n + 1);
          onChange();
        }}
      />
    </section>
  );
}

function OwnCode({ code }: { code: string }) {
  const t = useMessages().seats;
  const [copied, setCopied] = useState(false);
  const picture = useMemo(() => qrPicture(code), [code]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(code);
      setCopied(true);
    } catch (error) {
      // No permission: the code stands in the field and can be copied by hand.
      console.warn(error);
    }
  };
  return (
    <>
      <Field
        label={t.ownCode}
        value={code}
        onValue={() => undefined}
        testId={testIds.seatOwnCode}
        readOnly
        onFocus={(e) => e.currentTarget.select()}
      />
      <div className={styles.buttons}>
        <Button onClick={copy}>{copied ? t.codeCopied : t.copyCode}</Button>
      </div>
      {picture && (
        <svg
          className={styles.qr}
          viewBox={`0 0 ${picture.side} ${picture.side}`}
          role="img"
          aria-label={t.codeQr}
          shapeRendering="crispEdges"
        >
          <rect width="100%" height="100%" fill="#fff" />
          <path d={picture.path} fill="#000" />
        </svg>
      )}
    </>
  );
}

function OpenFile({ seats, onBrought }: { seats: SeatServices; onBrought: () => void }) {
  const t = useMessages().seats;
  const input = useId();
  const [file, setFile] = useState<File>();
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<BringResult | 'failed'>();
  const open = async (chosen: File, passphrase: string | undefined) => {
    setBusy(true);
    setAnswer(undefined);
    try {
      const result = await seats.bring(new Uint8Array(await chosen.arrayBuffer()), passphrase);
      setAnswer(result);
      if (!result.ok && result.reason === 'needs-passphrase') setAsked(true);
      if (result.ok) {
        setAsked(false);
        setWords('');
        onBrought();
      }
    } catch (error) {
      console.error(error);
      setAnswer('failed');
    }
    setBusy(false);
  };
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setAsked(false);
    if (chosen) void open(chosen, undefined);
  };
  return (
    <>
      <label htmlFor={input}>{t.file}</label>
      <input
        id={input}
        type="file"
        accept=".age"
        data-testid={testIds.seatFile}
        disabled={busy}
        onChange={(e) => choose(e.currentTarget.files?.[0])}
      />
      {asked && file && (
        <>
          <Field
            label={t.passphrase}
            value={words}
            onValue={setWords}
            testId={testIds.seatWords}
            spellCheck={false}
            autoCapitalize="none"
          />
          <Button
            look="primary"
            disabled={busy || words.trim() === ''}
            onClick={() => open(file, words)}
            testId={testIds.seatOpen}
          >
            {t.open}
          </Button>
        </>
      )}
      {answer !== undefined && <Answer answer={answer} />}
    </>
  );
}

function Answer({ answer }: { answer: BringResult | 'failed' }) {
  const t = useMessages().seats;
  if (answer === 'failed' || !answer.ok) {
    const reason = answer === 'failed' ? 'failed' : answer.reason;
    return (
      <p role="alert" data-testid={testIds.seatAnswer} data-reason={reason}>
        {reason === 'failed' ? t.failed : t.refused[reason]}
      </p>
    );
  }
  const name = shownName(answer.seat.tableName, 40);
  const isCopy = answer.seat.state === 'copy';
  return (
    <div role="status" data-testid={testIds.seatAnswer} data-reason="">
      <p>{isCopy ? t.broughtCopy(name) : t.brought(name)}</p>
      {!isCopy && (
        <a href={answer.seat.path} onClick={onLinkClick}>
          {t.play}
        </a>
      )}
    </div>
  );
}
