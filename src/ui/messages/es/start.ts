/**
 * What the start page says, and what may happen to any page before the rest of the catalogue is there. In Spanish.
 * It is part of the first download: words of other pages have no place here.
 */

import { plural } from '../en/games.ts';
import type * as english from '../en/start.ts';
import { gameWords, structureWords } from './games.ts';
import { hostRules } from './hostRules.ts';
import { landing } from './landing.ts';
import { money } from './money.ts';
import { proofs } from './proofs.ts';
import { school } from './school.ts';

export const amountProblems: typeof english.amountProblems = {
  empty: 'Escribe una cantidad.',
  separator: 'Solo cifras, sin comas, puntos ni espacios.',
  sign: 'Sin signo más ni menos.',
  exponent: 'Escribe el número entero.',
  fraction: 'Solo fichas enteras.',
  'not-a-number': 'Solo cifras.',
  'too-large': 'Ese número es demasiado grande.',
};

export const createRefusals: typeof english.createRefusals = {
  name: 'Ese nombre no sirve para una mesa.',
  numbers: 'Con estos números no se puede jugar una mesa.',
  'relay-unreachable':
    'No se llega al punto de encuentro que presenta a los jugadores. ¿Está en marcha el servidor de esta página?',
};

export const practise: typeof english.practise = {
  title: 'Practicar a solas',
  text: 'Los bots de este navegador juegan con las mismas reglas y pruebas que las personas.',
  start: 'Practicar con bots',
  busy: 'Preparando la mesa…',
  failed: 'No se pudo preparar la mesa de práctica.',
};

export const installed: typeof english.installed = { language: 'Idioma' };

export const hideAddress: typeof english.hideAddress = {
  title: 'Privacidad',
  tick: 'No mostrar nunca mi dirección de internet a los demás',
  note: 'Si no, todos en la mesa pueden verla, como en cualquier llamada directa. Cuesta velocidad y resistencia a fallos: todo pasa por el servidor TURN del anfitrión o, si no lo hay, por el punto de encuentro, y si este se detiene tu asiento queda incomunicado.',
  later: 'Esta mesa se abrió con la otra opción.',
  reopen: 'Abrir la mesa de nuevo',
};

export const opening: typeof english.opening = {
  title: 'Abriendo la mesa',
  code: 'Cargando las cartas y los candados…',
  replaying: 'Leyendo lo que se ha jugado aquí…',
  connecting: 'Buscando a los demás…',
  rules:
    'Las reglas de esta mesa llegan de quien esté en ella. Si aún no hay nadie, deja esta página abierta: se abrirá en cuanto llegue alguien.',
  relay: {
    connecting: 'Llegando al punto de encuentro…',
    connected: 'En el punto de encuentro.',
    lost: 'El punto de encuentro ya no está; quienes están conectados siguen sin él.',
  },
  links: (n) =>
    n === 0 ? 'Todavía nadie.' : `${n} ${plural(n, 'jugador encontrado', 'jugadores encontrados')}.`,
  awaiting: (names) => `Falta la firma de ${names}`,
};

/** Of any page that cannot be shown; why a table cannot be opened stands in opening.ts. */
export const failureStart: typeof english.failureStart = {
  title: 'Esta mesa no se puede abrir',
  reportHint:
    'Si vuelve a pasar, envía un informe a quien lleva este sitio. Dice qué falló y dónde; no contiene cartas, claves ni nombres.',
  reportCopy: 'Copiar para un informe',
  reportCopied: 'Copiado',
  retry: 'Intentarlo otra vez',
  home: 'A la página de inicio',
  nowhere: 'Aquí no hay ninguna página.',
  sentences: {
    internal:
      'Algo ha fallado en esta misma página. Puedes recargarla sin peligro: no se pierde nada de lo que firmaste.',
  },
};

/** Of a page that is drawn: older and newer versions of the app beside it, and its own faults. */
export const deviceStart: typeof english.deviceStart = {
  olderTab:
    'Otra pestaña de este navegador aún usa una versión más antigua de esta aplicación. Cede el paso tras su mano; si no, ciérrala. No se pierde nada.',
  broken: {
    title: 'No se pudo dibujar esta página',
    text: 'Tu asiento está a salvo: detrás de este mensaje tu navegador sigue haciendo su parte, y el reloj corre. Dibuja la página de nuevo para actuar.',
    again: 'Dibujarla de nuevo',
    elsewhere: 'No se ha perdido nada tuyo. Dibújala de nuevo o ve a la página de inicio.',
  },
  newBuild:
    'En este dispositivo hay lista una versión más nueva de esta aplicación. La tuya sigue hasta que cambies.',
  takeNewBuild: 'Actualizar',
  reloadAfterHand:
    'Esta página se recarga sola en cuanto no haya una mano en juego, con una versión más nueva de la aplicación. Tu asiento sigue siendo tuyo.',
};

export const entryStart: typeof english.entryStart = {
  admissions: { asked: 'Se pregunta a quienes juegan', open: 'Cualquiera con el enlace', closed: 'Nadie' },
};

export const claimStart: typeof english.claimStart = {
  option: 'Quien gana puede dejar las cartas tapadas',
  optionNote:
    'Quien tendría que mostrar el último demuestra que su mano gana y no enseña ninguna carta. Hold’em y short deck, partidas de cash.',
};

export const openTablesStart: typeof english.openTablesStart = {
  link: 'Mesas abiertas',
};

export const scheduleStart: typeof english.scheduleStart = {
  problems: {
    level: (level, what) => `Nivel ${level}: ${what}`,
    falls: 'las ciegas no pueden bajar.',
    small: 'la ciega pequeña no puede ser mayor que la grande.',
    bringIn: 'el bring-in tiene que ser menor que la apuesta pequeña, y al menos 1.',
    ante: 'el ante no puede ser mayor que la ciega grande.',
    minutes: 'de 1 a 240 minutos.',
    many: 'Como mucho 64 niveles.',
    percent: 'Escribe porcentajes, por ejemplo 50 30 20.',
    sum: (sum) => `Los premios tienen que sumar 100 %; estos suman ${sum} %.`,
    places: 'No puede haber más premios que asientos.',
    order: 'Un puesto mejor no puede recibir menos que uno peor.',
  },
};

export const savedStart: typeof english.savedStart = {
  link: 'Abrir una partida o mano guardada',
};

/** The first part of the catalogue; index.ts has all of it. */
export const start: english.StartMessages = {
  language: 'es',
  app: { name: 'Dealerless', home: 'Dealerless, a la página de inicio', skip: 'Saltar al contenido' },
  game: gameWords,
  structure: structureWords,
  hostRules,
  landing,
  money,
  proofs,
  schedule: scheduleStart,
  school,
  amountProblems,
  createRefusals,
  practise,
  installed,
  hideAddress,
  opening,
  failure: failureStart,
  device: deviceStart,
  entry: entryStart,
  claim: claimStart,
  openTables: openTablesStart,
  saved: savedStart,
};
