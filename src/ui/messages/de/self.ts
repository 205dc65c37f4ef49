/** Deutsch in der zweiten Person, für alle, die üben: was dir geschieht. */
import type { EventView } from '../../../client/contract/view.ts';
import type { LogParts } from '../logParts.ts';
import { posts } from './events.ts';
import { handName } from './games.ts';

export const self: Partial<Record<EventView['kind'], (p: LogParts) => string>> = {
  shuffled: () => 'Du hast gemischt, Beweis geprüft',
  blind: (p) => `Du setzt ${posts[p.text] ?? ''}${p.chips}`,
  ante: (p) => `Du setzt die Ante, ${p.chips}`,
  fold: () => 'Du foldest',
  check: () => 'Du checkst',
  call: (p) => `Du callst ${p.chips}`,
  bet: (p) => `Du setzt ${p.chips}`,
  raise: (p) => `Du erhöhst auf ${p.chips}`,
  'all-in': (p) => `Du bist all-in${p.chips ? ` mit ${p.chips}` : ''}`,
  timeout: () => 'Du hast die Zeit überschritten',
  show: (p) => `Du zeigst ${p.cards}`,
  muck: (p) => (p.text === 'dead' ? 'Deine Hand ist tot' : 'Du muckst'),
  win: (p) => `Du gewinnst ${p.chips}${p.text ? ` mit ${handName(p.text)}` : ''}`,
  refund: (p) => `${p.chips} nicht gecallt, zurück an dich`,
  busted: () => 'Du hast keine Chips mehr',
  'sit-out': () => 'Du setzt aus',
  'sit-in': () => 'Du bist zurück',
  'top-up': (p) => `Du legst ${p.chips} dazu`,
  rabbit: (p) => (p.cards ? `Gekommen wäre: ${p.cards}` : 'Du fragst, was gekommen wäre'),
  twice: (p) => (p.text === 'yes' ? 'Du würdest zweimal austeilen' : 'Du möchtest nur ein Board'),
};
