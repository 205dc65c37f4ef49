/** Español para el valor de las fichas. */
import type * as english from '../en/money.ts';

export const money: typeof english.money = {
  currency: 'Dinero',
  none: 'Solo fichas',
  chipValue: 'Una ficha vale',
  oneChip: (value) => `1 ficha = ${value}`,
  inChips: (chips, value) => `${chips} fichas = ${value}`,
  blinds: (small, big) => `ciegas ${small}/${big}`,
  show: 'Stacks y apuestas en dinero',
  settleNote: (value) =>
    `A 1 ficha = ${value}, al céntimo. El dinero solo lo movéis vosotros: pagad como hayáis acordado.`,
  problems: {
    empty: 'Escribe una cantidad.',
    separator: 'Un punto o una coma, y como mucho dos cifras detrás.',
    sign: 'Sin signo más ni menos.',
    exponent: 'Escribe el número entero.',
    'too-fine': 'La parte más pequeña es la centésima.',
    'not-a-number': 'Cifras y un punto o una coma.',
    'too-large': 'Ese número es demasiado grande.',
    chipValue: 'Una ficha vale al menos 0,01 y como mucho 10000.',
    chips: 'Eso no es un número entero de fichas.',
  },
};
