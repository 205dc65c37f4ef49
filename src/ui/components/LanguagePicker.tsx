import { useStartMessages } from '../messages/context.ts';
import { chosenLanguage, isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../messages/language.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import styles from './LanguagePicker.module.css';

/** Every language in its own words; the choice is remembered. */
export function LanguagePicker() {
  const m = useStartMessages();
  return (
    <select
      className={styles.picker}
      aria-label={m.installed.language}
      value={m.language}
      data-testid={testIds.language}
      onChange={(e) => {
        if (isLanguage(e.currentTarget.value)) chosenLanguage.set(e.currentTarget.value);
      }}
    >
      {LANGUAGES.map((language) => (
        <option key={language} value={language} lang={language}>
          {LANGUAGE_NAMES[language]}
        </option>
      ))}
    </select>
  );
}
