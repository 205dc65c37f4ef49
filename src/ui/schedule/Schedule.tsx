import type { ExtraRulesView, TournamentView } from '../../client/contract/view.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import styles from './Schedule.module.css';

type Levels = TournamentView['schedule'];

/** A tournament's levels; the one that is on is marked. */
export function Schedule({ levels, now }: { levels: Levels; now?: number }) {
  const m = useMessages();
  const t = m.schedule;
  const antes = levels.some((l) => l.anteChips > 0);
  return (
    <div className={styles.scroller}>
      <table className={styles.table} data-testid={testIds.schedule} data-levels={levels.length}>
        <thead>
          <tr>
            <th scope="col">{t.level}</th>
            <th scope="col">{t.blinds}</th>
            {antes && <th scope="col">{t.ante}</th>}
            <th scope="col">{t.lasts}</th>
          </tr>
        </thead>
        <tbody>
          {levels.map((level, i) => (
            <tr
              // biome-ignore lint/suspicious/noArrayIndexKey: a level is its number
              key={i}
              data-now={now === i + 1 ? '' : undefined}
              aria-current={now === i + 1 ? 'step' : undefined}
            >
              <th scope="row">
                {i + 1}
                {now === i + 1 && <span className={styles.now}>{t.now}</span>}
              </th>
              <td>{m.table.blinds(formatChips(level.smallBlindChips), formatChips(level.bigBlindChips))}</td>
              {antes && <td>{level.anteChips > 0 ? formatChips(level.anteChips) : '–'}</td>}
              <td>{lastsWords(level, i === levels.length - 1, m)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function lastsWords(level: Levels[number], last: boolean, m: Messages): string {
  if (last) return m.schedule.toTheEnd;
  if (level.hands > 0) return m.schedule.hands(level.hands);
  return m.schedule.minutes(Math.round(level.durationMs / 6_000) / 10);
}

/** 'Place 1: 65 % · Place 2: 35 %', before anybody knows how many chips that will be. */
export function sharesWords(basisPoints: readonly number[], m: Messages): string {
  const percent = new Intl.NumberFormat(m.language, { style: 'percent', maximumFractionDigits: 2 });
  return basisPoints
    .map((share, i) => m.schedule.share(m.tournament.place(i + 1), percent.format(share / 10_000)))
    .join(' · ');
}

/** For those who have not sat down yet. */
export function ScheduleToCome({ rules }: { rules: ExtraRulesView }) {
  const m = useMessages();
  if (!rules.schedule || rules.schedule.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary data-testid={testIds.scheduleOpen}>{m.schedule.title}</summary>
      <p className={styles.soft}>
        {sharesWords(rules.payoutsBasisPoints ?? [], m)} {m.schedule.ofEntries}
      </p>
      <Schedule levels={rules.schedule} />
    </details>
  );
}
