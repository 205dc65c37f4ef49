/** Palabras sobre la clave de la mesa, en español. */
import type { Messages } from '../en/index.ts';

export const tableKey: Messages['tableKey'] = {
  making: 'Las pestañas están creando una clave para esta mesa. Nada espera por ella.',
  serving: (holders, spare) =>
    `Esta mesa tiene una clave propia que ninguna pestaña guarda entera: cada una de ${holders} pestañas tiene una parte. ${spare > 0 ? `Sirve mientras no ${spare === 1 ? 'falte más de una' : `falten más de ${spare}`}.` : 'Hacen falta todas para usarla.'}`,
  words: (words, hand) =>
    `Sus cuatro palabras: ${words}. Son las mismas en todas las pantallas ${hand > 0 ? `desde la mano ${hand}` : 'desde la primera mano'}; si alguien lee otras, su pestaña juega en otra mesa.`,
};
