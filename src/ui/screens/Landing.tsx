import { type FormEvent, useState } from 'react';
import { hasBringIn } from '../../client/contract/games.ts';
import { defaultPayouts } from '../../client/contract/payouts.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { Choice, Tick } from '../components/Choice.tsx';
import { Field } from '../components/Field.tsx';
import { LanguagePicker } from '../components/LanguagePicker.tsx';
import { PageShell } from '../components/PageShell.tsx';
import {
  type CreateFields,
  type CreateProblems,
  FIRST_FIELDS,
  GAME_NAMES,
  hasExtras,
  NAME_BYTES,
  readCreateForm,
  stepField,
  structuresOf,
  withGame,
} from '../create/createForm.ts';
import { useMessages } from '../messages/context.ts';
import { navigate, onLinkClick } from '../platform/navigation.ts';
import { parseInvite } from '../platform/routes.ts';
import { testIds } from '../testIds.ts';
import { formatChips, parseAmount } from '../text/amounts.ts';
import { fitBytes } from '../text/names.ts';
import styles from './Landing.module.css';
import { RingPicture } from './RingPicture.tsx';

export function Landing({ services }: { services: Services }) {
  const m = useMessages();
  return (
    <PageShell
      wide
      aside={
        <div className={styles.aside}>
          <a href="/history" onClick={onLinkClick} data-testid={testIds.historyLink}>
            {m.landing.history}
          </a>
          <LanguagePicker />
        </div>
      }
    >
      <div className={styles.top} data-testid={testIds.landing}>
        <section className={styles.words}>
          <h1 className={styles.title}>{m.landing.title}</h1>
          <p className={styles.lead}>{m.landing.lead}</p>
          <RingPicture />
          {services.practise && <Practise practise={services.practise} />}
        </section>
        <div className={styles.forms}>
          <CreateForm services={services} />
          <JoinForm />
        </div>
      </div>
      <ul className={styles.points}>
        {m.landing.points.map((point) => (
          <li key={point.title} className={styles.point}>
            <h2>{point.title}</h2>
            <p>{point.text}</p>
          </li>
        ))}
      </ul>
      <p className={styles.small}>{m.landing.play}</p>
    </PageShell>
  );
}

