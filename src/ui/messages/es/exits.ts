/** Words for hands that wait for cards somebody does not open, in Spanish. */
import type * as english from '../en/exits.ts';

export const exits: typeof english.exits = {
  title: 'Faltan cartas',
  missing: (names) =>
    `Para las próximas cartas falta ${names}. Mientras la mesa espera no se mueve ninguna ficha.`,
  countdown: (names) =>
    `${names} no abre las próximas cartas. Cuando acabe el tiempo esa mano queda muerta y los demás tienen el bote.`,
  countdownYou:
    'Los demás esperan tu parte de las próximas cartas. Cuando acabe el tiempo tu mano queda muerta: deja esta pestaña abierta o recárgala.',
  without: (names) =>
    `Quizá ${names} solo ha perdido la conexión: en una mesa tan pequeña no se puede decidir nada sin todos. Las fichas siguen en la mano hasta que vuelva.`,
  endsIn: (time) => `quedan ${time}`,
  closed:
    'Las próximas cartas ya no llegarán. Se muestran todas las manos que siguen y el bote se reparte según lo que ganaría cada una de media.',
};

export const exitLines: typeof english.exitLines = {
  withheld: (p) => `${p.name} no ha abierto las próximas cartas: empieza la cuenta atrás`,
  security: (p) => `${p.name} paga ${p.chips} por no abrir las próximas cartas`,
  disqualified: (p) => `${p.name} queda descalificado por no abrir las próximas cartas`,
};
