/** Words for those who watch a table without a seat, in English. */
export const watch = {
  watch: 'Watch',
  note: 'Without a seat you see what everybody sees: no cards before they are shown.',
  /** In the lobby, before the start. */
  waiting: 'You will watch as soon as the game begins.',
  stop: 'Do not watch',
  title: 'You are watching.',
  bar: 'Watching',
  noRoom: 'Too many people watch this table already; there is no room for one more at the moment.',
  takeSeat: 'Take a seat',
  leave: 'Stop watching',
  count: (n: number) => `${n} watching`,
  countNote: 'Anyone with the link can watch. They see no cards before the showdown.',
};
