/** La barra de acciones y las cantidades, en español. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';

export const action: Messages['action'] = {
  bar: 'Tus acciones',
  fold: 'Fold',
  check: 'Check',
  call: 'Call',
  bet: 'Bet',
  raiseTo: 'Raise a',
  allIn: 'All-in',
  foldKey: 'f',
  checkKey: 'c',
  raiseKey: 'r',
  half: '½',
  threeQuarters: '¾',
  pot: 'Bote',
  max: 'All-in',
  most: 'Máx.',
  bringIn: 'Bring-in',
  halfLabel: 'Medio bote',
  threeQuartersLabel: 'Tres cuartos del bote',
  potLabel: 'El bote',
  allInLabel: 'Todas tus fichas',
  mostLabel: 'Lo máximo que se puede apostar',
  amount: 'Cantidad en fichas',
  slider: 'Cantidad',
  less: 'Menos',
  more: 'Más',
  range: (min, max) => `de ${min} a ${max}`,
  sent: (what) => `${what}: enviado…`,
  final: (what) => what,
  confirmTitle: '¿All-in?',
  confirmText: (chips) => `Así pones todas tus fichas: ${chips}.`,
  confirmYes: 'Sí, all-in',
  confirmNo: 'Volver',
  timeBank: (s) => `+${s} s`,
  timeBankLabel: (s) => `Tomar ${s} segundos más`,
  seconds: (s) => `${s} s`,
  secondsLong: (s) => `${plural(s, 'queda', 'quedan')} ${s} ${plural(s, 'segundo', 'segundos')}`,
  sitOut: 'Ausentarse',
  sitIn: 'He vuelto',
  sittingOut: 'Estás ausente.',
  folded: 'Has hecho fold.',
  spectating: 'Estás mirando.',
  out: 'Te has quedado sin fichas.',
  left: 'Has dejado la mesa.',
  allInNow: 'Estás all-in.',
  titleTurn: (table) => `● Te toca – ${table}`,
};

export const amountProblems: Messages['amountProblems'] = {
  empty: 'Escribe una cantidad.',
  separator: 'Solo cifras, sin comas, puntos ni espacios.',
  sign: 'Sin signo más ni menos.',
  exponent: 'Escribe el número entero.',
  fraction: 'Solo fichas enteras.',
  'not-a-number': 'Solo cifras.',
  'too-large': 'Ese número es demasiado grande.',
};

export const amountTooSmall: Messages['amountTooSmall'] = (min) => `Al menos ${min}.`;

export const amountTooLarge: Messages['amountTooLarge'] = (max) => `${max} como mucho.`;
