import { useMessages } from '../messages/context.ts';
import { usePreferences } from '../platform/preferences.ts';
import styles from './SettingsPanel.module.css';

const KEYS = [
  ['fold', ['F']],
  ['check', ['C']],
  ['raise', ['R']],
  ['presets', ['1', '2', '3', '4']],
  ['steps', ['+', '−']],
  ['timeBank', ['T']],
  ['chat', ['M']],
  ['shield', ['P']],
  ['settings', ['S']],
  ['help', ['?']],
] as const;

/** Every key and what it does. */
export function KeysPanel() {
  const t = useMessages().keys;
  const { shortcuts } = usePreferences();
  return (
    <>
      <p className={styles.note}>{shortcuts ? t.note : t.off}</p>
      <dl className={styles.keys}>
        {KEYS.map(([what, keys]) => [
          <dt key={`${what} keys`}>
            {keys.map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>,
          <dd key={what}>{t.list[what]}</dd>,
        ])}
      </dl>
    </>
  );
}
