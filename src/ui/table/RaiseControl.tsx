import { Slider } from 'radix-ui';
import { type KeyboardEvent, type RefObject, useId } from 'react';
import { useWheel } from '../hooks/useWheel.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { testIds } from '../testIds.ts';
import { clampToBounds, formatChips, parseAmount, type RaiseBounds, stepAmount } from '../text/amounts.ts';
import { percentText } from '../text/betPresets.ts';
import styles from './RaiseControl.module.css';
import type { Preset } from './useRaise.ts';

export interface RaiseControlProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  /** What is typed: kept as text, so that a wrong amount stays visible and is never quietly mended. */
  readonly amount: string;
  readonly onAmount: (amount: string) => void;
  readonly onEnter: () => void;
  readonly bounds: RaiseBounds;
  readonly presets: readonly Preset[];
  readonly bigBlindChips: number;
  /** False where the betting structure allows less than the stack. */
  readonly maxIsAllIn: boolean;
  readonly disabled: boolean;
}

interface Part {
  readonly control: RaiseControlProps;
  /** The nearest total that may be bet. */
  readonly current: number;
  readonly set: (chips: number) => void;
  readonly step: (steps: number) => void;
}

export function RaiseControl(props: RaiseControlProps) {
  const { bounds, amount, onAmount, bigBlindChips, disabled } = props;
  const parsed = parseAmount(amount);
  const current = parsed.ok ? clampToBounds(parsed.chips, bounds) : bounds.minToChips;
  const set = (chips: number) => onAmount(String(chips));
  const step = (steps: number) => set(stepAmount(current, steps, bigBlindChips, bounds));
  const wheelArea = useWheel((direction) => !disabled && step(direction));
  const part: Part = { control: props, current, set, step };
  return (
    <div className={styles.control} ref={wheelArea}>
      <Presets {...part} />
      <Steps {...part} />
      <AmountBox {...part} />
    </div>
  );
}

function Presets({ control, set }: Part) {
  const m = useMessages();
  const { maxIsAllIn, disabled } = control;
  const parsed = parseAmount(control.amount);
  const presets = control.presets.map(({ chips, size }, i) => ({
    chips,
    testId: TEST_IDS[i] ?? testIds.presetAllIn,
    ...presetWords(size, maxIsAllIn, m),
  }));
  return (
    <div className={styles.presets}>
      {presets.map((p) => (
        <button
          key={p.testId}
          type="button"
          className={styles.preset}
          aria-label={`${p.label}: ${formatChips(p.chips)}`}
          aria-pressed={parsed.ok && parsed.chips === p.chips}
          disabled={disabled}
          data-testid={p.testId}
          onClick={() => set(p.chips)}
        >
          {p.text}
        </button>
      ))}
    </div>
  );
}

/** By place, whatever stands there. */
const TEST_IDS = [testIds.presetHalf, testIds.presetThreeQuarters, testIds.presetPot, testIds.presetAllIn];

function presetWords(
  size: Preset['size'],
  maxIsAllIn: boolean,
  m: Messages,
): { readonly text: string; readonly label: string } {
  switch (size.kind) {
    case 'most':
      return maxIsAllIn
        ? { text: m.action.max, label: m.action.allInLabel }
        : { text: m.action.most, label: m.action.mostLabel };
    case 'big-blinds':
      return { text: m.presets.short(size.bigBlinds), label: m.presets.bigBlinds(size.bigBlinds) };
    case 'pot':
      return potWords(size.percent, m);
  }
}

function potWords(percent: number, m: Messages): { readonly text: string; readonly label: string } {
  const text = percentText(percent) ?? m.action.pot;
  if (percent === 100) return { text, label: m.action.potLabel };
  if (percent === 50) return { text, label: m.action.halfLabel };
  if (percent === 75) return { text, label: m.action.threeQuartersLabel };
  return { text, label: m.presets.percent(percent) };
}

const SLIDER_KEYS: Readonly<Record<string, number>> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 10,
  PageDown: -10,
};

function Steps({ control: { bounds, disabled }, current, set, step }: Part) {
  const m = useMessages();
  const onSliderKey = (event: KeyboardEvent) => {
    const by = Object.hasOwn(SLIDER_KEYS, event.key) ? SLIDER_KEYS[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  return (
    <div className={styles.steps}>
      <button
        type="button"
        className={styles.step}
        aria-label={m.action.less}
        disabled={disabled || current <= bounds.minToChips}
        data-testid={testIds.raiseLess}
        onClick={() => step(-1)}
      >
        −
      </button>
      <Slider.Root
        className={styles.slider}
        min={bounds.minToChips}
        max={Math.max(bounds.maxToChips, bounds.minToChips)}
        step={1}
        value={[current]}
        disabled={disabled || bounds.maxToChips <= bounds.minToChips}
        onValueChange={([v]) => v !== undefined && set(v)}
        onKeyDown={onSliderKey}
      >
        <Slider.Track className={styles.track}>
          <Slider.Range className={styles.range} />
        </Slider.Track>
        <Slider.Thumb
          className={styles.thumb}
          aria-label={m.action.slider}
          data-testid={testIds.raiseSlider}
        />
      </Slider.Root>
      <button
        type="button"
        className={styles.step}
        aria-label={m.action.more}
        disabled={disabled || current >= bounds.maxToChips}
        data-testid={testIds.raiseMore}
        onClick={() => step(1)}
      >
        +
      </button>
    </div>
  );
}

function AmountBox({ control, step }: Part) {
  const m = useMessages();
  const hintId = useId();
  const { bounds, amount, disabled } = control;
  const problem = problemOf(amount, bounds, m);
  return (
    <div className={styles.amountBox}>
      <input
        ref={control.fieldRef}
        className={styles.amount}
        value={amount}
        inputMode="numeric"
        maxLength={20}
        autoComplete="off"
        aria-label={m.action.amount}
        aria-invalid={problem ? true : undefined}
        aria-describedby={hintId}
        disabled={disabled}
        data-testid={testIds.raiseAmount}
        onChange={(e) => control.onAmount(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter' && !e.nativeEvent.isComposing) {
            // Or the same key press would go on to answer the question that it has opened.
            e.preventDefault();
            control.onEnter();
          }
          // Out of the field the letters act again.
          if (e.key === 'Escape') e.currentTarget.blur();
          if (e.key === 'ArrowUp' || e.key === 'ArrowDown') {
            e.preventDefault();
            step(e.key === 'ArrowUp' ? 1 : -1);
          }
        }}
      />
      <span
        id={hintId}
        className={problem ? styles.problem : styles.hint}
        data-testid={testIds.raiseHint}
        data-problem={problem ? '' : undefined}
        aria-live="polite"
      >
        {problem ?? m.action.range(formatChips(bounds.minToChips), formatChips(bounds.maxToChips))}
      </span>
    </div>
  );
}

function problemOf(amount: string, bounds: RaiseBounds, m: Messages): string | undefined {
  const parsed = parseAmount(amount);
  if (!parsed.ok) return m.amountProblems[parsed.problem];
  if (parsed.chips < bounds.minToChips) return m.amountTooSmall(formatChips(bounds.minToChips));
  return parsed.chips > bounds.maxToChips ? m.amountTooLarge(formatChips(bounds.maxToChips)) : undefined;
}
