import { Slider } from 'radix-ui';
import { useCallback, useEffect, useState } from 'react';
import type { HandReplayView, HandSignatureView } from '../../client/contract/record.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { Unreadable } from '../components/Unreadable.tsx';
import { Words } from '../components/Words.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useShortcuts } from '../hooks/useShortcuts.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { TableScreen } from '../table/TableScreen.tsx';
import { testIds } from '../testIds.ts';
import { shownName } from '../text/names.ts';
import { eventWords } from '../words/eventWords.ts';
import styles from './ReplayPage.module.css';
import { SaveHand } from './SaveHand.tsx';

/** How long a step stands while the hand plays by itself. */
const PLAY_STEP_MS = 900;

export interface ReplayPageProps {
  readonly services: Services;
  readonly tableId: string;
  readonly identity: string;
  readonly hand: number;
}

export function ReplayPage({ services, tableId, identity, hand }: ReplayPageProps) {
  const m = useMessages();
  const load = useCallback(async () => {
    const hands = await services.listHands();
    const summary = hands.find((h) => h.tableId === tableId && h.identity === identity && h.hand === hand);
    return summary && services.replayHand(summary);
  }, [services, tableId, identity, hand]);
  const replay = useAsync(load);
  if (replay.state === 'loaded' && replay.value && replay.value.steps.length > 0)
    return <Replay replay={replay.value} services={services} />;
  return (
    <PageShell>
      {replay.state === 'loading' && <p role="status">{m.replay.loading}</p>}
      {replay.state === 'failed' && (
        <Unreadable error={replay.error} otherwise={m.replay.failed} code="replay-failed" />
      )}
      {replay.state === 'loaded' && (
        <p role="alert" data-testid={testIds.failure} data-code="no-hand">
          {m.replay.missing}
        </p>
      )}
      <p>
        <a href="/history" onClick={onLinkClick}>
          {m.replay.back}
        </a>
      </p>
    </PageShell>
  );
}

function signatureWords({ replay: m }: Messages, signature: HandSignatureView): string {
  switch (signature.says) {
    case 'holds':
      return m.signed(signature.holders, signature.spare);
    case 'false':
      return m.signedFalsely;
    case 'none':
      return m.unsigned;
  }
}

export function Replay({
  replay,
  services,
  autoplay = false,
  verified,
  back,
}: {
  replay: HandReplayView;
  /** Absent: a hand of another device, which is not handed on in other formats. */
  services?: Services;
  /** Plays by itself from the start. */
  autoplay?: boolean;
  /** What to say of a hand that was verified from a file. */
  verified?: string;
  /** Where the way back leads, if not to the hands of this device. */
  back?: () => void;
}) {
  const m = useMessages();
  const [step, setStep] = useState(0);
  const last = replay.steps.length - 1;
  const go = (to: number) => setStep(Math.min(last, Math.max(0, to)));
  const [playing, setPlaying] = useState(autoplay);
  useEffect(() => {
    if (!playing) return;
    if (step >= last) return setPlaying(false);
    const timer = setTimeout(() => setStep(step + 1), PLAY_STEP_MS);
    return () => clearTimeout(timer);
  }, [playing, step, last]);
  useShortcuts({
    arrowleft: () => go(step - 1),
    arrowright: () => go(step + 1),
    home: () => go(0),
    end: () => go(last),
  });
  const view = replay.steps[Math.min(step, last)];
  if (!view) return null;
  const event = view.events.at(-1);
  return (
    <div
      className={styles.replay}
      data-testid={testIds.replay}
      data-hand={view.hand?.hand ?? ''}
      data-state-root={view.chain?.stateRoot ?? ''}
    >
      <nav className={styles.top} aria-label={m.replay.back}>
        {back ? (
          <Button look="quiet" onClick={back} testId={testIds.replayBack}>
            {m.replay.back}
          </Button>
        ) : (
          <a href="/history" onClick={onLinkClick}>
            {m.replay.back}
          </a>
        )}
        <strong className={styles.name}>
          {m.replay.title(shownName(replay.summary.tableName, 24), replay.summary.hand)}
        </strong>
        <span
          className={styles.proofs}
          data-testid={testIds.replayProofs}
          data-checked={replay.proofsChecked}
        >
          {verified === undefined ? '' : `${verified}: `}
          {m.replay.proofs(replay.proofsChecked)}
        </span>
      </nav>
      <TableScreen view={view} client={undefined} />
      <section className={styles.controls} aria-label={m.replay.slider}>
        <p
          className={styles.words}
          role="status"
          data-testid={testIds.replayStep}
          data-step={step}
          data-steps={replay.steps.length}
        >
          <span className={styles.count}>{m.replay.step(step + 1, replay.steps.length)}</span>
          <span>{event && <Words text={eventWords(m, event)} />}</span>
        </p>
        <div className={styles.buttons}>
          <Button
            aria-label={m.replay.first}
            disabled={step === 0}
            onClick={() => go(0)}
            testId={testIds.replayFirst}
          >
            «
          </Button>
          <Button
            aria-label={m.replay.previous}
            disabled={step === 0}
            onClick={() => go(step - 1)}
            testId={testIds.replayPrevious}
          >
            ‹
          </Button>
          <Button
            aria-label={playing ? m.calm.pause : m.calm.play}
            aria-pressed={playing}
            onClick={() => {
              if (step >= last) go(0);
              setPlaying(!playing);
            }}
            testId={testIds.replayPlay}
          >
            {playing ? '❚❚' : '▶'}
          </Button>
          <Slider.Root
            className={styles.slider}
            min={0}
            max={Math.max(1, last)}
            value={[step]}
            onValueChange={([v]) => v !== undefined && go(v)}
          >
            <Slider.Track className={styles.track}>
              <Slider.Range className={styles.range} />
            </Slider.Track>
            <Slider.Thumb className={styles.thumb} aria-label={m.replay.slider} />
          </Slider.Root>
          <Button
            aria-label={m.replay.next}
            disabled={step === last}
            onClick={() => go(step + 1)}
            testId={testIds.replayNext}
          >
            ›
          </Button>
          <Button
            aria-label={m.replay.last}
            disabled={step === last}
            onClick={() => go(last)}
            testId={testIds.replayLast}
          >
            »
          </Button>
        </div>
        {replay.signature && (
          <p
            className={replay.signature.says === 'false' ? styles.unproven : styles.signed}
            data-signature={replay.signature.says}
          >
            {signatureWords(m, replay.signature)}
          </p>
        )}
        {services && <SaveHand summary={replay.summary} services={services} />}
      </section>
    </div>
  );
}
