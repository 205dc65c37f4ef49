/** Words of the log and the chat, in English. */

import type { LogParts } from '../logParts.ts';
import { claimLine } from './claim.ts';
import { entryLines } from './entry.ts';
import { blindLine, faultLine, handOverLine, muckLine, sitOutLine } from './events.ts';
import { exitLines } from './exits.ts';
import { capital, ordinal, streets } from './games.ts';
import { houseLines } from './house.ts';

export const log = {
  title: 'What is happening',
  open: 'Log and chat',
  chat: 'Say something',
  send: 'Send',
  empty: 'Nothing to tell yet.',
  chatLong: 'That is too long.',
  street: (name: string) => streets[name] ?? name,
  streetTitle: (name: string) => capital(streets[name] ?? name),
  lines: {
    'hand-started': (p: LogParts) => (p.text ? `Hand ${p.text} begins` : 'A new hand begins'),
    shuffled: (p: LogParts) => `${p.name} shuffled, proof verified`,
    blind: blindLine,
    ante: (p: LogParts) => `${p.name} antes ${p.chips}`,
    fold: (p: LogParts) => `${p.name} folds`,
    check: (p: LogParts) => `${p.name} checks`,
    call: (p: LogParts) => `${p.name} calls ${p.chips}`,
    bet: (p: LogParts) => `${p.name} bets ${p.chips}`,
    raise: (p: LogParts) => `${p.name} raises to ${p.chips}`,
    'all-in': (p: LogParts) => `${p.name} is all in${p.chips ? ` with ${p.chips}` : ''}`,
    timeout: (p: LogParts) => `${p.name} ran out of time`,
    street: (p: LogParts) => `${capital(streets[p.text] ?? p.text)}${p.cards ? `: ${p.cards}` : ''}`,
    show: (p: LogParts) => `${p.name} shows ${p.cards}${p.text ? ` – ${p.text}` : ''}`,
    muck: muckLine,
    claim: claimLine,
    win: (p: LogParts) => `${p.name} wins ${p.chips}${p.text ? ` with ${p.text}` : ''}`,
    refund: (p: LogParts) => `${p.chips} uncalled, back to ${p.name}`,
    fault: faultLine,
    redeal: (_p: LogParts) => 'The hand is dealt again with fresh keys',
    busted: (p: LogParts) => `${p.name} is out of chips`,
    'sit-out': sitOutLine,
    'sit-in': (p: LogParts) => `${p.name} is back`,
    'sit-down': (p: LogParts) => `${p.name} sits down with ${p.chips}`,
    leave: (p: LogParts) => `${p.name} leaves the table`,
    'top-up': (p: LogParts) => `${p.name} brings ${p.chips} more`,
    'set-aside': (p: LogParts) => `Hand ${p.text} is set aside with ${p.chips} chips`,
    resumed: (p: LogParts) => `Hand ${p.text} goes on, with ${p.chips} chips in it`,
    voided: (p: LogParts) => `Hand ${p.text} is void: all bets go back`,
    rabbit: (p: LogParts) =>
      p.cards ? `Would have come: ${p.cards}` : `${p.name} asks what would have come`,
    twice: (p: LogParts) => `${p.name} ${p.text === 'yes' ? 'would run it twice' : 'wants one board'}`,
    place: (p: LogParts) =>
      `${p.name} ${p.text === '1' ? 'wins the tournament' : `is out in ${ordinal(Number(p.text))} place`}${p.chips && p.chips !== '0' ? `, ${p.chips} in prizes` : ''}`,
    ...houseLines,
    ...exitLines,
    ...entryLines,
    chat: (p: LogParts) => `${p.name}: ${p.text}`,
    'hand-over': handOverLine,
    'table-over': (_p: LogParts) => 'The game is over',
  },
};
