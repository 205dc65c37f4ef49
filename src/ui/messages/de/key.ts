/** Wörter über den Schlüssel des Tisches, auf Deutsch. */
import type { Messages } from '../en/index.ts';

export const tableKey: Messages['tableKey'] = {
  making: 'Die Tabs machen einen Schlüssel für diesen Tisch. Niemand wartet darauf.',
  serving: (holders, spare) =>
    `Dieser Tisch hat einen eigenen Schlüssel, den kein Tab ganz besitzt: Jeder von ${holders} Tabs hat einen Anteil. ${spare > 0 ? `Er wirkt, solange höchstens ${spare === 1 ? 'einer' : spare} von ihnen ${spare === 1 ? 'fehlt' : 'fehlen'}.` : 'Um ihn zu benutzen, braucht es alle.'}`,
  words: (words, hand) =>
    `Seine vier Wörter: ${words}. Sie sind ${hand > 0 ? `seit Hand ${hand}` : 'seit der ersten Hand'} auf jedem Bildschirm dieselben; liest jemand andere vor, spielt dessen Tab an einem anderen Tisch.`,
};
