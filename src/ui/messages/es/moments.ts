/** Español para momentos de la noche: alguien se queda sin fichas, alguien se va, la noche termina. */
import type * as english from '../en/moments.ts';

export const moments: typeof english.moments = {
  leaving: 'Te vas cuando termine esta mano.',
  leavingWish: 'Te vas después de esta mano. Hasta entonces sigues jugando.',
  stay: 'Mejor me quedo',
  leaveAfter: 'Irme después de esta mano',
  leaveNow: 'No estás en ninguna mano: tu asiento queda libre enseguida y se cuentan tus fichas.',
  bust: (name) => `${name} se quedó sin fichas y puede volver a comprar`,
  waitsFor: (time) => `Próxima mano en ${time}`,
  waitsForRebuy: (names) => `Esperando si ${names} vuelve a comprar`,
  waitsForYou: 'La próxima mano espera a que vuelvas a comprar',
  bustYou: 'Te has quedado sin fichas. ¿Volver a comprar?',
  autoTopUp: 'Completar mi stack después de cada mano',
  autoRebuy: 'Volver a comprar solo cuando se me acaben las fichas',
  leftTitle: 'Has dejado la mesa',
  leftWith: (chips, result) => `Te fuiste con ${chips} (${result})`,
  takeAgain: 'Volver a sentarme',
  sameAgain: 'Otra vez, los mismos',
  sameAgainNote: 'Una mesa nueva con las mismas reglas. En su sala está el enlace para mandar.',
  adding: 'Contando lo que te llevas…',
};
