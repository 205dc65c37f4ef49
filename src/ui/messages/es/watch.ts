/** Words for those who watch a table without a seat, in Spanish. */
import type * as english from '../en/watch.ts';

export const watch: typeof english.watch = {
  watch: 'Mirar',
  note: 'Sin asiento ves lo que ven todos: ninguna carta antes de que se enseñe.',
  waiting: 'Mirarás en cuanto empiece la partida.',
  stop: 'No mirar',
  title: 'Estás mirando.',
  bar: 'Mirar',
  noRoom: 'Ya hay demasiada gente mirando esta mesa; por ahora no cabe nadie más.',
  takeSeat: 'Tomar asiento',
  leave: 'Dejar de mirar',
  count: (n) => `${n} mirando`,
  countNote: 'Quien tenga el enlace puede mirar. Antes de enseñarlas no se ve ninguna carta.',
};
