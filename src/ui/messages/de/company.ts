/** Wie Spieler sich einander zeigen, auf Deutsch: Bilder, und warum jemand aussetzt. */
import type { Messages } from '../en/index.ts';

export const company: Messages['company'] = {
  awayLabel: 'Was die anderen lesen, solange du aussetzt',
  nothing: 'Nichts',
  away: {
    moment: 'Gleich da',
    minutes: 'Etwas später',
    food: 'Beim Essen',
    phone: 'Am Telefon',
    tonight: 'Heute Schluss',
  },
};
