import { useShortcuts } from '../hooks/useShortcuts.ts';
import { useMessages } from '../messages/context.ts';
import type { Messages } from '../messages/en/index.ts';
import { testIds } from '../testIds.ts';
import { formatChips } from '../text/amounts.ts';
import styles from './PreactionBar.module.css';
import { type Choice, choicesIn, isChosen, type Situation } from './preaction.ts';
import type { Preaction } from './usePreaction.ts';

const ids: Record<Choice['kind'], string> = {
  fold: testIds.preFold,
  checkFold: testIds.preCheckFold,
  check: testIds.preCheck,
  call: testIds.preCall,
};

/** Two toggles in the places where fold and check or call will stand. */
export function PreactionBar({ preaction, awake }: { preaction: Preaction; awake: boolean }) {
  const m = useMessages();
  const { situation, armed, toggle } = preaction;
  const choices = situation ? choicesIn(situation) : [];
  const pick = (i: number) => () => {
    const choice = choices[i];
    if (awake && choice) toggle(choice);
  };
  useShortcuts({ f: pick(0), c: pick(1) });
  if (!situation) return null;
  return (
    <fieldset className={styles.bar}>
      <legend className="visually-hidden">{m.preaction.title}</legend>
      {choices.map((choice, i) => {
        const words = choiceWords(choice, situation, m);
        return (
          <button
            key={choice.kind}
            type="button"
            className={styles.choice}
            data-kind={choice.kind}
            data-chips={choice.kind === 'call' ? choice.chips : undefined}
            data-testid={ids[choice.kind]}
            aria-pressed={isChosen(armed, choice)}
            aria-label={m.preaction.label(words)}
            aria-keyshortcuts={i === 0 ? m.action.foldKey : m.action.checkKey}
            disabled={!awake}
            onClick={pick(i)}
          >
            <span className={styles.box} aria-hidden="true" />
            <span className={styles.words}>{words}</span>
          </button>
        );
      })}
      <span className={styles.empty} />
    </fieldset>
  );
}

function choiceWords(choice: Choice, situation: Situation, m: Messages): string {
  if (choice.kind !== 'call') return m.preaction[choice.kind];
  const chips = formatChips(choice.chips);
  return situation.callIsAllIn ? m.preaction.allIn(chips) : m.preaction.call(chips);
}
