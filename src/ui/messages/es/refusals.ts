/** Why something was not done, in Spanish. */

import type * as english from '../en/refusals.ts';
import { otherRulesRefusal } from './apps.ts';
import { claim } from './claim.ts';
import { entryRefusals } from './entry.ts';
import { past } from './past.ts';

export const refusals: typeof english.refusals = {
  otherRules: otherRulesRefusal,
  twoPasts: past.refusal,
  stale: 'La mesa ya ha avanzado: no se envió nada. Mira otra vez.',
  opening: 'La mesa todavía se está abriendo. Inténtalo de nuevo en un momento.',
  notPlaying: 'Aquí no hay ninguna partida en marcha: no se envió nada.',
  watching: 'Solo estás mirando. Ocupa un asiento para jugar.',
  noSeat: 'Para eso necesitas un asiento en esta mesa.',
  pending: 'Tu última acción todavía está en camino.',
  busy: 'Mucho de lo que hiciste todavía está en camino: espera a que sea definitivo.',
  notYourTurn: 'Ya no te toca: no se apostó nada.',
  amount: 'Esa cantidad no sirve: no se envió nada. Fichas enteras, al menos una.',
  notBetting: 'Ahora no se apuesta: no se apostó nada.',
  notInHand: 'No estás en esta mano. Espera a la siguiente.',
  handOver: 'La mano ha terminado: no se apostó nada.',
  nothingToCall: 'No hay ninguna apuesta para hacer call: no se apostó nada. Haz check.',
  callOrFold: 'Alguien ha apostado. Haz call, raise o fold.',
  bringIn: 'Primero va el bring-in. Ponlo o complétalo.',
  notReopened:
    'El all-in anterior no fue un raise completo, así que no puedes volver a subir. Haz call o fold.',
  raiseCap: 'En esta ronda ya no se puede subir más. Haz call o fold.',
  raisePointless: 'Nadie en la mano podría hacer call de más. Haz call o fold.',
  raiseTooSmall: 'Es menos que el raise mínimo: no se apostó nada. Apuesta más, o haz call.',
  raiseTooLarge: 'Es más de lo que permite el límite: no se apostó nada. Apuesta menos.',
  raiseAboveStack: 'No tienes tantas fichas: no se apostó nada.',
  onlyCall: 'Tienes muy pocas fichas para hacer más que call.',
  timeBankEmpty: 'Tu banco de tiempo está vacío.',
  timeTaken: 'Para esta decisión ya has tomado más tiempo.',
  notShowdown: 'Las cartas se muestran al final o después de la mano.',
  mustShow: 'Cuando no queda nada que apostar se muestran todas las manos: la tuya no se puede ocultar.',
  noClaim: claim.noClaim,
  notNow: 'Esas cartas no se pueden mostrar ahora.',
  notAsked: 'Ya no se pregunta a nadie si se reparte dos veces.',
  done: 'Eso ya está hecho.',
  notOffered: 'Esta mesa no ofrece eso.',
  notOver: 'La mano no ha terminado todavía. Pregunta otra vez cuando termine.',
  nothingLeft: 'Ya estaban todas las cartas: no habría salido nada más.',
  asked: 'Alguien ya ha preguntado: se están abriendo las cartas.',
  notStraddler: 'Solo puede poner straddle quien va después de la ciega grande.',
  requestLimit: 'Eso fue muy seguido. Espera diez segundos e inténtalo de nuevo.',
  votedOut:
    'Los demás votaron que te fueras: aquí no puedes volver a sentarte. Tus fichas se fueron contigo.',
  tooManyChips: 'Es más de lo que permite esta mesa: no se añadió nada. Trae menos.',
  tooFewChips: 'Sería menos que una ciega grande: no se añadió nada. Trae más.',
  noChips: 'No tienes fichas. Vuelve a comprar primero.',
  noRebuy: 'Este torneo no tiene recompras: nadie puede volver a comprar.',
  disqualified:
    'No abriste cartas que los demás esperaban y estás descalificado: tus fichas se van en las ciegas. Puedes quedarte a mirar.',
  handAside:
    'Tienes fichas en una mano apartada. Podrás irte cuando se haya jugado o anulado; tus fichas en ella están a salvo.',
  leaving: 'Este asiento queda libre al terminar la mano: quien lo ocupa se va con todas sus fichas.',
  seatTaken: 'Alguien fue más rápido: ese asiento está ocupado. Elige otro.',
  seatGone: 'Ese asiento no existe en esta mesa. Elige otro.',
  seatEmpty: 'En ese asiento ya no hay nadie.',
  tableFull: 'Todos los asientos de esta mesa están ocupados. Puedes mirar.',
  seated: 'Ya tienes un asiento en esta mesa.',
  sittingOut: 'Ya estás fuera por ahora.',
  sittingIn: 'No estás fuera.',
  expelled: 'Este asiento está cerrado porque se demostró que hizo trampa.',
  tableOver: 'La partida de esta mesa ha terminado.',
  tournamentClosed: 'En un torneo que ya ha empezado no entra nadie, no sale nadie y no se vota nada.',
  alreadyPaused: 'Ya se ha pedido una pausa.',
  pauseLimit: 'Pediste una pausa hace menos de diez manos. Pide otra más tarde.',
  notPaused: 'La partida ya sigue.',
  aboutYourself: 'Nadie vota sobre sí mismo. Si quieres irte, deja la mesa.',
  decided: 'Eso ya está decidido.',
  noVote: 'No hay ninguna votación sobre este jugador.',
  tooFew: 'Para eso tienen que estar otros dos.',
  voteLimit: 'Empezaste una votación hace pocas manos. Empieza otra más tarde.',
  proposalOpen: 'Se está votando otra propuesta. Espera a que se decida.',
  proposalLimit: 'Propusiste algo hace menos de tres manos. Propón otra cosa más tarde.',
  badTerms:
    'Con eso no se puede jugar ninguna mesa. La ciega grande es al menos 1 y al menos el ante, y no mayor que las fichas iniciales; la ciega pequeña no es mayor que la grande; el tiempo para actuar es de 3 a 600 segundos.',
  noChange: 'Así es ahora.',
  notNeeded: 'La mesa sigue sin ellos por sí sola.',
  tournamentWaits:
    'Un torneo espera a todos: las fichas que se perdieran mientras tanto no se podrían volver a comprar.',
  alone: 'Nadie puede seguir jugando solo. Tus fichas quedan como están.',
  fullAside:
    'Ya hay tantas manos apartadas que ahora la mesa tiene que esperar. Tus fichas quedan como están.',
  notMissing: 'Ya no falta nadie: la partida sigue.',
  emptyLine: 'Di algo primero.',
  chatLimit: 'Espera un momento: cinco líneas en diez segundos como mucho.',
  lineTooLong: 'Esa línea es demasiado larga. Dilo en dos.',
  lineUnusable: 'Hay caracteres que no se pueden enviar. Escríbelo sin ellos.',
  nameTooLong: 'Ese nombre es demasiado largo. Elige uno más corto.',
  nameUnusable: 'En ese nombre hay caracteres que no se pueden enviar. Elige otro.',
  notCreator: 'Solo quien creó la mesa puede empezar la partida.',
  notReady: 'Todavía no están todos listos y conectados. Empieza cuando lo estén.',
  started: 'La partida ha empezado: eso ya no se puede cambiar.',
  aWitness: 'Un testigo vota y no juega.',
  // Coming to a table.
  ...entryRefusals,
};

