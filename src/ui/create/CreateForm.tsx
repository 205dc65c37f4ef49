import { type FormEvent, lazy, Suspense, useState } from 'react';
import type { Services } from '../../client/contract/services.ts';
import { isStorageFailure } from '../../client/contract/storageFailure.ts';
import { Button } from '../components/Button.tsx';
import { HideAddress } from '../components/HideAddress.tsx';
import { useStartMessages } from '../messages/context.ts';
import { currentLanguage, loadMessages } from '../messages/language.ts';
import { navigate } from '../platform/navigation.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import styles from './Create.module.css';
import { CreateField } from './CreateField.tsx';
import { type CreateFields, type CreateProblems, FIRST_FIELDS, readCreateForm } from './createForm.ts';
import { FIRST_ROWS, MORE_FIELDS, shownFields } from './fields.ts';

/** Few tables are tournaments: their levels come when one is chosen. */
const ScheduleEditor = lazy(async () => ({ default: (await import('./ScheduleEditor.tsx')).ScheduleEditor }));

/** The rules of a new table: what everybody chooses first, and the rest behind a line. */
export function CreateForm({ services }: { services: Services }) {
  const m = useStartMessages();
  const t = m.landing.create;
  const [fields, setFields] = useState<CreateFields>({ name: t.defaultName, ...FIRST_FIELDS });
  const [problems, setProblems] = useState<CreateProblems>({});
  const { busy, error, create } = useCreate(services);
  const change = (next: CreateFields) => {
    setFields(next);
    const changed = Object.keys(next) as (keyof CreateFields)[];
    // Another game has other limits: nothing that was said of the old one may stay.
    setProblems((before) =>
      next.game !== fields.game
        ? {}
        : Object.fromEntries(
            changed.flatMap((key) => (next[key] === fields[key] && before[key] ? [[key, before[key]]] : [])),
          ),
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readCreateForm(fields, m);
    if (!read.ok) return setProblems(read.problems);
    void create(read.options);
  };
  const more = shownFields(MORE_FIELDS, fields);
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={t.title}>
      <h2 className={styles.formTitle}>{t.title}</h2>
      {FIRST_ROWS.map((row) => {
        const shown = shownFields(row, fields);
        if (shown.length === 0) return null;
        return (
          <div key={row[0]?.key} className={styles.row} data-fields={shown.length}>
            {shown.map((field) => (
              <CreateField
                key={field.key}
                field={field}
                fields={fields}
                problems={problems}
                onChange={change}
              />
            ))}
          </div>
        );
      })}
      {fields.format === 'sit-and-go' && (
        <Suspense fallback={null}>
          <ScheduleEditor fields={fields} problems={problems} onChange={change} />
        </Suspense>
      )}
      <details className={styles.more} open={more.some(({ key }) => problems[key]) ? true : undefined}>
        <summary data-testid={testIds.createMore}>{t.moreRules}</summary>
        <div className={styles.moreRules}>
          {more.map((field) => (
            <div key={field.key} className={field.wide ? styles.wide : undefined}>
              <CreateField field={field} fields={fields} problems={problems} onChange={change} />
            </div>
          ))}
        </div>
      </details>
      <HideAddress />
      <Button type="submit" look="primary" large disabled={busy} testId={testIds.createSubmit}>
        {busy ? t.busy : t.submit}
      </Button>
      {error && (
        <p className={styles.error} role="alert" data-testid={testIds.createError}>
          {error}
        </p>
      )}
    </form>
  );
}

/** Makes the table and goes there; or says why not. */
function useCreate(services: Services) {
  const m = useStartMessages();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const create = async (options: Parameters<Services['createTable']>[0]) => {
    if (busy) return;
    setBusy(true);
    setError(undefined);
    try {
      const created = await services.createTable(options);
      if (created.ok) return navigate(created.url);
      const { reason } = created;
      // Words for what hardly ever happens come when it does.
      if (isStorageFailure(reason))
        setError((await loadMessages(currentLanguage())).failure.sentences[reason]);
      else setError(m.createRefusals[reason]);
    } catch (failure) {
      console.error(failure);
      setError(m.failure.sentences.internal);
    }
    setBusy(false);
  };
  return { busy, error, create };
}
