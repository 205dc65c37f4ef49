/** Words about witnesses and about a table that stands still, in Spanish. */
import type * as english from '../en/witness.ts';

export const witness: typeof english.witness = {
  title: (n) => (n === 1 ? 'Testigo' : 'Testigos'),
  what: 'Un testigo es un programa que vota con vosotros el orden de las acciones y lleva la hora. No tiene cartas ni puede ver ninguna.',
  helps: (validators, faults) =>
    faults > 0
      ? `Así deciden ${validators} juntos, y la partida sigue aunque ${faults === 1 ? 'falte' : 'falten'} ${faults} de ellos.`
      : `Así deciden ${validators} juntos.`,
  escrow: (quorum) =>
    `Cuando falta un jugador, ${quorum} de ellos juntos abren en su lugar las cartas comunes; ${quorum} que se pusieran de acuerdo podrían verlas antes. Las cartas propias de cada uno nunca están entre ellas.`,
  tooMany: (admitted, offered) => `Votarán ${admitted} de ${offered}: más podrían ganaros la votación.`,
  headsUp:
    'Dos jugadores necesitan dos testigos o ninguno: uno solo sería un tercero que tampoco puede fallar.',
  trusted:
    'Confianza en el anfitrión: si una sola persona lleva todos los testigos, puede parar la partida y, junto con uno de vosotros, decidir lo que vale.',
  take: (n) => (n === 1 ? 'Dejar que vote el testigo' : 'Dejar que voten los testigos'),
  leftOut: 'Sin ellos: solo deciden los jugadores.',
  mark: 'testigo',
  members: 'Quién lleva el registro',
  away: 'sin conexión',
};

export const standstill: typeof english.standstill = {
  title: (names) => `Esperando a ${names}`,
  text: (names) =>
    `Esta mesa no puede seguir sin ${names}. Sigue sola cuando vuelva la conexión; por esperar no se pierde ninguna ficha.`,
  stopped: (names) =>
    `La pestaña de ${names} se ha parado y dice por qué en su pantalla. Esta mesa sigue sola cuando se vuelva a abrir; por esperar no se pierde ninguna ficha. Si ese navegador ha borrado lo que guardaba, el asiento no puede volver: entonces vale la cuenta de la velada.`,
};
