/** Words for those who watch from the rail, in English. */
export const rail = {
  /** Before anything of the game has come. */
  waiting:
    'The game has not begun, or nobody who plays passes it on yet. It appears here by itself as soon as it does. You have no chips in it.',
  alone: 'Looking for others who watch, and for those who pass the game on…',
  linked: (n: number) =>
    `Linked to ${n} ${n === 1 ? 'other' : 'others'} on the rail, and to nobody who plays. This tab checks everything itself.`,
  leave: 'To the start page',
  feeds:
    'This tab passes the game on to those who watch: over three links of their own at most, whatever their number.',
  late: (slots: number) =>
    `The table is shown ${slots} slots late: it appears as soon as it has come so far.`,
  overlayCopy: 'Copy link for a stream',
};
