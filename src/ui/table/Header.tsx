import { memo } from 'react';
import type { TableClient } from '../../client/contract/actions.ts';
import type { TableView, TournamentView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Icon, type IconName } from '../components/Icon.tsx';
import { Mark } from '../components/Mark.tsx';
import { useNow } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips, formatTableTime } from '../text/amounts.ts';
import { moneyText } from '../text/money.ts';
import { shownName } from '../text/names.ts';
import { WatchCount } from '../watch/WatchCount.tsx';
import styles from './Header.module.css';
import { proofSummary } from './proofSummary.ts';
import { sameGame } from './sameGame.ts';

/** What the header's buttons open. */
export type Panel =
  | 'details'
  | 'settings'
  | 'keys'
  | 'seat'
  | 'log'
  | 'scores'
  | 'invite'
  | 'end'
  | 'schedule';

export interface HeaderProps {
  readonly view: TableView;
  /** Absent in a replay. */
  readonly client: TableClient | undefined;
  readonly nowMs: () => number;
  readonly open: (panel: Panel) => void;
}

export const Header = memo(function Header({ view, client, nowMs, open }: HeaderProps) {
  const m = useMessages();
  const you = view.seats.find((s) => s.you);
  // A deck that was made beforehand for other players than those who came was never dealt.
  const begun = view.events.findLastIndex((e) => e.kind === 'hand-started');
  const again = view.events.slice(begun + 1).filter((e) => e.kind === 'redeal').length;
  const { state } = proofSummary(view, 0);
  const shield = state === 'none' ? m.shield.open : `${m.shield.open}: ${m.shield.words[state]}`;
  return (
    <header className={styles.header}>
      <span className={styles.mark}>
        <Mark size={24} />
      </span>
      <h1 className={styles.name}>
        <bdi>{shownName(view.name, 32)}</bdi>
      </h1>
      <p className={styles.facts}>
        <span>{m.table.blinds(formatChips(view.smallBlindChips), formatChips(view.bigBlindChips))}</span>
        {view.money && (
          <span className={styles.next} title={m.money.oneChip(moneyText(1, view.money, m.language))}>
            {m.money.blinds(
              moneyText(view.smallBlindChips, view.money, m.language),
              moneyText(view.bigBlindChips, view.money, m.language),
            )}
          </span>
        )}
        {view.tournament && (
          <Level tournament={view.tournament} nowMs={nowMs} open={() => open('schedule')} />
        )}
        {view.hand && <span className={view.tournament && styles.next}>{m.table.hand(view.hand.hand)}</span>}
        {again > 0 && <span title={m.calm.againWhy}>{m.calm.again(again + 1)}</span>}
        <WatchCount count={view.audience ?? 0} />
      </p>
      <div className={styles.buttons}>
        <IconButton
          icon="shield"
          label={shield}
          testId={testIds.shield}
          state={state}
          keys="p"
          onClick={() => open('details')}
        />
        {client && (
          <>
            {!view.watching && (
              <IconButton
                icon="scores"
                label={m.scores.open}
                testId={testIds.scoresOpen}
                onClick={() => open('scores')}
              />
            )}
            {!view.practice && (
              <IconButton
                icon="invite"
                label={m.scores.invite}
                testId={testIds.inviteOpen}
                onClick={() => open('invite')}
              />
            )}
            <IconButton
              icon="settings"
              label={m.settings.open}
              testId={testIds.settingsOpen}
              keys="s"
              onClick={() => open('settings')}
            />
            {you && (
              <IconButton
                icon="seat"
                label={m.offers.menuTitle}
                testId={testIds.seatMenu}
                onClick={() => open('seat')}
              />
            )}
            {you && !you.out && (
              <Button
                look="quiet"
                className={styles.sitOut}
                data-away={you.sittingOut ? '' : undefined}
                testId={you.sittingOut ? testIds.sitIn : testIds.sitOut}
                onClick={() => client.act({ kind: you.sittingOut ? 'sitIn' : 'sitOut' })}
              >
                {you.sittingOut ? m.action.sitIn : m.action.sitOut}
              </Button>
            )}
          </>
        )}
      </div>
    </header>
  );
}, sameGame);

interface IconButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly testId: string;
  readonly state?: string;
  readonly keys?: string;
  readonly onClick: () => void;
}

function IconButton({ icon, label, testId, state, keys, onClick }: IconButtonProps) {
  return (
    <button
      type="button"
      className={styles.icon}
      aria-label={label}
      aria-keyshortcuts={keys}
      title={label}
      data-testid={testId}
      data-state={state}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Which level it is, and what comes next and when. */
function Level({
  tournament: t,
  nowMs,
  open,
}: {
  tournament: TournamentView;
  nowMs: () => number;
  open: () => void;
}) {
  const m = useMessages();
  const now = useNow(nowMs, 1000);
  const next = t.nextLevel;
  const leftMs = t.levelEndsMs === undefined ? undefined : Math.max(0, t.levelEndsMs - now);
  const when =
    leftMs !== undefined
      ? m.tournament.inTime(formatTableTime(leftMs))
      : t.handsLeft !== undefined
        ? m.tournament.inHands(t.handsLeft)
        : '';
  return (
    <button
      type="button"
      title={m.schedule.title}
      onClick={open}
      data-testid={testIds.tournament}
      data-level={t.level}
      data-ante={t.anteChips}
      data-next-ms={t.levelEndsMs ?? ''}
      className={styles.level}
    >
      <span className={styles.word}>{m.tournament.level(t.level)}</span>
      {t.anteChips > 0 && (
        <span className={styles.next}> · {m.tournament.ante(formatChips(t.anteChips))}</span>
      )}
      {next && when !== '' && (
        <span className={styles.next}>
          {' → '}
          {m.tournament.next(
            m.table.blinds(formatChips(next.smallBlindChips), formatChips(next.bigBlindChips)),
            when,
          )}
        </span>
      )}
      {next && leftMs !== undefined && <span className={styles.left}>{formatTableTime(leftMs)}</span>}
    </button>
  );
}
