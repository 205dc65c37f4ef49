import { type CSSProperties, memo } from 'react';
import type { ClockView, LookView, SeatView } from '../../client/contract/view.ts';
import { isReaction, type Said } from '../chat/chatLines.ts';
import { Avatar } from '../components/Avatar.tsx';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Words } from '../components/Words.tsx';
import { useReading } from '../hooks/useTable.ts';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { fractionLeft } from '../text/amounts.ts';
import { shownName } from '../text/names.ts';
import { useChipWords } from '../words/chips.ts';
import { seatLabel, seatTag } from '../words/tableWords.ts';
import bubble from './Bubble.module.css';
import styles from './Seat.module.css';
import { Equity, SeatHand } from './SeatHand.tsx';
import type { Place } from './seatGeometry.ts';

/** Where the deck lies, percent of the felt. */
const DECK = { x: 50, y: 44 } as const;
/** Above this, percent of the felt, a seat is at the table's upper edge. */
const EDGE = 20;
const DEAL_STEP_MS = 55;
const BUBBLE_CHARACTERS = 48;
/** A bar that glides would keep the page drawing all the time. */
const BAR_STEP_MS = 500;

export interface SeatProps {
  readonly seat: SeatView;
  readonly place: Place;
  readonly clock: ClockView | undefined;
  readonly nowMs: () => number;
  /** Its turn when cards are dealt, from 0, and how many are dealt to. */
  readonly dealtAt: number;
  readonly dealtOf: number;
  /** The best hand so far, in words; for one's own seat. */
  readonly strength: string | undefined;
  readonly said: Said | undefined;
  /** All in with cards to come: what the hand gets of the pot on average, 0..1. */
  readonly equity?: number | undefined;
  /** Picture and absence as the player says; undefined where nothing is known. */
  readonly look?: LookView | undefined;
  /** The hand is decided with open cards: the winners' own are lit, all others dimmed. */
  readonly decided?: boolean;
}

export const Seat = memo(function Seat(props: SeatProps) {
  const { seat, place, clock, nowMs, strength, said, equity, look, decided = false } = props;
  const m = useMessages();
  const words = useChipWords();
  const tag = seatTag(seat, m, words, look?.away);
  const turn = seat.awaited === 'action';
  const shown = seat.cards.some((c) => c !== null);
  const lit = new Set(seat.winning?.flat());
  const style = {
    '--x': `${place.x}%`,
    '--y': `${place.y}%`,
    '--bet-x': `${place.betX}%`,
    '--bet-y': `${place.betY}%`,
    // From here to where cards come from and bets are put, in hundredths of the felt.
    '--deal-x': DECK.x - place.x,
    '--deal-y': DECK.y - place.y,
    '--put-x': place.x - place.betX,
    '--put-y': place.y - place.betY,
  } as CSSProperties;
  return (
    <li
      className={styles.seat}
      style={style}
      data-testid={testIds.tableSeat(seat.seat)}
      data-stack={seat.stackChips}
      data-bond={seat.bondChips}
      data-credit={seat.creditChips}
      data-bet={seat.betChips}
      data-folded={seat.folded}
      data-allin={seat.allIn}
      data-turn={turn}
      data-button={seat.button}
      data-out={seat.out}
      data-won={seat.wonChips}
      data-awaited={seat.awaited ?? ''}
      data-you={seat.you}
      data-edge={place.y < EDGE ? '' : undefined}
      data-named={seat.handName === undefined ? undefined : ''}
    >
      <div className={styles.place}>
        <span className="visually-hidden">
          <Words text={seatLabel(seat, m, look?.away)} />
        </span>
        {seat.cards.length > 0 && (!seat.folded || seat.you || shown) && (
          <div
            className={styles.cards}
            data-shown={shown ? '' : undefined}
            data-count={seat.cards.length > 2 ? (seat.cards.length > 4 ? 'many' : 'some') : undefined}
          >
            {seat.cards.map((card, i) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: a face-down card has no identity but its place
                key={i}
                className={styles.card}
                data-up={seat.up?.[i] === true ? '' : undefined}
                style={{ '--delay': `${dealDelayMs(props, i)}ms` } as CSSProperties}
              >
                <PlayingCard
                  card={card}
                  // What somebody who folded shows is meant to be seen.
                  dimmed={
                    (seat.folded && (seat.you || card === null)) ||
                    (decided && card !== null && !seat.folded && !lit.has(card))
                  }
                  lit={decided && card !== null && lit.has(card)}
                  testId={seat.you ? testIds.ownCard : testIds.shownCard}
                />
              </span>
            ))}
          </div>
        )}
        <div className={styles.pod} aria-hidden="true" data-faulty={seat.faults.length > 0 ? '' : undefined}>
          <span className={styles.badge}>
            <Avatar seat={seat.seat} name={seat.nickname} size={30} you={seat.you} look={look?.avatar} />
          </span>
          <span className={styles.who}>
            <bdi className={styles.name} dir="auto">
              {shownName(seat.nickname)}
            </bdi>
            <span className={styles.stack}>{words(seat.stackChips)}</span>
            <SeatHand name={seat.handName ?? strength} own={seat.handName === undefined} />
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
        {equity !== undefined && <Equity share={equity} />}
        {said && (
          <span
            key={said.id}
            className={bubble.bubble}
            data-reaction={isReaction(said.text) ? '' : undefined}
            data-testid={testIds.bubble}
            data-seat={seat.seat}
            dir="auto"
            aria-hidden="true"
          >
            {shownName(said.text, BUBBLE_CHARACTERS)}
          </span>
        )}
      </div>
      {seat.betChips > 0 && (
        <span key={seat.betChips} className={styles.bet} aria-hidden="true">
          <span className={styles.chip} />
          {words(seat.betChips)}
        </span>
      )}
    </li>
  );
});

/** One card to each in turn, then the next round; cards of later streets come at once. */
function dealDelayMs({ dealtAt, dealtOf }: SeatProps, card: number): number {
  return card < 2 ? (card * dealtOf + dealtAt) * DEAL_STEP_MS : 0;
}

function TurnBar({ clock, nowMs }: { clock: ClockView; nowMs: () => number }) {
  const left = useReading(
    () => (clock.deadlineMs === undefined ? 1 : fractionLeft(clock.deadlineMs, nowMs(), clock.totalMs)),
    BAR_STEP_MS,
  );
  return (
    <span className={styles.bar} data-late={left < 0.25 ? '' : undefined} aria-hidden="true">
      <span style={{ transform: `scaleX(${left})` }} />
    </span>
  );
}
