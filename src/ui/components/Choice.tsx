import { useId } from 'react';
import styles from './Field.module.css';

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onValue: (value: T) => void;
  /** What the value means, in a sentence. */
  readonly note?: string | undefined;
  readonly testId: string;
}

/** One of a few values. With a single one there is nothing to choose, and the control says so. */
export function Choice<T extends string>({ label, value, options, onValue, note, testId }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        className={styles.input}
        value={value}
        disabled={options.length < 2}
        data-testid={testId}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        onChange={(e) => {
          const chosen = options.find((o) => o.value === e.currentTarget.value);
          if (chosen) onValue(chosen.value);
        }}
      >
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
      {note !== undefined && (
        <p id={`${id}-note`} className={styles.note}>
          {note}
        </p>
      )}
    </div>
  );
}

interface TickProps {
  readonly label: string;
  readonly checked: boolean;
  /** What ticking it means, in a sentence. */
  readonly note?: string | undefined;
  readonly onChecked: (checked: boolean) => void;
  readonly testId: string;
}

export function Tick({ label, checked, onChecked, note, testId }: TickProps) {
  const id = useId();
  const tick = (
    <label className={styles.tick}>
      <input
        type="checkbox"
        checked={checked}
        aria-describedby={note === undefined ? undefined : id}
        data-testid={testId}
        onChange={(e) => onChecked(e.currentTarget.checked)}
      />
      {label}
    </label>
  );
  if (note === undefined) return tick;
  return (
    <div>
      {tick}
      <p id={id} className={styles.note}>
        {note}
      </p>
    </div>
  );
}
