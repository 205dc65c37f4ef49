/** Español para tamaños de apuesta propios. */
import type { Messages } from '../en/index.ts';

export const presets: Messages['presets'] = {
  title: 'Apuestas',
  pot: 'Tamaños de apuesta, porcentaje del bote',
  potNote: 'Tres números, por ejemplo 50 75 100. Son las teclas 1 a 3.',
  preflop: 'Antes del flop, en ciegas grandes',
  preflopNote: 'Tres números, por ejemplo 2,5 3 4; vacío: también porcentajes del bote.',
  problem: 'Tienen que ser tres números.',
  short: (n) => `${n} CG`,
  bigBlinds: (n) => `${n} ciegas grandes`,
  percent: (n) => `${n} por ciento del bote`,
};
