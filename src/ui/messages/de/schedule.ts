/** Deutsch für Stufen und Preise eines Turniers, am Tisch und beim Anlegen. */
import type { Messages } from '../en/index.ts';
import { scheduleStart } from './start.ts';

export const schedule: Messages['schedule'] = {
  title: 'Stufen und Preise',
  level: 'Stufe',
  blinds: 'Blinds',
  ante: 'Ante',
  lasts: 'Dauer',
  minutes: (n) => `${n} min`,
  hands: (n) => `${n} Hände`,
  toTheEnd: 'bis zum Ende',
  now: 'jetzt',
  share: (place, share) => `${place}: ${share}`,
  ofEntries: 'aller Einsätze',
  edit: 'Blindstufen und Preise',
  editNote:
    'Die erste Stufe sind die Blinds von oben. Alle sehen diese Liste, bevor sie Platz nehmen, und am Tisch.',
  heads: ['Stufe', 'Small', 'Big', 'Ante', 'min', ''],
  small: (level) => `Stufe ${level}: Small Blind`,
  big: (level) => `Stufe ${level}: Big Blind`,
  anteOf: (level) => `Stufe ${level}: Ante`,
  minutesOf: (level) => `Stufe ${level}: Minuten`,
  remove: (level) => `Stufe ${level} entfernen`,
  add: 'Stufe hinzufügen',
  usual: 'Zurück zu den üblichen Stufen',
  prizes: 'Preise in Prozent, bester Platz zuerst',
  prizesNote: (usual) => `Leer: ${usual}, nach der Zahl der Plätze.`,
  ...scheduleStart,
};
