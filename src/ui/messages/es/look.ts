/** Español para el aspecto de las páginas en este dispositivo. */
import type * as english from '../en/look.ts';

export const look: typeof english.look = {
  theme: 'Colores',
  felt: 'Tapete',
  back: 'Dorso de las cartas',
  themes: { device: 'como el dispositivo', light: 'claro', dark: 'oscuro' },
  felts: { green: 'verde', blue: 'azul', wine: 'vino', slate: 'pizarra' },
  backs: { red: 'rojo', blue: 'azul', black: 'negro' },
};
