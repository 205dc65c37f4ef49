import type { OpenTableView } from '../../client/contract/openTables.ts';

const table: OpenTableView = {
  tableId: '1f'.repeat(32),
  path: '/gallery/lobby-new',
  name: 'Friday night',
  game: 'holdem',
  structure: 'no-limit',
  smallBlindChips: 1,
  bigBlindChips: 2,
  sitAndGo: false,
  seats: 6,
  freeSeats: 2,
  playing: true,
  admission: 'asked',
};

export const openTablesFixture: readonly OpenTableView[] = [
  table,
  {
    ...table,
    tableId: '2f'.repeat(32),
    name: 'Ω '.repeat(20),
    game: 'omaha',
    structure: 'pot-limit',
    playing: false,
    freeSeats: 8,
    seats: 9,
  },
  { ...table, tableId: '3f'.repeat(32), name: 'Sunday', sitAndGo: true, freeSeats: 0, admission: 'closed' },
];
