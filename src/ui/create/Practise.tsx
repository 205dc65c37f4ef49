import { useState } from 'react';
import { randomBelow } from '../../client/contract/chance.ts';
import { type GameName, PLAYABLE } from '../../client/contract/games.ts';
import { FIRST_PRACTICE, MOST_BOTS, STRENGTHS, type Strength } from '../../client/contract/practice.ts';
import type { Services } from '../../client/contract/services.ts';
import { Button } from '../components/Button.tsx';
import { Choice } from '../components/Choice.tsx';
import { useStartMessages } from '../messages/context.ts';
import { navigate } from '../platform/navigation.ts';
import { usePreferences } from '../platform/preferences.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { suggestedName } from '../text/suggestedName.ts';
import styles from './Create.module.css';

const GAMES = Object.keys(PLAYABLE) as GameName[];
const PLAYERS = Array.from({ length: MOST_BOTS }, (_, i) => String(i + 2));

/** A table of one's own, with bots in this browser: which game, how many, and how well they play. */
export function Practise({ practise }: { practise: NonNullable<Services['practise']> }) {
  const m = useStartMessages();
  const t = m.practise;
  const { nickname } = usePreferences();
  const [game, setGame] = useState<GameName>(FIRST_PRACTICE.game);
  const [players, setPlayers] = useState(String(FIRST_PRACTICE.bots + 1));
  const [strength, setStrength] = useState<Strength>(FIRST_PRACTICE.strength);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const start = async () => {
    setBusy(true);
    setFailed(false);
    try {
      const name = nickname.trim() || suggestedName(randomBelow);
      navigate(await practise({ nickname: name, game, bots: Number(players) - 1, strength }));
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
      <details className={styles.practiseMore}>
        <summary data-testid={testIds.practiseMore}>{m.school.choose}</summary>
        <div className={styles.practiseRow}>
          <Choice
            label={m.landing.create.game}
            value={game}
            options={GAMES.map((value) => ({ value, label: m.game(value) }))}
            onValue={(value) => setGame(GAMES.find((g) => g === value) ?? game)}
            testId={testIds.practiseGame}
          />
          <Choice
            label={m.school.players}
            value={players}
            options={PLAYERS.map((value) => ({ value, label: value }))}
            onValue={setPlayers}
            testId={testIds.practisePlayers}
          />
          <Choice
            label={m.school.strength}
            value={strength}
            options={STRENGTHS.map((value) => ({ value, label: m.school.strengths[value] }))}
            onValue={(value) => setStrength(STRENGTHS.find((s) => s === value) ?? strength)}
            testId={testIds.practiseStrength}
          />
        </div>
      </details>
      {failed && (
        <p className={styles.error} role="alert" data-testid={testIds.practiseError}>
          {t.failed}
        </p>
      )}
    </section>
  );
}
