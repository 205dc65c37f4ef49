/** The part of testIds.ts for tables that anybody may find. */
export const openTablesTestIds = {
  openTable: 'open-table',
  openTablesAgain: 'open-tables-again',
  listTable: 'list-table',
  listState: 'list-state',
} as const;
