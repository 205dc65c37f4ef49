/** Words of the history and of replays, in English. */
import { plural } from './games.ts';

export const history = {
  title: 'Hands on this device',
  lead: 'Replayed from the log this device kept, with every proof checked again.',
  empty: 'No hand has been finished on this device yet.',
  loading: 'Reading the log…',
  unreadable: 'The log of this device could not be read.',
  hand: (n: number) => `Hand ${n}`,
  watched: 'watched',
  noShow: 'no cards',
  older: (next: number, all: number) =>
    next < all ? `Show ${next} older hands of ${all}` : `Show ${next} older ${next === 1 ? 'hand' : 'hands'}`,
  winners: (names: string) => `Won by ${names}`,
  open: (table: string, hand: number, net: string) => `Replay hand ${hand} of ${table}, result ${net}`,
  table: (hands: number) => `${hands} ${plural(hands, 'hand', 'hands')}`,
  /** Shown in place of the start page. */
  away: {
    here: 'The host of this app does not answer, so no table can be opened now. Your hands are on this device.',
    back: 'The host answers again.',
    start: 'To the start page',
  },
};

export const replay = {
  title: (table: string, hand: number) => `${table}, hand ${hand}`,
  loading: 'Replaying from the log…',
  missing: 'This hand is not in the log of this device.',
  failed: 'This hand could not be replayed.',
  step: (n: number, of: number) => `Step ${n} of ${of}`,
  proofs: (n: number) => `${n} ${plural(n, 'proof', 'proofs')} checked again`,
  signed: (holders: number, spare: number) =>
    spare > 0
      ? `The table’s key has signed this result: all but at most ${spare === 1 ? 'one' : spare} of its ${holders} devices agreed.`
      : `The table’s key has signed this result: all ${holders} of its devices agreed.`,
  unsigned:
    'The table’s key has not signed this hand: it came later, or a device was missing. The proofs hold all the same.',
  signedFalsely:
    'What is kept here as the table key’s signature is not of this result. Do not rely on it; what was replayed here counts, and no chips change.',
  first: 'First step',
  previous: 'Step back',
  next: 'Step on',
  last: 'Last step',
  slider: 'Step',
  back: 'All hands',
};
