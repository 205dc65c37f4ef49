/** The list of open tables (/tables), and what a creator is asked about it. */
import { openTablesStart } from './start.ts';
export const openTables = {
  title: 'Open tables',
  lead: 'Tables whose makers want them found. Whoever sits at one is a stranger; nobody can see your cards or move your chips, but who plays together may talk about their own. Only those who play decide who joins them.',
  ...openTablesStart,
  empty: 'No table is listed now. Make one and list it, or come back later.',
  failed:
    'This host does not say which tables are open: it may be away, or you are offline. Nothing is lost; try again in a moment.',
  again: 'Look again',
  loading: 'Looking for open tables…',
  free: (free: number, seats: number) =>
    free === 0 ? `no free seat of ${seats}` : `${free} of ${seats} seats free`,
  blinds: (small: string, big: string) => `blinds ${small}/${big}`,
  tournament: 'tournament',
  playing: 'being played',
  waiting: 'not begun',
  admission: {
    asked: 'those who play are asked who joins',
    open: 'whoever comes may sit down',
    closed: 'nobody joins once it is played',
  },
  go: (name: string) => `Go to ${name}`,
  list: 'List this table among the open ones',
  listHint:
    'Anybody who visits this host, or one it shares its list with, then sees its name, game, blinds and free seats, and may come. It is listed while this page is open.',
  state: {
    waiting: 'Listing it…',
    listed: 'It is listed.',
    full: 'This host lists no more tables now. It is tried again by itself; the link works as ever.',
    unreachable: 'The host did not take it yet. It is tried again by itself; the link works as ever.',
  },
};
