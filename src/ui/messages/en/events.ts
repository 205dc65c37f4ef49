/** English for events whose text is a code of the table: '<step>: <reason>', kinds of blinds, ways to lose a hand. */
import { type FaultStep, faultIn, type LogParts } from '../logParts.ts';
import { faultReasons } from './refusals.ts';

export const steps: Record<FaultStep, string> = {
  key: 'hand key',
  shuffle: 'shuffle',
  shares: 'card shares',
  show: 'shown cards',
  win: 'win unseen',
  escrow: 'escrow',
  equivocation: 'signature',
  evidence: 'accusation',
  admit: 'newcomer',
  junk: 'useless messages',
  channel: 'channel key',
  dealing: 'key dealing',
  complaint: 'key complaint',
  ready: 'key signature',
};
export const posts: Record<string, string> = {
  'small-blind': 'the small blind, ',
  'big-blind': 'the big blind, ',
  straddle: 'a straddle, ',
};

export function faultLine(p: LogParts): string {
  if (p.text === 'impossible-card') return 'A card came out that cannot exist: the hand is void';
  const { step, what, silent, why } = faultIn(p.text, steps, faultReasons);
  if (step === 'equivocation') return `${p.name} signed two different versions of one block`;
  if (step === 'evidence') return `${p.name} accused another player with forged evidence`;
  if (silent) return `${p.name} sent nothing in time${what ? ` (${what})` : ''}`;
  return `${p.name}: ${what ?? 'a'} proof failed${why ? ` (${why})` : ''}`;
}

export function blindLine(p: LogParts): string {
  return `${p.name} posts ${posts[p.text] ?? ''}${p.chips}`;
}

export function muckLine(p: LogParts): string {
  return p.text === 'dead' ? `${p.name}’s hand is dead` : `${p.name} mucks`;
}

export function sitOutLine(p: LogParts): string {
  return p.text === 'absent' ? `${p.name} is not there and sits out` : `${p.name} sits out`;
}

export function handOverLine(p: LogParts): string {
  return p.text ? `Hand ${p.text} is over` : 'The hand is over';
}
