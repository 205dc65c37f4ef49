import { memo, useMemo } from 'react';
import { hasBringIn } from '../../client/contract/games.ts';
import type { TableView } from '../../client/contract/view.ts';
import type { Said } from '../chat/chatLines.ts';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Words } from '../components/Words.tsx';
import { useMedia } from '../hooks/useMedia.ts';
import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import { testIds } from '../testIds.ts';
import { cardInline } from '../text/cards.ts';
import { useChipWords } from '../words/chips.ts';
import { isBettingStage, stageWords } from '../words/tableWords.ts';
import { Board } from './Board.tsx';
import styles from './Felt.module.css';
import { Flights } from './Flights.tsx';
import { Seat } from './Seat.tsx';
import { sameGame } from './sameGame.ts';
import { seatOrder, seatPlaces } from './seatGeometry.ts';
import { useTableShape } from './useTableShape.ts';

/** The oval with everything that lies on it. */
export const Felt = memo(function Felt({
  view,
  nowMs,
  said,
}: {
  view: TableView;
  nowMs: () => number;
  said: ReadonlyMap<number, Said>;
}) {
  const m = useMessages();
  const shape = useTableShape();
  const seats = view.seats;
  const order = seatOrder(
    seats.map((s) => s.seat),
    view.yourSeat,
  );
  const places = useMemo(() => seatPlaces(Math.max(1, seats.length), shape), [seats.length, shape]);
  const still = useStill();
  const placeOf = new Map(order.flatMap((seat, i) => (places[i] ? [[seat, places[i]]] : [])));
  const inHand = order.filter((n) => seats.some((s) => s.seat === n && s.inHand));
  return (
    <section
      className={styles.felt}
      data-shape={shape}
      data-crowded={seats.length > 6 ? '' : undefined}
      aria-label={m.table.label}
    >
      <div className={styles.oval} aria-hidden="true" />
      <Middle view={view} />
      <ul className={styles.seats}>
        {order.map((number, i) => {
          const seat = seats.find((s) => s.seat === number);
          const place = places[i];
          if (!seat || !place) return null;
          const clock = view.hand?.clock?.seat === number ? view.hand.clock : undefined;
          return (
            <Seat
              key={number}
              seat={seat}
              place={place}
              clock={clock}
              nowMs={nowMs}
              dealtAt={Math.max(0, inHand.indexOf(number))}
              dealtOf={inHand.length}
              strength={seat.you && !seat.folded ? view.own?.handName : undefined}
              said={said.get(number)}
            />
          );
        })}
      </ul>
      <Flights view={view} placeOf={placeOf} still={still} />
    </section>
  );
}, sameGame);

/** Nothing moves: the device asks for less motion, or the settings do. */
function useStill(): boolean {
  const { motion } = usePreferences();
  const reduced = useMedia('(prefers-reduced-motion: reduce)');
  return reduced || !motion;
}

function Middle({ view }: { view: TableView }) {
  const m = useMessages();
  const words = useChipWords();
  const hand = view.hand;
  const cards = hand?.board ?? [];
  const second = hand?.secondBoard ?? [];
  const rabbit = hand?.rabbit;
  const pots = hand?.pots ?? [];
  const total = hand?.totalPotChips ?? 0;
  const shuffling = hand && (hand.stage === 'keys' || hand.stage === 'shuffle');
  const betting = hand !== undefined && isBettingStage(hand.stage);
  return (
    <div className={styles.middle}>
      <p
        className={styles.pot}
        data-testid={testIds.pot}
        data-chips={total}
        data-empty={total === 0 ? '' : undefined}
      >
        <span className={styles.chip} aria-hidden="true" />
        {m.table.pot(words(total))}
      </p>
      {shuffling ? (
        <Progress done={hand.proofs.shufflesVerified} of={hand.proofs.shufflesExpected} />
      ) : hasBringIn(view.game) && cards.length === 0 ? null : (
        <Board
          cards={cards}
          rabbit={rabbit}
          label={[
            m.table.board(cards.map(cardInline).join(' ')),
            ...(rabbit ? [m.table.wouldCome(rabbit.map(cardInline).join(' '))] : []),
          ].join('. ')}
          testId={testIds.board}
        />
      )}
      {second.length > 0 && (
        <Board
          cards={second}
          label={m.table.secondBoard(second.map(cardInline).join(' '))}
          testId={testIds.secondBoard}
        />
      )}
      {pots.length > 1 && (
        <ul className={styles.pots}>
          {pots.map((pot, i) => (
            <li
              key={pot.eligibleSeats.join('-')}
              data-testid={testIds.sidePot}
              data-chips={pot.chips}
              data-seats={pot.eligibleSeats.join(' ')}
            >
              {i === 0 ? m.table.mainPot(words(pot.chips)) : m.table.sidePot(i, words(pot.chips))}
            </li>
          ))}
        </ul>
      )}
      <p className={styles.words} data-testid={testIds.stageWords} data-quiet={betting ? '' : undefined}>
        <Words text={hand?.proofs.busy ? m.stage.busy[hand.proofs.busy] : stageWords(view, m)} />
      </p>
    </div>
  );
}

function Progress({ done, of }: { done: number; of: number }) {
  const m = useMessages();
  const steps = Array.from({ length: of }, (_, i) => i);
  return (
    <div
      className={styles.progress}
      role="progressbar"
      aria-label={m.stage.shuffleProgress(done, of)}
      aria-valuenow={done}
      aria-valuemin={0}
      aria-valuemax={of}
    >
      <div className={styles.deck} aria-hidden="true">
        <PlayingCard card={null} />
        <PlayingCard card={null} />
        <PlayingCard card={null} />
      </div>
      <div className={styles.dots} aria-hidden="true">
        {steps.map((step) => (
          <span key={step} data-state={step < done ? 'done' : step === done ? 'now' : 'later'} />
        ))}
      </div>
      <p>{m.stage.shuffleProgress(done, of)}</p>
    </div>
  );
}
