/** The part of testIds.ts for tables that anybody may find. */
export const openTablesTestIds = {
  openTable: 'open-table',
  openTablesLink: 'open-tables-link',
  openTablesAgain: 'open-tables-again',
  listTable: 'list-table',
  listState: 'list-state',
} as const;
