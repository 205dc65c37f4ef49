import { useState } from 'react';
import type { TableAction } from '../../client/contract/actions.ts';
import type { TableView } from '../../client/contract/view.ts';
import { Button } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { parseAmount } from '../text/amounts.ts';
import { isolated } from '../text/names.ts';
import styles from './House.module.css';

/** For the seat's menu: a pause, a vote about another player, other blinds. Absent where nothing of it is possible. */
export function HouseMenu({ view, act }: { view: TableView; act: (action: TableAction) => void }) {
  const m = useMessages();
  const t = m.house;
  const { house } = view;
  const [about, setAbout] = useState<number>();
  const [choosing, setChoosing] = useState(false);
  if (!house || !(house.mayPause || house.mayPropose || house.removable.length > 0)) return null;
  const playing = view.hand !== undefined && view.hand.stage !== 'between-hands';
  const named = view.seats.find((s) => s.seat === about);
  return (
    <section className={styles.menu} aria-label={t.title}>
      {house.mayPause && (
        <Button testId={testIds.pause} onClick={() => act({ kind: 'pause', on: true })}>
          {playing ? t.pause : t.pauseNow}
        </Button>
      )}
      {named && house.removable.includes(named.seat) ? (
        <>
          <p className={styles.note}>
            <Words text={t.removeSure(isolated(named.nickname))} />
          </p>
          <Button
            look="danger"
            testId={testIds.removeConfirm}
            onClick={() => act({ kind: 'voteOut', seat: named.seat, agree: true })}
          >
            {t.removeConfirm}
          </Button>
        </>
      ) : (
        choosing &&
        view.seats
          .filter((s) => house.removable.includes(s.seat))
          .map((s) => (
            <Button key={s.seat} testId={testIds.remove(s.seat)} onClick={() => setAbout(s.seat)}>
              <Words text={t.remove(isolated(s.nickname))} />
            </Button>
          ))
      )}
      {house.mayPropose && <TermsForm view={view} act={act} />}
      {house.removable.length > 0 && !choosing && (
        <Button look="quiet" testId={testIds.removeOpen} onClick={() => setChoosing(true)}>
          {t.removeOpen}
        </Button>
      )}
    </section>
  );
}

function TermsForm({ view, act }: { view: TableView; act: (action: TableAction) => void }) {
  const m = useMessages();
  const t = m.house;
  const [open, setOpen] = useState(false);
  const [small, setSmall] = useState(String(view.smallBlindChips));
  const [big, setBig] = useState(String(view.bigBlindChips));
  const [seconds, setSeconds] = useState(String(Math.round(view.actionTimeMs / 1000)));
  if (!open) {
    return (
      <Button look="quiet" testId={testIds.termsOpen} onClick={() => setOpen(true)}>
        {t.termsTitle}
      </Button>
    );
  }
  const parsed = [small, big, seconds].map((text) => parseAmount(text));
  const problemOf = (i: number): string | undefined => {
    const p = parsed[i]!;
    return p.ok ? undefined : m.amountProblems[p.problem];
  };
  const chips = parsed.map((p) => (p.ok ? p.chips : Number.NaN));
  const field = (i: number, label: string, value: string, set: (v: string) => void, testId: string) => (
    <Field
      label={label}
      value={value}
      onValue={set}
      problem={problemOf(i)}
      inputMode="numeric"
      maxLength={16}
      testId={testId}
    />
  );
  return (
    <>
      {field(0, t.smallBlind, small, setSmall, testIds.termsSmall)}
      {field(1, t.bigBlind, big, setBig, testIds.termsBig)}
      {field(2, t.seconds, seconds, setSeconds, testIds.termsSeconds)}
      <p className={styles.note}>{t.termsNote}</p>
      <Button
        testId={testIds.termsPropose}
        disabled={chips.some(Number.isNaN)}
        onClick={() =>
          act({
            kind: 'terms',
            smallBlindChips: chips[0]!,
            bigBlindChips: chips[1]!,
            actionTimeMs: chips[2]! * 1000,
          })
        }
      >
        {t.propose}
      </Button>
    </>
  );
}
