import { useId, useState } from 'react';
import { Button } from '../components/Button.tsx';
import { Choice, Tick } from '../components/Choice.tsx';
import { HideAddress } from '../components/HideAddress.tsx';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { BACKS, FELTS, setPreferences, THEMES, usePreferences } from '../platform/preferences.ts';
import { SEATS_PATH } from '../platform/routes.ts';
import { playSound } from '../sound/player.ts';
import { testIds } from '../testIds.ts';
import styles from './SettingsPanel.module.css';

/** What this device remembers; everything takes effect at once. */
export function SettingsPanel({
  addressHidden,
  seated = false,
  onKeys,
}: {
  addressHidden?: boolean;
  /** This device has a seat at this table that can move. */
  seated?: boolean;
  onKeys: () => void;
}) {
  const m = useMessages();
  const t = m.settings;
  const p = usePreferences();
  const volumeId = useId();
  const [denied, setDenied] = useState(false);
  const notify = (on: boolean) => {
    if (!on) return setPreferences({ notify: false });
    void askToNotify().then((allowed) => {
      setDenied(!allowed);
      setPreferences({ notify: allowed });
    });
  };
  return (
    <div className={styles.panel}>
      <section className={styles.group}>
        <h3>{t.show}</h3>
        <Tick
          label={t.fourColour}
          checked={p.fourColour}
          onChecked={(fourColour) => setPreferences({ fourColour })}
          testId={testIds.fourColour}
        />
        {(
          [
            ['theme', THEMES, m.look.themes],
            ['felt', FELTS, m.look.felts],
            ['back', BACKS, m.look.backs],
          ] as const
        ).map(([key, values, names]) => (
          <Choice
            key={key}
            label={m.look[key]}
            value={p[key]}
            options={values.map((value) => ({ value, label: names[value as keyof typeof names] }))}
            onValue={(value) => setPreferences({ [key]: value })}
            testId={testIds.look(key)}
          />
        ))}
        <Tick
          label={m.money.show}
          checked={p.money}
          onChecked={(money) => setPreferences({ money })}
          testId={testIds.moneySetting}
        />
        <Tick
          label={t.bigBlinds}
          note={t.bigBlindsNote}
          checked={p.bigBlinds}
          onChecked={(bigBlinds) => setPreferences({ bigBlinds })}
          testId={testIds.bigBlinds}
        />
        <Tick
          label={t.motion}
          checked={p.motion}
          onChecked={(motion) => setPreferences({ motion })}
          testId={testIds.motion}
        />
        <Tick
          label={t.bubbles}
          checked={p.bubbles}
          onChecked={(bubbles) => setPreferences({ bubbles })}
          testId={testIds.bubbles}
        />
      </section>
      <section className={styles.group}>
        <h3>{t.alerts}</h3>
        <Tick
          label={t.sound}
          checked={p.sound}
          onChecked={(sound) => {
            setPreferences({ sound });
            if (sound) playSound('turn', p.volume);
          }}
          testId={testIds.sound}
        />
        <label className={styles.volume} htmlFor={volumeId}>
          {t.volume}
          <input
            id={volumeId}
            type="range"
            min={0}
            max={100}
            step={5}
            value={p.volume}
            disabled={!p.sound}
            data-testid={testIds.volume}
            onChange={(e) => setPreferences({ volume: Number(e.currentTarget.value) })}
            onPointerUp={() => playSound('turn', p.volume)}
          />
        </label>
        <Tick
          label={t.notify}
          note={denied ? t.notifyDenied : t.notifyNote}
          checked={p.notify}
          onChecked={notify}
          testId={testIds.notify}
        />
      </section>
      {addressHidden !== undefined && (
        <section className={styles.group}>
          <h3>{m.hideAddress.title}</h3>
          <HideAddress hidden={addressHidden} />
        </section>
      )}
      {seated && (
        <section className={styles.group}>
          <h3>{m.seats.title}</h3>
          <a href={SEATS_PATH} onClick={onLinkClick} data-testid={testIds.seatsFromTable}>
            {m.seats.fromTable}
          </a>
          <p>{m.seats.fromTableNote}</p>
        </section>
      )}
      <section className={styles.group}>
        <h3>{t.keyboard}</h3>
        <Tick
          label={t.shortcuts}
          checked={p.shortcuts}
          onChecked={(shortcuts) => setPreferences({ shortcuts })}
          testId={testIds.shortcuts}
        />
        <Button testId={testIds.helpOpen} onClick={onKeys}>
          {t.keys}
        </Button>
      </section>
    </div>
  );
}

/** The browser asks only now that the person has asked for it. */
async function askToNotify(): Promise<boolean> {
  if (!('Notification' in window)) return false;
  if (Notification.permission !== 'default') return Notification.permission === 'granted';
  return (await Notification.requestPermission()) === 'granted';
}
