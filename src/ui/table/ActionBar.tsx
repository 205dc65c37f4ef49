import { memo, useEffect, useRef, useState } from 'react';
import type { TableAction, TableClient } from '../../client/contract/actions.ts';
import type { ActRefusal } from '../../client/contract/refusals.ts';
import type { ClockView, PendingView, TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Words } from '../components/Words.tsx';
import { useGuard } from '../guard/useGuard.ts';
import { useShortcuts } from '../hooks/useShortcuts.ts';
import { useReading } from '../hooks/useTable.ts';
import { RecentEvents } from '../log/RecentEvents.tsx';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { PreactionBar } from '../preaction/PreactionBar.tsx';
import { usePreaction } from '../preaction/usePreaction.ts';
import { testIds } from '../testIds.ts';
import { secondsLeft } from '../text/amounts.ts';
import { refusalWords } from '../words/refusals.ts';
import { pendingWords, stageWords } from '../words/tableWords.ts';
import styles from './ActionBar.module.css';
import { Decision } from './Decision.tsx';
import { Meanwhile } from './Meanwhile.tsx';
import { hasOffers, Offers } from './Offers.tsx';
import { sameGame } from './sameGame.ts';

const FINAL_SHOWN_MS = 2500;

/** Everything one does at the table, always in the same place and of the same height. */
export const ActionBar = memo(function ActionBar({
  view,
  client,
  nowMs,
}: {
  view: TableView;
  client: TableClient;
  nowMs: () => number;
}) {
  const m = useMessages();
  const you = view.seats.find((s) => s.you);
  const { legal, pending } = view;
  const finished = useFinished(pending);
  const [refused, setRefused] = useState<ActRefusal>();
  const act = (action: TableAction) => {
    const result = client.act(action);
    // The same action already on its way is no news to whoever pressed twice.
    setRefused(result.ok || result.reason === 'pending' ? undefined : result.reason);
  };
  const preaction = usePreaction(view, act);
  const awake = useGuard(actionsShown(view, preaction.situation));
  const hasTimeBank = legal !== undefined && you !== undefined && you.timeBankMs >= 1000 && !pending;
  const timeBank = () => hasTimeBank && act({ kind: 'timeBank' });
  useShortcuts({ t: () => awake && timeBank() });
  const clock = view.hand?.clock;
  const waiting = waitingWords(view, m);
  return (
    <section
      className={styles.bar}
      aria-label={m.action.bar}
      data-testid={testIds.actionBar}
      data-yours={legal ? '' : undefined}
    >
      <div className={styles.line}>
        <p className={styles.words}>
          {pending ? (
            <span
              className={styles.pending}
              data-testid={testIds.pending}
              data-verb={pending.verb}
              data-amount={pending.amountChips}
            >
              {m.action.sent(pendingWords(pending, m))}
            </span>
          ) : refused ? (
            <span className={styles.refused} role="alert" data-testid={testIds.actionError}>
              {refusalWords(refused, m)}
            </span>
          ) : preaction.cleared ? (
            <span className={styles.cleared} role="status" data-testid={testIds.preCleared}>
              {m.preaction.cleared}
            </span>
          ) : finished && !legal ? (
            <span className={styles.final} data-testid={testIds.final}>
              {m.action.final(pendingWords(finished, m))}
            </span>
          ) : (
            // Another sentence is drawn anew: in the old one the words after a longer name would move.
            <Words key={waiting} text={waiting} />
          )}
        </p>
        {hasTimeBank && (
          <Button
            look="quiet"
            className={styles.small}
            testId={testIds.actionTimeBank}
            aria-label={m.action.timeBankLabel(String(Math.floor(you.timeBankMs / 1000)))}
            aria-keyshortcuts="t"
            disabled={!awake}
            onClick={timeBank}
          >
            {m.action.timeBank(String(Math.floor(you.timeBankMs / 1000)))}
          </Button>
        )}
        {clock && <TurnClock clock={clock} nowMs={nowMs} yours={clock.seat === view.yourSeat} />}
      </div>
      {legal && you ? (
        <Decision
          key={`${legal.hand}:${legal.decision}`}
          view={view}
          legal={legal}
          pending={pending}
          awake={awake}
          act={act}
        />
      ) : pending ? null : hasOffers(view) ? (
        <Offers view={view} awake={awake} act={act} />
      ) : (
        <>
          <RecentEvents events={view.events} count={preaction.situation ? 3 : 4} />
          <Meanwhile view={view} />
          {preaction.situation && <PreactionBar preaction={preaction} awake={awake} />}
        </>
      )}
    </section>
  );
}, sameGame);

/** Names the set of buttons on the screen: when it changes, the new ones sleep for a moment. */
function actionsShown(view: TableView, ahead: ReturnType<typeof usePreaction>['situation']): string {
  const { legal, offers, own } = view;
  if (legal) return `decision ${legal.hand} ${legal.decision}`;
  if (view.pending) return 'pending';
  if (hasOffers(view)) {
    const asked = [
      offers?.twice?.hand,
      offers?.straddle?.hand,
      offers?.topUpMinChips,
      offers?.rabbit,
      own?.claim?.pairs,
    ];
    return `offers ${[...asked, ...(own?.mayShow ?? [])].join(' ')}`;
  }
  return ahead ? `ahead ${ahead.street} ${ahead.toCallChips}` : 'nothing';
}

function TurnClock({ clock, nowMs, yours }: { clock: ClockView; nowMs: () => number; yours: boolean }) {
  const m = useMessages();
  const { deadlineMs } = clock;
  const seconds = useReading(() => (deadlineMs === undefined ? 0 : secondsLeft(deadlineMs, nowMs())), 200);
  if (deadlineMs === undefined) return null;
  return (
    <span
      className={styles.clock}
      data-late={yours && seconds <= 8 ? '' : undefined}
      data-testid={testIds.turnClock}
      data-seconds={seconds}
      role="timer"
      aria-label={m.action.secondsLong(seconds)}
    >
      {m.action.seconds(seconds)}
    </span>
  );
}

function waitingWords(view: TableView, m: Messages): string {
  const you = view.seats.find((s) => s.you);
  const now = stageWords(view, m);
  if (view.legal) return m.stage.yourTurn;
  if (!you) return `${m.action.spectating} ${now}.`;
  const own = you.out
    ? (view.offers?.sitDownChips ?? 0) > 0
      ? m.action.left
      : m.action.out
    : you.sittingOut
      ? m.action.sittingOut
      : you.folded
        ? m.action.folded
        : you.allIn
          ? m.action.allInNow
          : '';
  return own ? `${own} ${now}.` : now;
}

/** The action that was pending a moment ago and is now committed. */
function useFinished(pending: PendingView | undefined): PendingView | undefined {
  const [finished, setFinished] = useState<PendingView>();
  const last = useRef<PendingView>(undefined);
  useEffect(() => {
    if (pending) {
      last.current = pending;
      setFinished(undefined);
      return;
    }
    if (!last.current) return;
    setFinished(last.current);
    last.current = undefined;
    const timer = setTimeout(() => setFinished(undefined), FINAL_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [pending]);
  return finished;
}