export const peerRefusals: typeof english.peerRefusals = {
  late: (n) => `${n} demasiado tarde`,
  repeated: (n) => `${n} repetidos`,
  notAllowed: (n) => `${n} no permitidos`,
  unreadable: (n) => `${n} ilegibles`,
  unsigned: (n) => `${n} mal firmados`,
  falseProof: (n) => `${n} con prueba falsa`,
  tooMuch: (n) => `${n} de más`,
  elsewhere: (n) => `${n} de otra mesa`,
};

export const faultReasons: typeof english.faultReasons = {
  malformed: 'lo enviado no tiene la forma de una prueba así',
  'bad-point': 'un punto no pertenece al grupo',
  'bad-scalar': 'un número es demasiado grande',
  'out-of-range': 'habla de cartas o tamaños que no existen',
  'proof-fails': 'sus ecuaciones no se cumplen',
  silent: 'no llegó nada a tiempo',
  'bad-signature': 'el recién llegado no había firmado',
  'signed-on': 'había firmado que paraba y siguió: ambas cosas están en el registro',
  'two-blocks': 'las dos versiones están en el registro',
  'false-evidence': 'la acusación no se sostiene',
};

const noStorage =
  'Este navegador no deja que ninguna página guarde datos, y un validador tiene que recordar lo que ha firmado. Las ventanas privadas suelen prohibirlo.';

export const createRefusals: typeof english.createRefusals = {
  name: 'Ese nombre no sirve para una mesa.',
  numbers: 'Con estos números no se puede jugar una mesa.',
  'relay-unreachable':
    'No se llega al punto de encuentro que presenta a los jugadores. ¿Está en marcha el servidor de esta página?',
  'no-indexeddb': noStorage,
};
