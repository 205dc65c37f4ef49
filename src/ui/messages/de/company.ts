/** Wie Spieler sich einander zeigen, auf Deutsch: Bilder, und warum jemand aussetzt. */
import type { Messages } from '../en/index.ts';

export const company: Messages['company'] = {
  rulesComing:
    'Die Regeln dieses Tisches kommen von denen, die dort sind. Ist noch niemand da, lass diese Seite offen: Der Tisch öffnet sich, sobald jemand kommt.',
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
