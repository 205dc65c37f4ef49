import type { OpenHandView, SessionView } from '../../client/contract/record.ts';
import { Words } from '../components/Words.tsx';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import { isolated } from '../text/names.ts';
import { dueWords, missedWords, withheldWords } from './bookWords.ts';
import styles from './Scores.module.css';

/** What the sums below do not say: hands without an end and for whom they wait, and cards that were withheld. */
export function Unfinished({ session }: { session: SessionView }) {
  const m = useMessages();
  return (
    <>
      {session.since !== undefined && (
        <p className={styles.soft} data-testid={testIds.since} data-hand={session.since}>
          {m.books.since(session.since)}
        </p>
      )}
      {session.openHands.map((hand) => (
        <OpenHand key={hand.hand} hand={hand} />
      ))}
      {session.withheld.map((w) => (
        <p key={w.hand} className={styles.open} data-testid={testIds.withheld} data-hand={w.hand}>
          <Words text={withheldWords(w, m, isolated)} />
        </p>
      ))}
      {session.missed.map((gap) => (
        <p key={gap.toHand} className={styles.soft} data-testid={testIds.missedHands} data-known={gap.known}>
          {missedWords(gap, m)}
        </p>
      ))}
    </>
  );
}

function OpenHand({ hand }: { hand: OpenHandView }) {
  const m = useMessages();
  const t = m.scores;
  return (
    <section
      className={styles.open}
      data-testid={testIds.openHand}
      data-hand={hand.hand}
      data-chips={hand.potChips}
      data-due={hand.due?.what}
    >
      <p>
        <strong>{t.hand(hand.hand, formatChips(hand.potChips))}</strong> {t.handNote}
      </p>
      {hand.due && (
        <p data-testid={testIds.dueFrom} data-from={hand.due.from.join(',')}>
          <strong>
            <Words text={dueWords(hand.due, m, isolated)} />
          </strong>
          {hand.street && ` ${m.books.street(m.log.streetTitle(hand.street))}`}
        </p>
      )}
      {hand.aside && <p>{m.books.aside}</p>}
      <ul className={styles.stakes}>
        {hand.stakes
          .filter((s) => s.chips > 0)
          .map((s) => (
            <li key={s.player}>
              <Words text={t.stake(isolated(s.nickname), formatChips(s.chips))} />
              {s.folded && ` (${t.folded})`}
            </li>
          ))}
      </ul>
    </section>
  );
}
