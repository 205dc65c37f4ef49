/** Deutsch für eigene Einsatzgrößen. */
import type { Messages } from '../en/index.ts';

export const presets: Messages['presets'] = {
  title: 'Einsätze',
  pot: 'Einsatzgrößen, Prozent des Pots',
  potNote: 'Drei Zahlen, etwa 50 75 100. Es sind die Tasten 1 bis 3.',
  preflop: 'Vor dem Flop, in Big Blinds',
  preflopNote: 'Drei Zahlen, etwa 2,5 3 4; leer: auch dort Anteile des Pots.',
  problem: 'Es müssen drei Zahlen sein.',
  short: (n) => `${n} BB`,
  bigBlinds: (n) => `${n} Big Blinds`,
  percent: (n) => `${n} Prozent des Pots`,
};
