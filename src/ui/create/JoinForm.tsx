import { type FormEvent, useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Field } from '../components/Field.tsx';
import { useStartMessages } from '../messages/context.ts';
import { navigate } from '../platform/navigation.ts';
import { parseInvite } from '../platform/routes.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import styles from './Create.module.css';

/** A link that was sent, pasted. */
export function JoinForm() {
  const m = useStartMessages();
  const t = m.landing.join;
  const [link, setLink] = useState('');
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const url = parseInvite(link);
    if (url) navigate(url.href);
    else setBad(true);
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={t.title}>
      <h2 className={styles.formTitle}>{t.title}</h2>
      <div className={styles.joinRow}>
        <Field
          label={t.label}
          value={link}
          onValue={(v) => {
            setLink(v);
            setBad(false);
          }}
          className={styles.grow ?? ''}
          type="url"
          placeholder="https://…/t/…"
          testId={testIds.joinLink}
        />
        <Button type="submit" testId={testIds.joinSubmit}>
          {t.submit}
        </Button>
      </div>
      {bad && (
        <p className={styles.error} role="alert" data-testid={testIds.joinError}>
          {t.bad}
        </p>
      )}
    </form>
  );
}
