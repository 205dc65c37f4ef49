/** Deutsch für das Aussehen der Seiten auf diesem Gerät. */
import type * as english from '../en/look.ts';

export const look: typeof english.look = {
  theme: 'Farben',
  felt: 'Filz',
  back: 'Kartenrücken',
  themes: { device: 'wie das Gerät', light: 'hell', dark: 'dunkel' },
  felts: { green: 'grün', blue: 'blau', wine: 'weinrot', slate: 'schiefer' },
  backs: { red: 'rot', blue: 'blau', black: 'schwarz' },
};
