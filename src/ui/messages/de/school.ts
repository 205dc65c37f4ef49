/** Deutsch für das Üben: welches Spiel, wie viele, wie gut die Bots spielen. */
import type * as english from '../en/school.ts';

export const school: typeof english.school = {
  choose: 'Spiel, Spieler und Stärke wählen',
  players: 'Spieler',
  strength: 'Die Bots spielen',
  strengths: { easy: 'wie Anfänger', normal: 'nach den Quoten', hard: 'hart' },
};
