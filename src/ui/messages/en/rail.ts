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
  strip: (n: number) => `On the rail, linked to ${n}`,
  /** Why what a host answered was refused, and what that means. */
  historyRefused: {
    oversized:
      'This host sent more of the game’s past than any table has. Others who watch are asked instead.',
    truncated: 'What this host sent of the game’s past was cut off. Others who watch are asked instead.',
    malformed: 'What this host sent of the game’s past cannot be read. Others who watch are asked instead.',
    'not-asked': 'This host sent something else than the game’s past. Others who watch are asked instead.',
    forged:
      'This host sent a forged past of the game, which was found out. Others who watch are asked instead.',
  },
  chat: {
    open: (unread: number) => (unread === 0 ? 'Talk' : `Talk (${unread} new)`),
    title: 'Talk of those who watch',
    note: 'Players do not see it. Names are whatever each calls itself; the four signs behind tell people apart.',
    mute: 'Mute the talk',
    muted: 'Talk is muted',
    empty: 'Nobody has said anything yet.',
    somebody: 'Somebody',
    silence: (name: string) => `Hear no more of ${name}`,
    say: 'Say something to those who watch',
    send: 'Send',
  },
};
