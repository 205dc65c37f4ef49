/** Wie Spieler sich einander zeigen, auf Deutsch: Bilder, und warum jemand aussetzt. */
import type { Messages } from '../en/index.ts';

export const company: Messages['company'] = {
  awayLabel: 'Was die anderen lesen, solange du aussetzt',
  nothing: 'Nichts',
  away: {
    moment: 'Gleich zurück',
    minutes: 'In ein paar Minuten zurück',
    food: 'Holt sich etwas zu essen',
    phone: 'Am Telefon',
    tonight: 'Für heute fertig',
  },
};
