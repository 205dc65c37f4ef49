import { memo, useContext, useMemo } from 'react';
import { hasBringIn } from '../../client/contract/games.ts';
import type { ExportedLog } from '../../client/contract/record.ts';
import type { CardText, TableView } from '../../client/contract/view.ts';
import type { Said } from '../chat/chatLines.ts';
import { PlayingCard } from '../components/PlayingCard.tsx';
import { Words } from '../components/Words.tsx';
import { useStill } from '../hooks/useMedia.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { ShareHand } from '../saved/ShareHand.tsx';
import { testIds } from '../testIds.ts';
import { cardInline } from '../text/cards.ts';
import { moneyText } from '../text/money.ts';
import { MoneyContext, useChipWords } from '../words/chips.ts';
import { isBettingStage, stageWords } from '../words/tableWords.ts';
import { Board } from './Board.tsx';
import styles from './Felt.module.css';
import { Flights } from './Flights.tsx';
import { Seat } from './Seat.tsx';
import { sameGame } from './sameGame.ts';
import { isCrowded, seatOrder, seatPlaces } from './seatGeometry.ts';
import { useSmallPhone, useTableShape } from './useTableShape.ts';

/** A step of a run-out: what lies on which board, what the open hands are worth, and how to see the end at once. */
export interface RunOutPicture {
  readonly board: 0 | 1;
  readonly cards: number;
  readonly equities: ReadonlyMap<number, number>;
  /** Absent where nothing can be pressed. */
  readonly skip?: () => void;
}

/** The oval with everything that lies on it. */
export const Felt = memo(function Felt({
  view,
  nowMs,
  said,
  runOut,
  share,
}: {
  view: TableView;
  nowMs: () => number;
  said: ReadonlyMap<number, Said>;
  /** Makes a file of the hand that is over; absent where this device keeps none. */
  share?: ((hand: number) => Promise<ExportedLog | 'not-yet'>) | undefined;
  /** An all-in that is shown step by step. */
  runOut?: RunOutPicture | undefined;
}) {
  const m = useMessages();
  const shape = useTableShape();
  const seats = view.seats;
  const order = seatOrder(
    seats.map((s) => s.seat),
    view.yourSeat,
  );
  const small = useSmallPhone();
  const places = useMemo(
    () => seatPlaces(Math.max(1, seats.length), shape, small),
    [seats.length, shape, small],
  );
  const still = useStill();
  const placeOf = new Map(order.flatMap((seat, i) => (places[i] ? [[seat, places[i]]] : [])));
  const decided = runOut === undefined && seats.some((s) => s.winning !== undefined);
  const inHand = order.filter((n) => seats.some((s) => s.seat === n && s.inHand));
  return (
    <section
      className={styles.felt}
      data-shape={shape}
      data-crowded={isCrowded(seats.length) ? '' : undefined}
      aria-label={m.table.label}
    >
      <div className={styles.oval} aria-hidden="true" />
      <Middle view={view} runOut={runOut} share={share} />
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
              equity={runOut?.equities.get(number)}
              look={view.looks?.find((l) => l.seat === number)}
              decided={decided}
            />
          );
        })}
      </ul>
      <Flights view={view} placeOf={placeOf} still={still} />
    </section>
  );
}, sameGame);

function Middle({
  view,
  runOut,
  share,
}: {
  view: TableView;
  runOut: RunOutPicture | undefined;
  share: ((hand: number) => Promise<ExportedLog | 'not-yet'>) | undefined;
}) {
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
  const lit = litBoards(view, runOut !== undefined);
  return (
    <div
      className={styles.middle}
      data-testid={testIds.middle}
      data-run-out={runOut ? `${runOut.board}.${runOut.cards}` : undefined}
    >
      <p
        className={styles.pot}
        data-testid={testIds.pot}
        data-chips={total}
        data-empty={total === 0 ? '' : undefined}
      >
        <span className={styles.chip} aria-hidden="true" />
        {m.table.pot(words(total))}
        <Worth chips={total} money={view.money} />
      </p>
      {shuffling ? (
        <Progress done={hand.proofs.shufflesVerified} of={hand.proofs.shufflesExpected} />
      ) : hasBringIn(view.game) && cards.length === 0 ? null : (
        <Board
          cards={cards}
          rabbit={rabbit}
          lit={lit[0]}
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
          lit={lit[1]}
          label={m.table.secondBoard(second.map(cardInline).join(' '))}
          testId={testIds.secondBoard}
        />
      )}
      {hand?.bombPotChips !== undefined && hand.stage !== 'between-hands' && (
        <p className={styles.bomb} data-testid={testIds.bombPot}>
          {m.calm.bombPot(words(hand.bombPotChips))}
        </p>
      )}
      {hand?.nextBombPotChips !== undefined && (
        <p className={styles.bomb} data-testid={testIds.bombPotNext}>
          {m.calm.bombPotNext(words(hand.nextBombPotChips))}
        </p>
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
        <Words text={wordsOf(view, runOut, m)} />
      </p>
      {share && hand?.stage === 'between-hands' && runOut === undefined && (
        <div className={styles.share}>
          <ShareHand key={hand.hand} make={() => share(hand.hand)} patient />
        </div>
      )}
      {runOut && (
        <button type="button" className={styles.skip} data-testid={testIds.runOutSkip} onClick={runOut.skip}>
          {m.runOut.skip}
        </button>
      )}
    </div>
  );
}

/** What the chips of a pot are worth, where they are read as chips. */
function Worth({ chips, money }: { chips: number; money: TableView['money'] }) {
  const m = useMessages();
  const inMoney = useContext(MoneyContext) !== undefined;
  if (money === undefined || inMoney) return null;
  return <span className={styles.worth}>{moneyText(chips, money, m.language)}</span>;
}

function wordsOf(view: TableView, runOut: RunOutPicture | undefined, m: Messages): string {
  if (runOut) return m.runOut.stage;
  const busy = view.hand?.proofs.busy;
  return busy ? m.stage.busy[busy] : stageWords(view, m);
}

/** The winners' cards on each board; undefined where nothing is decided by open cards. */
function litBoards({ seats }: TableView, running: boolean): (ReadonlySet<CardText> | undefined)[] {
  return [0, 1].map((board) => {
    const cards = seats.flatMap((s) => s.winning?.[board] ?? []);
    return running || cards.length === 0 ? undefined : new Set(cards);
  });
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
