/** Lo que no puede faltar en unas cuentas: manos sin final, cartas retenidas, manos que nadie vio aquí. */
import type * as english from '../en/books.ts';

export const books: typeof english.books = {
  cardsFrom: (names) => `Sin terminar, faltan las cartas de ${names}.`,
  wordFrom: (names) => `Sin terminar, se espera a ${names}.`,
  unfinished: 'Sin terminar.',
  street: (street) => `Ronda: ${street}.`,
  aside:
    'La mesa siguió sin ella; continúa cuando vuelvan todos sus jugadores, o se anula cuando todos lo digan.',
  withheld: (hand, paid, got) => `Mano ${hand}: se retuvieron cartas. Pagado: ${paid}; recibido: ${got}.`,
  withheldHere: 'Se retuvieron cartas, y se pagó por ello.',
  amount: (name, chips) => `${name} ${chips}`,
  away: (afterHand, toHand) =>
    toHand > afterHand + 1
      ? `Las manos ${afterHand + 1} a ${toHand} se jugaron mientras este dispositivo no estaba.`
      : toHand > afterHand
        ? `La mano ${toHand} se jugó mientras este dispositivo no estaba.`
        : `Tras la mano ${afterHand} este dispositivo no estuvo un rato.`,
  awayKnown: 'Lo que se ganó entretanto está en las sumas.',
  awayUnknown:
    'No sabe quién trajo fichas o se las llevó entretanto, así que no propone pagos: usad el marcador de alguien que estuviera.',
  since: (hand) =>
    `Estos números empiezan tras la mano ${hand}, cuando este dispositivo llegó a la mesa: todos cuentan desde las fichas que tenían entonces, y los pagos saldan lo jugado desde ahí. Lo anterior está en el marcador de alguien que estuviera.`,
  unaccounted: 'Los pagos necesitan unas cuentas sin huecos.',
  upTo: (hand) => `Hasta la mano ${hand}.`,
  signed: (names) => `Han firmado el estado posterior: ${names}.`,
  unsigned: (names) => `Todavía no: ${names}.`,
};
