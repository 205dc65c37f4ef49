import { type ComponentProps, useId } from 'react';
import { Button } from './Button.tsx';
import styles from './Field.module.css';

export interface FieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'value'> {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  /** What is wrong with the value; also marks the field invalid. */
  readonly problem?: string | undefined;
  readonly note?: string | undefined;
  readonly testId: string;
  /** Minus and plus buttons beside a number. */
  readonly stepper?: { less: string; more: string; onStep: (by: 1 | -1) => void };
}

export function Field({
  label,
  value,
  onValue,
  problem,
  note,
  testId,
  stepper,
  className,
  ...rest
}: FieldProps) {
  const id = useId();
  const below = problem ?? note;
  return (
    <div className={[styles.field, className ?? ''].join(' ')}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <div className={styles.row}>
        {stepper && (
          <Button className={styles.step} aria-label={stepper.less} onClick={() => stepper.onStep(-1)}>
            −
          </Button>
        )}
        <input
          id={id}
          className={styles.input}
          data-centred={stepper ? '' : undefined}
          value={value}
          onChange={(e) => onValue(e.currentTarget.value)}
          aria-invalid={problem ? true : undefined}
          aria-describedby={below ? `${id}-below` : undefined}
          data-testid={testId}
          autoComplete="off"
          {...rest}
        />
        {stepper && (
          <Button className={styles.step} aria-label={stepper.more} onClick={() => stepper.onStep(1)}>
            +
          </Button>
        )}
      </div>
      {below && (
        <p id={`${id}-below`} className={problem ? styles.problem : styles.note}>
          {below}
        </p>
      )}
    </div>
  );
}
