import { defaultPayouts } from '../../client/contract/payouts.ts';
import { Button } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { useMessages } from '../messages/context.ts';
import styles from '../schedule/Schedule.module.css';
import { sharesWords } from '../schedule/Schedule.tsx';
import { testIds } from '../testIds.ts';
import { parseAmount } from '../text/amounts.ts';
import type { CreateFields, CreateProblems } from './createForm.ts';
import { type LevelFields, levelsAfterFirst, withLevel } from './levelFields.ts';

const PARTS = ['small', 'big', 'ante', 'minutes'] as const satisfies readonly (keyof LevelFields)[];

/** How a sit-and-go's blinds rise, and who gets what. */
export function ScheduleEditor({
  fields,
  problems,
  onChange,
}: {
  fields: CreateFields;
  problems: CreateProblems;
  onChange: (fields: CreateFields) => void;
}) {
  const m = useMessages();
  const t = m.schedule;
  const levels = levelsAfterFirst(fields);
  const seats = parseAmount(fields.seats);
  const usual = defaultPayouts(seats.ok ? seats.chips : 2).map(({ share }) => share);
  const labels = { small: t.small, big: t.big, ante: t.anteOf, minutes: t.minutesOf };
  const first = [fields.smallBlind, fields.bigBlind, fields.ante, fields.minutes];
  const set = (at: number, part: keyof LevelFields, value: string) =>
    onChange({ ...fields, levels: levels.map((l, i) => (i === at ? { ...l, [part]: value } : l)) });
  const wrong = problems.levels ?? problems.payouts;
  return (
    <details className={styles.details} open={wrong ? true : undefined}>
      <summary data-testid={testIds.createLevels}>{t.edit}</summary>
      <div className={styles.editor}>
        <Field
          label={t.prizes}
          value={fields.payouts}
          onValue={(payouts) => onChange({ ...fields, payouts })}
          problem={problems.payouts}
          note={t.prizesNote(sharesWords(usual, m))}
          maxLength={64}
          placeholder={usual.map((share) => share / 100).join(' / ')}
          testId={testIds.createPayouts}
        />
        <p className={styles.soft}>{t.editNote}</p>
        <div className={styles.rows}>
          {t.heads.map((head) => (
            <span key={head} className={styles.head} aria-hidden="true">
              {head}
            </span>
          ))}
          <span className={styles.number}>1</span>
          {PARTS.map((part, i) => (
            <span key={part} className={styles.first}>
              {first[i]}
            </span>
          ))}
          <span />
          {levels.map((level, i) => (
            <LevelRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a level is its number
              key={i}
              number={i + 2}
              level={level}
              labelOf={(part) => labels[part](i + 2)}
              onPart={(part, value) => set(i, part, value)}
              onRemove={() => onChange({ ...fields, levels: levels.filter((_, at) => at !== i) })}
            />
          ))}
        </div>
        {problems.levels && (
          <p className={styles.problem} role="alert" data-testid={testIds.createLevelsProblem}>
            {problems.levels}
          </p>
        )}
        <div className={styles.buttons}>
          <Button testId={testIds.createLevelAdd} onClick={() => onChange(withLevel(fields))}>
            {t.add}
          </Button>
          {fields.levels !== undefined && (
            <Button look="quiet" onClick={() => onChange({ ...fields, levels: undefined })}>
              {t.usual}
            </Button>
          )}
        </div>
      </div>
    </details>
  );
}

function LevelRow({
  number,
  level,
  labelOf,
  onPart,
  onRemove,
}: {
  number: number;
  level: LevelFields;
  labelOf: (part: keyof LevelFields) => string;
  onPart: (part: keyof LevelFields, value: string) => void;
  onRemove: () => void;
}) {
  const m = useMessages();
  return (
    <>
      <span className={styles.number}>{number}</span>
      {PARTS.map((part) => (
        <input
          key={part}
          value={level[part]}
          aria-label={labelOf(part)}
          inputMode={part === 'minutes' ? 'numeric' : 'decimal'}
          maxLength={16}
          autoComplete="off"
          data-testid={testIds.createLevel(number, part)}
          onChange={(e) => onPart(part, e.currentTarget.value)}
        />
      ))}
      <Button
        look="quiet"
        className={styles.remove}
        aria-label={m.schedule.remove(number)}
        testId={testIds.createLevelRemove(number)}
        onClick={onRemove}
      >
        ×
      </Button>
    </>
  );
}
