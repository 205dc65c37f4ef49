import { Slider } from 'radix-ui';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { useMessages } from '../messages/context.ts';
import { testIds } from '../testIds.ts';
import { clampToBounds, formatChips, parseAmount, type RaiseBounds, stepAmount } from '../text/amounts.ts';
import styles from './RaiseControl.module.css';

export interface RaiseControlProps {
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  /** What is typed: kept as text, so that a wrong amount stays visible and is never quietly mended. */
  readonly amount: string;
  readonly onAmount: (amount: string) => void;
  readonly onEnter: () => void;
  readonly bounds: RaiseBounds;
  /** Half, three quarters and all of the pot, and the most: totals on this street. */
  readonly presets: readonly number[];
  readonly bigBlindChips: number;
  /** False where the betting structure allows less than the stack. */
  readonly maxIsAllIn: boolean;
  readonly disabled: boolean;
}

export function RaiseControl(props: RaiseControlProps) {
  const m = useMessages();
  const hintId = useId();
  const { bounds, amount, onAmount, bigBlindChips, disabled } = props;
  const parsed = parseAmount(amount);
  const current = parsed.ok ? clampToBounds(parsed.chips, bounds) : bounds.minToChips;
  const problem = !parsed.ok
    ? m.amountProblems[parsed.problem]
    : parsed.chips < bounds.minToChips
      ? m.amountTooSmall(formatChips(bounds.minToChips))
      : parsed.chips > bounds.maxToChips
        ? m.amountTooLarge(formatChips(bounds.maxToChips))
        : undefined;
  const set = (chips: number) => onAmount(String(chips));
  const step = (steps: number) => set(stepAmount(current, steps, bigBlindChips, bounds));
  const wheelArea = useWheel((direction) => !disabled && step(direction));
  const onSliderKey = (event: KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowUp: 1,
      ArrowLeft: -1,
      ArrowDown: -1,
      PageUp: 10,
      PageDown: -10,
    };
    const by = Object.hasOwn(steps, event.key) ? steps[event.key] : undefined;
    if (by === undefined) return;
    event.preventDefault();
    step(by);
  };
  const presets = [
    { text: m.action.half, label: m.action.halfLabel, testId: testIds.presetHalf },
    { text: m.action.threeQuarters, label: m.action.threeQuartersLabel, testId: testIds.presetThreeQuarters },
    { text: m.action.pot, label: m.action.potLabel, testId: testIds.presetPot },
    {
      text: props.maxIsAllIn ? m.action.max : m.action.most,
      label: props.maxIsAllIn ? m.action.allInLabel : m.action.mostLabel,
      testId: testIds.presetAllIn,
    },
  ].map((preset, i) => ({ ...preset, chips: props.presets[i] ?? bounds.minToChips }));
  return (
    <div className={styles.control} ref={wheelArea}>
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
      <div className={styles.amountBox}>
        <input
          ref={props.fieldRef}
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
          onChange={(e) => onAmount(e.currentTarget.value)}
          onKeyDown={(e) => {
            if (e.key === 'Enter' && !e.nativeEvent.isComposing) {
              // Or the same key press would go on to answer the question that it has opened.
              e.preventDefault();
              props.onEnter();
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
    </div>
  );
}

/** The wheel over the control changes the amount and does not scroll the page (React's own handler cannot prevent that). */
function useWheel(onStep: (direction: 1 | -1) => void): RefObject<HTMLDivElement | null> {
  const area = useRef<HTMLDivElement>(null);
  const latest = useRef(onStep);
  useEffect(() => {
    latest.current = onStep;
  });
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      if (event.deltaY === 0 || event.ctrlKey) return;
      event.preventDefault();
      latest.current(event.deltaY < 0 ? 1 : -1);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
  return area;
}
