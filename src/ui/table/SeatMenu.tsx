import { useState } from 'react';
import type { Away, TableAction, TableClient } from '../../client/contract/actions.ts';
import type { TableView, TournamentView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Choice, Tick } from '../components/Choice.tsx';
import { Field } from '../components/Field.tsx';
import { useRefusal } from '../hooks/useRefusal.ts';
import { HouseMenu } from '../house/HouseMenu.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips, parseAmount } from '../text/amounts.ts';
import { shownName } from '../text/names.ts';
import { VoidHands } from './Adjourn.tsx';
import styles from './Offers.module.css';
import { maySitOutAtBigBlind } from './sitOut.ts';
import type { WishList } from './useWishes.ts';
import { isFree } from './wishes.ts';

const AWAYS = ['', 'moment', 'minutes', 'food', 'phone', 'tonight'] as const satisfies readonly Away[];

/** What one may ask for at one's own seat: chips, coming back without posting, leaving; and how a tournament stands. */
export function SeatMenu({
  view,
  client,
  list,
  done,
}: {
  view: TableView;
  client: TableClient;
  list: WishList;
  done: () => void;
}) {
  const m = useMessages();
  const t = m.offers;
  const { offers, tournament } = view;
  const you = view.seats.find((s) => s.you);
  const [amount, setAmount] = useState(String(offers?.usualChips || (offers?.topUpChips ?? 0)));
  const [leaving, setLeaving] = useState(false);
  const refused = useRefusal();
  const act = (action: TableAction) => {
    if (refused.attempt(client.act(action))) done();
  };
  const parsed = parseAmount(amount);
  const problem = !parsed.ok
    ? m.amountProblems[parsed.problem]
    : parsed.chips > (offers?.topUpChips ?? 0)
      ? m.amountTooLarge(formatChips(offers?.topUpChips ?? 0))
      : parsed.chips < (offers?.topUpMinChips ?? 0)
        ? m.amountTooSmall(formatChips(offers?.topUpMinChips ?? 0))
        : undefined;
  return (
    <div className={styles.menu}>
      {you && !you.out && (
        <Button
          testId={testIds.sitOutNext}
          onClick={() => act({ kind: you.sittingOut ? 'sitIn' : 'sitOut' })}
        >
          {you.sittingOut ? m.seatMenu.sitIn : m.seatMenu.sitOut}
        </Button>
      )}
      {you && !you.out && (
        <Choice
          label={m.company.awayLabel}
          value={view.looks?.find((l) => l.seat === you.seat)?.away ?? ''}
          options={AWAYS.map((value) => ({
            value,
            label: value === '' ? m.company.nothing : m.company.away[value],
          }))}
          onValue={(away) => refused.attempt(client.setLook({ away }))}
          testId={testIds.away}
        />
      )}
      {maySitOutAtBigBlind(view) && (
        <Tick
          label={m.seatMenu.sitOutBigBlind}
          checked={list.wishes.sitOutAtBigBlind}
          onChecked={(sitOutAtBigBlind) => list.wish({ sitOutAtBigBlind })}
          testId={testIds.sitOutBigBlind}
        />
      )}
      {tournament && <Standing tournament={tournament} />}
      <VoidHands view={view} agree={(hand) => act({ kind: 'voidHand', hand })} />
      {offers && offers.topUpChips > 0 && (
        <div className={styles.row}>
          <Field
            label={t.topUpLabel}
            value={amount}
            onValue={setAmount}
            problem={problem}
            note={
              offers.topUpMinChips > 1
                ? t.buyInNote(formatChips(offers.topUpMinChips), formatChips(offers.topUpChips))
                : t.topUpNote(formatChips(offers.topUpChips))
            }
            inputMode="numeric"
            maxLength={16}
            testId={testIds.topUpAmount}
          />
          <Button
            testId={testIds.topUp}
            disabled={problem !== undefined}
            onClick={() => parsed.ok && act({ kind: 'topUp', chips: parsed.chips })}
          >
            {t.topUp}
          </Button>
        </div>
      )}
      {offers && !tournament && you && (
        <>
          <Tick
            label={m.moments.autoTopUp}
            checked={list.wishes.topUp}
            onChecked={(topUp) => list.wish({ topUp })}
            testId={testIds.autoTopUp}
          />
          <Tick
            label={m.moments.autoRebuy}
            checked={list.wishes.rebuy}
            onChecked={(rebuy) => list.wish({ rebuy })}
            testId={testIds.autoRebuy}
          />
        </>
      )}
      {you?.sittingOut && offers?.owesBlinds && (
        <Button testId={testIds.sitInWait} onClick={() => act({ kind: 'sitInWait' })}>
          {t.waitForBigBlind}
        </Button>
      )}
      {offers && offers.sitDownChips > 0 && (
        <Button testId={testIds.sitDown} onClick={() => act({ kind: 'sitDown', chips: offers.sitDownChips })}>
          {t.sitDown(formatChips(offers.sitDownChips))}
        </Button>
      )}
      {offers?.leaving && <p className={styles.note}>{t.leaving}</p>}
      {offers?.standUp &&
        (leaving ? (
          <>
            {!isFree(view) && (
              <Button
                testId={testIds.leaveAfter}
                onClick={() => {
                  list.wish({ leave: true });
                  done();
                }}
              >
                {m.moments.leaveAfter}
              </Button>
            )}
            <p className={styles.note}>{isFree(view) ? m.moments.leaveNow : t.standUpNote}</p>
            <Button look="danger" testId={testIds.standUpConfirm} onClick={() => act({ kind: 'standUp' })}>
              {t.standUpConfirm}
            </Button>
          </>
        ) : (
          <Button testId={testIds.standUp} onClick={() => setLeaving(true)}>
            {t.standUp}
          </Button>
        ))}
      <HouseMenu view={view} act={act} />
      {refused.words && (
        <p className={styles.error} role="alert" data-testid={testIds.menuError}>
          {refused.words}
        </p>
      )}
    </div>
  );
}

/** Prizes while they are played for, and who has taken which place. */
export function Standing({ tournament }: { tournament: TournamentView }) {
  const m = useMessages();
  const t = m.tournament;
  return (
    <section>
      <p className={styles.note}>{t.prizes(tournament.prizesChips.map(formatChips).join(' · '))}</p>
      <ol className={styles.places}>
        {tournament.places.map((p) => (
          <li
            key={p.seat}
            data-testid={testIds.placeRow}
            data-seat={p.seat}
            data-place={p.place}
            data-prize={p.prizeChips}
          >
            <span>{t.place(p.place)}</span>
            <bdi>{shownName(p.nickname)}</bdi>
            <span>{p.prizeChips > 0 ? formatChips(p.prizeChips) : '–'}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
