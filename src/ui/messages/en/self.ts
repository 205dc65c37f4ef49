/** English in the second person, for whoever practises: what happens to you. */
import type { EventView } from '../../../client/contract/view.ts';
import type { LogParts } from '../logParts.ts';
import { posts } from './events.ts';

export const self: Partial<Record<EventView['kind'], (p: LogParts) => string>> = {
  shuffled: () => 'You shuffled, proof verified',
  blind: (p) => `You post ${posts[p.text] ?? ''}${p.chips}`,
  ante: (p) => `You ante ${p.chips}`,
  fold: () => 'You fold',
  check: () => 'You check',
  call: (p) => `You call ${p.chips}`,
  bet: (p) => `You bet ${p.chips}`,
  raise: (p) => `You raise to ${p.chips}`,
  'all-in': (p) => `You are all in${p.chips ? ` with ${p.chips}` : ''}`,
  timeout: () => 'You ran out of time',
  show: (p) => `You show ${p.cards}`,
  muck: (p) => (p.text === 'dead' ? 'Your hand is dead' : 'You muck'),
  win: (p) => `You win ${p.chips}${p.text ? ` with ${p.text}` : ''}`,
  refund: (p) => `${p.chips} uncalled, back to you`,
  busted: () => 'You are out of chips',
  'sit-out': () => 'You sit out',
  'sit-in': () => 'You are back',
  'top-up': (p) => `You bring ${p.chips} more`,
  rabbit: (p) => (p.cards ? `Would have come: ${p.cards}` : 'You ask what would have come'),
  twice: (p) => (p.text === 'yes' ? 'You would run it twice' : 'You want one board'),
};
