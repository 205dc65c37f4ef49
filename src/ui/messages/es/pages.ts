/** Spanish for the pages round the table. */

import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import type {
  exporting as enExporting,
  installed as enInstalled,
  invitation as enInvitation,
} from '../en/pages.ts';

export const invitation: typeof enInvitation = {
  shareText: (table) => `Póker en «${table}»: sigue el enlace y toma asiento.`,
  qr: 'Código QR',
  qrTitle: 'Invitar con un código QR',
  qrText: 'Apunta con la cámara de un teléfono: abre esta mesa.',
  qrLabel: 'Código QR con el enlace a esta mesa',
  qrTooLong: 'Este enlace es demasiado largo para un código QR. Cópialo.',
  avatar: 'Tu imagen',
  avatarNote: 'Los demás también la ven.',
  avatarStyles: {
    face: 'Cara',
    cat: 'Gato',
    robot: 'Robot',
    petals: 'Flor',
    tiles: 'Mosaico',
    letter: 'Letra',
  },
  linkMade: (names) => `Esperando a ${names}: se está haciendo la conexión.`,
  making: 'conectando',
};

export const practise: Messages['practise'] = {
  title: 'Practicar a solas',
  text: 'Los bots de este navegador juegan con las mismas reglas y pruebas que las personas.',
  start: 'Practicar con bots',
  busy: 'Preparando la mesa…',
  failed: 'No se pudo preparar la mesa de práctica.',
};

export const session: Messages['session'] = {
  title: (table) => `${table}: los números`,
  link: 'Stacks, estadísticas y cuentas',
  loading: 'Reproduciendo el registro de esta mesa…',
  failed: 'No se pudo reproducir el registro de esta mesa.',
  back: 'Todas las manos',
  graph: 'Stacks',
  graphLabel: (hands) =>
    `Stacks de todos los jugadores en ${hands} ${plural(hands, 'mano', 'manos')}; los mismos números están en la tabla de abajo.`,
  graphTable: 'Stacks en una tabla',
  noHands: 'En esta mesa todavía no ha terminado ninguna mano.',
  hand: 'Mano',
  start: 'Inicio',
  gone: 'no estaba en la mesa',
  stats: 'Estadísticas',
  statsNote:
    'Contadas a partir de las manos reproducidas. VPIP: puso fichas por voluntad propia antes del flop. PFR: hizo raise antes del flop. Agresión: apuestas y raises por cada call después del flop. WTSD: de los flops vistos, cuántos llegaron al showdown. W$SD: showdowns ganados.',
  columns: {
    player: 'Jugador',
    hands: 'Manos',
    vpip: 'VPIP',
    pfr: 'PFR',
    aggression: 'Agresión',
    wtsd: 'WTSD',
    wsd: 'W$SD',
  },
  long: {
    vpip: 'Puso fichas por voluntad propia antes del flop',
    pfr: 'Hizo raise antes del flop',
    aggression: 'Factor de agresión después del flop',
    wtsd: 'Llegó al showdown tras ver el flop',
    wsd: 'Ganó en el showdown',
  },
  none: '–',
  of: (part, whole) => `${part} de ${whole}`,
  ledger: 'Cuentas',
  ledgerColumns: {
    player: 'Jugador',
    brought: 'Trajo',
    taken: 'Se llevó',
    atTable: 'En la mesa',
    result: 'Resultado',
    entry: 'Entrada',
    prize: 'Premio',
  },
  sum: 'Suma',
  settle: 'Saldar cuentas',
  settleNote: (n) =>
    n === 0
      ? 'Todos están en paz.'
      : `${n} ${plural(n, 'pago lo salda', 'pagos lo saldan')} todo; con menos no se puede. En fichas de juego: lo que valgan es cosa vuestra.`,
  transfer: (from, to, chips) => `${from} da ${chips} a ${to}`,
  undecided: 'El torneo todavía no está decidido.',
  carried: (chips) => `Hay ${chips} en un bote para la próxima mano: saldad después de ella.`,
  hands: 'Manos',
  you: 'tú',
};

export const exporting: typeof enExporting = {
  title: 'Guardar esta mano',
  log: 'Guardar el registro firmado',
  logFailed: 'No se pudo leer esta partida de la base de datos.',
  phh: 'PHH',
  ohh: 'OHH (JSON)',
  phhLabel: 'Guardar como Poker Hand History, un archivo TOML',
  ohhLabel: 'Guardar como Open Hand History, un archivo JSON',
  pokerStars: 'PokerStars',
  pokerStarsLabel: 'Guardar como texto al estilo de PokerStars, que leen los programas de seguimiento',
  unfit:
    'Este formato no tiene palabras para esta mano (fichas de una mano anterior, una mano declarada muerta o, en PHH, una segunda mesa). La mano está bien.',
  failed: 'No se pudo leer la mano del registro.',
};

export const installed: typeof enInstalled = { language: 'Idioma' };
