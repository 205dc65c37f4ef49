import { useEffect, useRef, useState } from 'react';
import type {
  ClockView,
  LegalView,
  PendingView,
  TableAction,
  TableClient,
  TableView,
} from '../../client/view.ts';
import { formatChips, parseAmount, secondsLeft } from '../amounts.ts';
import { Button } from '../components/Button.tsx';
import { Modal } from '../components/Modal.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en.ts';
import { testIds } from '../testIds.ts';
import { useNow } from '../useTable.ts';
import styles from './ActionBar.module.css';
import { RecentEvents } from './EventLog.tsx';
import { pendingWords, stageWords } from './handWords.ts';
import { hasOffers, Offers } from './Offers.tsx';
import { RaiseControl } from './RaiseControl.tsx';
import { useShortcuts } from './useShortcuts.ts';

/** After a decision changes, its buttons sleep this long: the second half of a double click is not a decision. */
const GUARD_MS = 400;
const FINAL_SHOWN_MS = 2500;

export function ActionBar({
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
  const legal = view.legal;
  const pending = view.pending;
  const finished = useFinished(pending);
  const [refused, setRefused] = useState<string>();
  const act = (action: TableAction) => {
    const result = client.act(action);
    // The same action already on its way is no news to whoever pressed twice.
    setRefused(result.ok || result.reason === 'pending' ? undefined : result.reason);
  };
  const clock = view.hand?.clock;
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
              {m.action.refused(m.action.reasons[refused] ?? refused)}
            </span>
          ) : finished && !legal ? (
            <span className={styles.final} data-testid={testIds.final}>
              {m.action.final(pendingWords(finished, m))}
            </span>
          ) : (
            <Words text={waitingWords(view, m)} />
          )}
        </p>
        {legal && you && you.timeBankMs >= 1000 && !pending && (
          <Button
            look="quiet"
            className={styles.small}
            testId={testIds.actionTimeBank}
            aria-label={m.action.timeBankLabel(String(Math.floor(you.timeBankMs / 1000)))}
            onClick={() => act({ kind: 'timeBank' })}
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
          act={act}
        />
      ) : pending ? null : hasOffers(view.offers) ? (
        <Offers offers={view.offers} act={act} />
      ) : (
        <RecentEvents events={view.events} />
      )}
    </section>
  );
}

interface DecisionProps {
  readonly view: TableView;
  readonly legal: LegalView;
  readonly pending: PendingView | undefined;
  readonly act: (action: TableAction) => void;
}

/** The buttons of one decision; a new decision is a new instance, so no typed amount outlives its own. */
function Decision({ view, legal, pending, act }: DecisionProps) {
  const m = useMessages();
  const { raise, callChips } = legal;
  const you = view.seats.find((s) => s.you);
  const stackTotal = you ? you.stackChips + you.betChips : 0;
  const [amount, setAmount] = useState(raise ? String(raise.minToChips) : '');
  const [confirming, setConfirming] = useState(false);
  const [guarded, setGuarded] = useState(true);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => setGuarded(false), GUARD_MS);
    return () => clearTimeout(timer);
  }, []);

  // A fixed limit leaves nothing to choose.
  const fixed = view.gameName.startsWith('fixed-limit') && raise?.minToChips === raise?.maxToChips;
  const off = guarded || pending !== undefined;
  const parsed = parseAmount(amount);
  const inRange = raise && parsed.ok && parsed.chips >= raise.minToChips && parsed.chips <= raise.maxToChips;
  const allIn = inRange && parsed.chips >= stackTotal;
  const sendRaise = () => {
    if (off || !inRange) return;
    if (allIn && !confirming) return setConfirming(true);
    setConfirming(false);
    act({ kind: 'raiseTo', amountChips: parsed.chips });
  };
  const checkOrCall = () => {
    if (off) return;
    if (legal.check) act({ kind: 'check' });
    else if (callChips !== undefined) act({ kind: 'call' });
  };
  useShortcuts({
    // Folding where checking is free is never meant by a single key.
    f: () => !off && legal.fold && !legal.check && act({ kind: 'fold' }),
    c: checkOrCall,
    r: () => field.current?.select(),
  });
  const raiseLabel = !parsed.ok || !raise ? '' : formatChips(parsed.chips);
  return (
    <>
      {raise && !fixed && (
        <RaiseControl
          fieldRef={field}
          amount={amount}
          onAmount={setAmount}
          onEnter={sendRaise}
          bounds={raise}
          pot={{
            totalPotChips: view.hand?.totalPotChips ?? 0,
            yourBetChips: you?.betChips ?? 0,
            callChips: callChips ?? 0,
          }}
          bigBlindChips={view.bigBlindChips}
          maxIsAllIn={raise.maxToChips >= stackTotal}
          disabled={pending !== undefined}
        />
      )}
      <div className={styles.buttons}>
        <div className={styles.foldSlot}>
          {legal.fold && (
            <Button
              className={styles.fold}
              disabled={off}
              testId={testIds.actionFold}
              onClick={() => act({ kind: 'fold' })}
              aria-keyshortcuts={m.action.foldKey}
            >
              {m.action.fold}
            </Button>
          )}
        </div>
        <div className={styles.slot}>
          {legal.check ? (
            <Button
              className={styles.check}
              disabled={off}
              testId={testIds.actionCheck}
              onClick={checkOrCall}
              aria-keyshortcuts={m.action.checkKey}
            >
              {m.action.check}
            </Button>
          ) : (
            callChips !== undefined && (
              <Button
                className={styles.call}
                disabled={off}
                testId={testIds.actionCall}
                onClick={checkOrCall}
                aria-keyshortcuts={m.action.checkKey}
              >
                <Label
                  verb={
                    you && callChips >= you.stackChips
                      ? m.action.allIn
                      : legal.bringIn
                        ? m.action.bringIn
                        : m.action.call
                  }
                  chips={formatChips(callChips)}
                />
              </Button>
            )
          )}
        </div>
        <div className={styles.slot}>
          {raise && (
            <Button
              className={styles.raise}
              data-allin={allIn ? '' : undefined}
              disabled={off || !inRange}
              testId={testIds.actionRaise}
              onClick={sendRaise}
              aria-keyshortcuts={m.action.raiseKey}
            >
              <Label
                verb={allIn ? m.action.allIn : raise.isBet ? m.action.bet : m.action.raiseTo}
                chips={raiseLabel}
              />
            </Button>
          )}
        </div>
      </div>
      <Modal open={confirming} onOpenChange={setConfirming} title={m.action.confirmTitle} narrow>
        <p>{m.action.confirmText(raiseLabel)}</p>
        <div className={styles.confirm}>
          <Button large testId={testIds.allInCancel} onClick={() => setConfirming(false)}>
            {m.action.confirmNo}
          </Button>
          <Button large look="primary" testId={testIds.allInConfirm} onClick={sendRaise}>
            {m.action.confirmYes}
          </Button>
        </div>
      </Modal>
    </>
  );
}

function Label({ verb, chips }: { verb: string; chips: string }) {
  return (
    <span className={styles.label}>
      <span>{verb} </span>
      <strong>{chips}</strong>
    </span>
  );
}

function TurnClock({ clock, nowMs, yours }: { clock: ClockView; nowMs: () => number; yours: boolean }) {
  const m = useMessages();
  const now = useNow(nowMs, 200);
  if (clock.deadlineMs === undefined) return null;
  const seconds = secondsLeft(clock.deadlineMs, now);
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
