/** Words for those who watch from the rail, in Spanish. */
import type * as english from '../en/rail.ts';

export const rail: typeof english.rail = {
  waiting:
    'La partida no ha empezado, o nadie de los que juegan la transmite todavía. En cuanto alguien lo haga aparecerá aquí por sí sola. No tienes fichas en ella.',
  alone: 'Se busca a otros que miran y a quien transmite la partida…',
  linked: (n) =>
    `En contacto con ${n} ${n === 1 ? 'espectador más' : 'espectadores más'} y con nadie que juegue. Esta pestaña lo comprueba todo por sí misma.`,
  leave: 'A la página de inicio',
  feeds:
    'Esta pestaña transmite la partida a quienes miran: por tres conexiones aparte como mucho, sean cuantos sean.',
  late: (slots) => `La mesa se muestra con ${slots} slots de retraso: aparece en cuanto haya avanzado tanto.`,
  overlayCopy: 'Copiar enlace para un directo',
};
