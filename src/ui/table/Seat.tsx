import type { CSSProperties } from 'react';
import type { ClockView, SeatView } from '../../client/view.ts';
import { formatChips, fractionLeft } from '../amounts.ts';
import { NameBadge } from '../components/NameBadge.tsx';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { shownName } from '../names.ts';
import type { Place } from '../seatGeometry.ts';
import { testIds } from '../testIds.ts';
import { useNow } from '../useTable.ts';
import { seatLabel, seatTag } from './handWords.ts';
import styles from './Seat.module.css';

export interface SeatProps {
  readonly seat: SeatView;
  readonly place: Place;
  readonly clock: ClockView | undefined;
  readonly nowMs: () => number;
}

export function Seat({ seat, place, clock, nowMs }: SeatProps) {
  const m = useMessages();
  const tag = seatTag(seat, m);
  const turn = seat.awaited === 'action';
  const shown = seat.cards.some((c) => c !== null);
  const style = {
    '--x': `${place.x}%`,
    '--y': `${place.y}%`,
    '--bet-x': `${place.betX}%`,
    '--bet-y': `${place.betY}%`,
  } as CSSProperties;
  return (
    <li
      className={styles.seat}
      style={style}
      data-testid={testIds.tableSeat(seat.seat)}
      data-stack={seat.stackChips}
      data-bet={seat.betChips}
      data-folded={seat.folded}
      data-allin={seat.allIn}
      data-turn={turn}
      data-button={seat.button}
      data-out={seat.out}
      data-won={seat.wonChips}
      data-awaited={seat.awaited ?? ''}
      data-you={seat.you}
    >
      <div className={styles.place}>
        <span className="visually-hidden">
          <Words text={seatLabel(seat, m)} />
        </span>
        {seat.cards.length > 0 && !(seat.folded && !seat.you) && (
          <div
            className={styles.cards}
            data-shown={shown ? '' : undefined}
            data-count={seat.cards.length > 2 ? (seat.cards.length > 4 ? 'many' : 'some') : undefined}
          >
            {seat.cards.map((card, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a face-down card has no identity but its place
              <span key={i} className={styles.card} data-up={seat.up?.[i] === true ? '' : undefined}>
                <PlayingCard
                  card={card}
                  dimmed={seat.folded}
                  testId={seat.you ? testIds.ownCard : testIds.shownCard}
                />
              </span>
            ))}
          </div>
        )}
        <div className={styles.pod} aria-hidden="true" data-faulty={seat.faults.length > 0 ? '' : undefined}>
          <span className={styles.badge}>
            <NameBadge seat={seat.seat} name={seat.nickname} size={30} />
          </span>
          <span className={styles.who}>
            <bdi className={styles.name} dir="auto">
              {shownName(seat.nickname)}
            </bdi>
            <span className={styles.stack}>{formatChips(seat.stackChips)}</span>
          </span>
          {seat.button && (
            <span className={styles.button} title={m.table.flags.button} aria-hidden="true">
              {m.table.tags.button}
            </span>
          )}
          {clock && <TurnBar clock={clock} nowMs={nowMs} />}
        </div>
        {tag && (
          <span className={styles.tag} data-look={tag.look} aria-hidden="true">
            {tag.text}
          </span>
        )}
        {seat.handName && (
          <span className={styles.handName} aria-hidden="true">
            {seat.handName}
          </span>
        )}
      </div>
      {seat.betChips > 0 && (
        <span className={styles.bet} aria-hidden="true">
          <span className={styles.chip} />
          {formatChips(seat.betChips)}
        </span>
      )}
    </li>
  );
}

function TurnBar({ clock, nowMs }: { clock: ClockView; nowMs: () => number }) {
  const now = useNow(nowMs, 250);
  const left = clock.deadlineMs === undefined ? 1 : fractionLeft(clock.deadlineMs, now, clock.totalMs);
  return (
    <span className={styles.bar} data-late={left < 0.25 ? '' : undefined} aria-hidden="true">
      <span style={{ transform: `scaleX(${left})` }} />
    </span>
  );
}