function CreateForm({ services }: { services: Services }) {
  const m = useMessages();
  const t = m.landing.create;
  const [fields, setFields] = useState<CreateFields>({ name: t.defaultName, ...FIRST_FIELDS });
  const [problems, setProblems] = useState<CreateProblems>({});
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const set = (field: keyof CreateFields) => (value: string | boolean) => {
    setFields((f) => ({ ...f, [field]: value }));
    setProblems((p) => ({ ...p, [field]: undefined }));
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const read = readCreateForm(fields, m);
    if (!read.ok) return setProblems(read.problems);
    setBusy(true);
    setError(undefined);
    try {
      const created = await services.createTable(read.options);
      if (created.ok) return navigate(created.url);
      setError(m.createRefusals[created.reason]);
    } catch (failure) {
      console.error(failure);
      setError(m.failure.sentences.internal);
    }
    setBusy(false);
  };
  const stack = parseAmount(fields.stack);
  const big = parseAmount(fields.bigBlind);
  const depth =
    stack.ok && big.ok && big.chips > 0
      ? t.stackNote(formatChips(Math.floor(stack.chips / big.chips)))
      : undefined;
  const bringIn = hasBringIn(fields.game);
  const extras = hasExtras(fields);
  const seats = parseAmount(fields.seats);
  const prizes = defaultPayouts(seats.ok ? seats.chips : 2).length;
  const digits = { inputMode: 'numeric', maxLength: 16 } as const;
  return (
    <form className={styles.form} onSubmit={submit} noValidate aria-label={t.title}>
      <div>
        <h2 className={styles.formTitle}>{t.title}</h2>
      </div>
      <Field
        label={t.name}
        value={fields.name}
        onValue={(name) => set('name')(fitBytes(name, NAME_BYTES))}
        problem={problems.name}
        testId={testIds.createName}
        maxLength={64}
        dir="auto"
      />
      <Choice
        label={t.game}
        value={fields.game}
        options={GAME_NAMES.map((value) => ({ value, label: m.game(value) }))}
        onValue={(game) => {
          setFields((f) => withGame(f, game));
          setProblems({});
        }}
        testId={testIds.createGame}
      />
      <div className={styles.two}>
        <Choice
          label={t.structure}
          value={fields.structure}
          options={structuresOf(fields.game).map((value) => ({ value, label: m.structure(value) }))}
          onValue={set('structure')}
          testId={testIds.createStructure}
        />
        <Choice
          label={t.format}
          value={fields.format}
          options={[
            { value: 'cash', label: t.formats.cash },
            { value: 'sit-and-go', label: t.formats['sit-and-go'] },
          ]}
          onValue={set('format')}
          testId={testIds.createFormat}
        />
      </div>
      <div className={styles.three}>
        <Field
          label={bringIn ? t.bringIn : t.smallBlind}
          value={fields.smallBlind}
          onValue={set('smallBlind')}
          problem={problems.smallBlind}
          testId={testIds.createSmallBlind}
          {...digits}
        />
        <Field
          label={bringIn ? t.smallBet : t.bigBlind}
          value={fields.bigBlind}
          onValue={set('bigBlind')}
          problem={problems.bigBlind}
          testId={testIds.createBigBlind}
          {...digits}
        />
        <Field
          label={t.stack}
          value={fields.stack}
          onValue={set('stack')}
          problem={problems.stack}
          note={depth}
          testId={testIds.createStack}
          {...digits}
        />
      </div>
      <div className={styles.two}>
        <Field
          label={t.seats}
          value={fields.seats}
          onValue={set('seats')}
          problem={problems.seats}
          testId={testIds.createSeats}
          stepper={{
            less: t.less(t.seats),
            more: t.more(t.seats),
            onStep: (by) => set('seats')(stepField(fields.seats, by, 1, 2, 9)),
          }}
          {...digits}
        />
        <Field
          label={t.seconds}
          value={fields.seconds}
          onValue={set('seconds')}
          problem={problems.seconds}
          testId={testIds.createSeconds}
          stepper={{
            less: t.less(t.seconds),
            more: t.more(t.seconds),
            onStep: (by) => set('seconds')(stepField(fields.seconds, by, 5, 3, 600)),
          }}
          {...digits}
        />
      </div>
      {fields.format === 'sit-and-go' && (
        <Field
          label={t.minutes}
          value={fields.minutes}
          onValue={set('minutes')}
          problem={problems.minutes}
          note={t.tournamentNote(prizes)}
          testId={testIds.createMinutes}
          {...digits}
        />
      )}
      <details
        className={styles.more}
        open={problems.ante || problems.bombHands || problems.bond ? true : undefined}
      >
        <summary data-testid={testIds.createMore}>{t.moreRules}</summary>
        <div className={styles.moreRules}>
          <Field
            label={t.ante}
            value={fields.ante}
            onValue={set('ante')}
            problem={problems.ante}
            testId={testIds.createAnte}
            {...digits}
          />
          {extras && (
            <>
              <Field
                label={t.bombHands}
                value={fields.bombHands}
                onValue={set('bombHands')}
                problem={problems.bombHands}
                note={t.bombNever}
                testId={testIds.createBombHands}
                {...digits}
              />
              <Tick
                label={t.straddle}
                checked={fields.straddle}
                onChecked={set('straddle')}
                testId={testIds.createStraddle}
              />
              <Tick
                label={t.runItTwice}
                checked={fields.runItTwice}
                onChecked={set('runItTwice')}
                testId={testIds.createRunItTwice}
              />
            </>
          )}
          <Field
            label={t.bond}
            value={fields.bond}
            onValue={set('bond')}
            problem={problems.bond}
            note={t.bondNote}
            testId={testIds.createBond}
            {...digits}
          />
          {!bringIn && (
            <>
              <Tick
                label={t.rabbitHunt}
                checked={fields.rabbitHunt}
                onChecked={set('rabbitHunt')}
                testId={testIds.createRabbitHunt}
              />
              <Tick
                label={t.escrow}
                note={t.escrowNote}
                checked={fields.escrow}
                onChecked={set('escrow')}
                testId={testIds.createEscrow}
              />
            </>
          )}
        </div>
      </details>
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

function JoinForm() {
  const m = useMessages();
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

/** A table of one's own, with bots in this browser. */
function Practise({ practise }: { practise: NonNullable<Services['practise']> }) {
  const t = useMessages().practise;
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const start = async () => {
    setBusy(true);
    setFailed(false);
    try {
      navigate(await practise());
    } catch (error) {
      console.error(error);
      setFailed(true);
      setBusy(false);
    }
  };
  return (
    <section className={styles.practise} aria-label={t.title}>
      <Button onClick={start} disabled={busy} testId={testIds.practise}>
        {busy ? t.busy : t.start}
      </Button>
      <p className={styles.practiseText}>{t.text}</p>
      {failed && (
        <p className={styles.error} role="alert" data-testid={testIds.practiseError}>
          {t.failed}
        </p>
      )}
    </section>
  );
}
