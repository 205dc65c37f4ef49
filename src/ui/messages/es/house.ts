/** Words for what players decide about the table, in Spanish. */
import * as english from '../en/house.ts';

const parts = english.termsParts;

export const house: typeof english.house = {
  title: 'La mesa',
  pause: 'Pausa después de esta mano',
  pauseNow: 'Pausa ahora',
  pauseAsked: (name) => `${name} querría una pausa después de esta mano`,
  paused: (name) => `Pausa pedida por ${name}`,
  endsIn: (time) => `sigue por sí sola en ${time}`,
  goOn: 'Seguir',
  goOnCount: (yes, needed) => `${yes} de ${needed} quieren seguir`,
  removeOpen: 'Votar la salida de alguien…',
  remove: (name) => `Votar si ${name} debe irse`,
  removeSure: (name) =>
    `Más de la mitad de los demás tiene que estar de acuerdo. ${name} se levanta entonces después de la mano con todas sus fichas y no vuelve a entrar con la misma clave.`,
  removeConfirm: 'Empezar la votación',
  removing: (name) => `Votación: ¿debe ${name} dejar la mesa?`,
  removingYou: 'Los demás votan si dejas la mesa',
  removed: (name) => `Decidido: ${name} se levanta después de esta mano con todas sus fichas`,
  count: (yes, needed) => `${yes} de ${needed} de acuerdo`,
  agree: 'De acuerdo',
  decline: 'Rechazar',
  terms: (name, blinds, seconds) => `${name} propone ciegas ${blinds} y ${seconds} s para actuar`,
  termsDecided: (blinds, seconds) => `Desde la próxima mano: ciegas ${blinds}, ${seconds} s para actuar`,
  termsTitle: 'Otras ciegas u otro tiempo',
  termsNote: 'Todos en la mesa tienen que estar de acuerdo, menos quien no está; vale desde la próxima mano.',
  smallBlind: 'Ciega pequeña',
  bigBlind: 'Ciega grande',
  seconds: 'Segundos para actuar',
  propose: 'Proponer',
};

export const houseLines: typeof english.houseLines = {
  pause: (p) => `${p.name} pide una pausa después de esta mano`,
  'pause-over': (p) =>
    p.text === 'time' ? 'La pausa ha durado bastante: la partida sigue' : 'La partida sigue',
  'remove-yes': (p) => `${p.name} vota que ${p.text} se vaya`,
  'remove-no': (p) => `${p.name} vota que ${p.text} se quede`,
  removed: (p) => `${p.name} se va por votación con todas sus fichas`,
  terms: (p) => `${p.name} propone ciegas ${parts(p.text).blinds} y ${parts(p.text).seconds} s para actuar`,
  'terms-yes': (p) =>
    `Todos de acuerdo: ciegas ${parts(p.text).blinds}, ${parts(p.text).seconds} s para actuar`,
  'terms-no': (p) => `${p.name} rechaza la propuesta`,
};
