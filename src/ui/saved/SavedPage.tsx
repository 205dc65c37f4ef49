import { useEffect, useState } from 'react';
import type { HandReplayView, OpenedView } from '../../client/contract/record.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { Replay } from '../screens/ReplayPage.tsx';
import { testIds } from '../testIds.ts';
import { formatNet } from '../text/amounts.ts';
import { isolated, shownName } from '../text/names.ts';
import { DropZone } from './DropZone.tsx';
import { takeDropped } from './dropped.ts';
import styles from './Saved.module.css';

/** As large as a saved game can be, bytes. */
const MOST_BYTES = 512 * 1024 * 1024;

type Stage =
  | { readonly at: 'waiting' }
  | { readonly at: 'checking'; readonly share: number }
  | { readonly at: 'too-large' | 'failed' }
  | { readonly at: 'opened'; readonly opened: OpenedView };

/** Verifies a saved game or a shared hand in this page, and plays its hands again. */
export function SavedPage({ openSaved }: { openSaved: NonNullable<Services['openSaved']> }) {
  const m = useMessages();
  const t = m.saved;
  const [stage, setStage] = useState<Stage>({ at: 'waiting' });
  const [replay, setReplay] = useState<HandReplayView>();
  const open = async (file: File) => {
    if (file.size > MOST_BYTES) return setStage({ at: 'too-large' });
    setStage({ at: 'checking', share: 0 });
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      // A step of a hundredth is all that can be seen.
      const onProgress = (share: number) =>
        setStage((now) =>
          now.at === 'checking' && share - now.share < 0.01 ? now : { at: 'checking', share },
        );
      const opened = await openSaved(bytes, onProgress);
      setStage({ at: 'opened', opened });
      if (opened.ok) setReplay(opened.shared);
    } catch (error) {
      console.error(error);
      setStage({ at: 'failed' });
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was dropped on another page, once
  useEffect(() => {
    const dropped = takeDropped();
    if (dropped) void open(dropped);
  }, []);
  const opened = stage.at === 'opened' && stage.opened.ok ? stage.opened : undefined;
  const another = () => {
    setReplay(undefined);
    setStage({ at: 'waiting' });
  };
  if (replay)
    return (
      <Replay
        replay={replay}
        autoplay
        verified={t.sharedHand}
        back={() => (opened?.shared === undefined ? setReplay(undefined) : another())}
      />
    );
  return (
    <PageShell aside={<LanguagePicker />}>
      <h1 className={styles.title}>{t.title}</h1>
      <p className={styles.lead}>{t.lead}</p>
      {stage.at === 'checking' ? (
        <Progress share={stage.share} />
      ) : opened ? (
        <Verified opened={opened} watch={async (hand) => setReplay(await opened.replay(hand))} />
      ) : (
        <>
          {stage.at === 'too-large' && <p role="alert">{t.tooLarge}</p>}
          {stage.at === 'failed' && <p role="alert">{t.failed}</p>}
          {stage.at === 'opened' && !stage.opened.ok && <Refused fault={stage.opened.fault} />}
          <DropZone onFile={open} />
        </>
      )}
      {opened && (
        <p>
          <Button onClick={another}>{t.again}</Button>
        </p>
      )}
    </PageShell>
  );
}

function Progress({ share }: { share: number }) {
  const t = useMessages().saved;
  const percent = Math.floor(share * 100);
  return (
    <div className={styles.progress} role="status" data-testid={testIds.savedProgress}>
      <p>{t.reading(percent)}</p>
      <progress max={100} value={percent} aria-label={t.reading(percent)} />
    </div>
  );
}

function Refused({ fault }: { fault: string }) {
  const t = useMessages().saved;
  return (
    <div className={styles.bad} role="alert" data-testid={testIds.savedBad} data-fault={fault}>
      <p>
        <strong>{t.bad}</strong> {t.badNote}
      </p>
      <details>
        <summary>{t.fault}</summary>
        <p lang="en">{fault}</p>
      </details>
    </div>
  );
}

/** Nothing where there never was a key. */
function SignedByKey({ counts }: { counts: Opened['report']['signedByKey'] }) {
  const t = useMessages().saved;
  const { hands, timeouts, closings } = counts;
  const all = [hands, timeouts, closings];
  const [signed, of] = [all.reduce((n, c) => n + c.signed, 0), all.reduce((n, c) => n + c.of, 0)];
  if (of === 0) return null;
  return (
    <p data-testid={testIds.savedSigned} data-signed={signed} data-of={of}>
      {t.signedByKey(hands.signed, hands.of)}
      {timeouts.of > 0 && ` ${t.signedTimeouts(timeouts.signed, timeouts.of)}`}
      {closings.signed > 0 && ` ${t.signedClosing}`}
      {signed < of && ` ${t.unsigned}`}
    </p>
  );
}

type Opened = Extract<OpenedView, { ok: true }>;

function Verified({ opened, watch }: { opened: Opened; watch: (hand: number) => Promise<void> }) {
  const m = useMessages();
  const t = m.saved;
  const { report, hands } = opened;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const play = async (hand: number) => {
    setBusy(true);
    try {
      await watch(hand);
    } catch (error) {
      console.error(error);
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <section data-testid={testIds.savedGood} data-hands={report.hands} data-proofs={report.proofs}>
      <h2>
        <bdi>{shownName(opened.tableName, 40)}</bdi>
      </h2>
      <p className={styles.good}>
        <strong>{t.good}</strong> {t.counts(report.hands, report.proofs)}
      </p>
      {report.falseProofs > 0 && <p>{t.falseProofs(report.falseProofs)}</p>}
      {report.equivocations.length > 0 && (
        <p>
          <Words text={t.twice(report.equivocations.map((e) => isolated(e.nickname)).join(', '))} />
        </p>
      )}
      <SignedByKey counts={report.signedByKey} />
      {report.missed.length > 0 && <p>{t.missed}</p>}
      {failed && <p role="alert">{t.failed}</p>}
      <ul className={styles.players}>
        {report.players.map((p, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two players may have one name
          <li key={i}>
            <bdi>{shownName(p.nickname)}</bdi>
            <span>{formatNet(p.netChips)}</span>
          </li>
        ))}
      </ul>
      <ul className={styles.hands}>
        {hands.map((hand) => (
          <li key={hand.hand}>
            <Button disabled={busy} onClick={() => play(hand.hand)} testId={testIds.savedHand(hand.hand)}>
              {t.watch(hand.hand)}
            </Button>
            <span className={styles.board}>
              {hand.board.map((card) => (
                <PlayingCard key={card} card={card} />
              ))}
            </span>
            <span>
              <Words text={m.history.winners(hand.winners.map((w) => isolated(w.nickname)).join(', '))} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
