/** Words about tabs that count the table differently, in English. */
export const divergence = {
  title: 'Other rules',
  others: (names: string) =>
    `${names}: their tabs count this table differently. They run another version, or erred; nobody is accused of it.`,
  messages: (n: number) =>
    `${n} messages began this round of the table from another state and were set aside.`,
};
