/** Español para lo que la mesa dice de sí misma sin números: baraja, conexiones, una mano repartida de nuevo. */
import type * as english from '../en/calm.ts';

export const calm: typeof english.calm = {
  deck: {
    none: 'Aún sin baraja',
    good: 'Baraja justa: todos la barajaron',
    bad: 'Una prueba falló: mira de quién',
  },
  shuffling: (n, of) => `Barajando: ${n} de ${of}`,
  everybody: 'Todos están conectados',
  lost: (names) => `${names} perdió la conexión`,
  stopped: (names) => `La pestaña de ${names} se ha parado`,
  noNewcomers: 'Nadie nuevo encuentra esta mesa ahora',
  replayed: 'Todas las pruebas de esta mano, verificadas de nuevo',
  again: (n) => `repartida de nuevo (${n})`,
  againWhy:
    'La mano se repartió otra vez: alguien faltaba o falló mientras se hacía la baraja. No se movió ninguna ficha.',
  nextHand: 'La próxima mano llega enseguida',
  toCall: (chips) => `${chips} para igualar`,
  bombPotNext: (chips) => `La próxima mano es un bomb pot: todos ponen ${chips} de ante`,
  bombPot: (chips) => `Bomb pot: todos ponen ${chips} de ante, directo al flop`,
  play: 'Reproducir',
  pause: 'Pausar',
};
