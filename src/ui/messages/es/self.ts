/** Español en segunda persona, para quien practica: lo que te pasa a ti. */
import type { EventView } from '../../../client/contract/view.ts';
import type { LogParts } from '../logParts.ts';
import { posts } from './events.ts';
import { handName } from './games.ts';

export const self: Partial<Record<EventView['kind'], (p: LogParts) => string>> = {
  shuffled: () => 'Barajaste, prueba verificada',
  blind: (p) => `Pones ${posts[p.text] ?? ''}${p.chips}`,
  ante: (p) => `Pones el ante, ${p.chips}`,
  fold: () => 'Te retiras',
  check: () => 'Pasas',
  call: (p) => `Igualas ${p.chips}`,
  bet: (p) => `Apuestas ${p.chips}`,
  raise: (p) => `Subes a ${p.chips}`,
  'all-in': (p) => `Vas all-in${p.chips ? ` con ${p.chips}` : ''}`,
  timeout: () => 'Se te acabó el tiempo',
  show: (p) => `Enseñas ${p.cards}`,
  muck: (p) => (p.text === 'dead' ? 'Tu mano está muerta' : 'No enseñas'),
  win: (p) => `Ganas ${p.chips}${p.text ? ` con ${handName(p.text)}` : ''}`,
  refund: (p) => `${p.chips} sin igualar, de vuelta a ti`,
  busted: () => 'Te quedaste sin fichas',
  'sit-out': () => 'Te ausentas',
  'sit-in': () => 'Has vuelto',
  'top-up': (p) => `Traes ${p.chips} más`,
  rabbit: (p) => (p.cards ? `Habría venido: ${p.cards}` : 'Preguntas qué habría venido'),
  twice: (p) => (p.text === 'yes' ? 'Quieres dos mesas' : 'Quieres una sola mesa'),
};
