/** Words about faults, waiting and the end of a game, in English. */
export const fault = {
  banner: (seat: number, name: string, what: string) => `Seat ${seat} (${name}): ${what}`,
  what: {
    key: 'hand key proof failed – redealt without them',
    shuffle: 'shuffle proof failed – redealt without them',
    shares: 'sent a wrong card share – out of the hand',
    show: 'showed cards that are not theirs – not counted',
    win: 'claimed a win that the cards do not bear out – out of the hand',
    escrow: 'escrow proof failed',
    equivocation: 'signed two different versions of the same block',
    evidence: 'accused another player with forged evidence',
    admit: 'handed in a newcomer who had not signed',
    junk: 'sent twenty things that no honest tab sends – leaves the table with chips and bond',
    channel:
      'sent a key for receiving shares that does not hold – out of the hand, the bond goes to the others',
    dealing: 'dealt false shares of the table’s key – out of the hand, the bond goes to the others',
    complaint:
      'complained about a true share of the table’s key – out of the hand, the bond goes to the others',
    ready: 'signed falsely for the table’s key – out of the hand, the bond goes to the others',
  },
  reason: (check: string) => `Failed check: ${check}.`,
  silent: 'sent nothing in time – the hand goes on without them',
  silentNote: 'Nothing is proven against them: the connection may be lost, or the page closed.',
  details: 'Details',
};

export const waiting = {
  lost: (names: string) => `Waiting for ${names} (connection lost)`,
  stopped: (names: string) => `Waiting for ${names} (their tab has stopped)`,
  slow: (names: string) => `Waiting for ${names}`,
  why: 'Nothing can be decided without them. No chips are lost by waiting.',
};

export const over = {
  banner: (name: string) => `${name} has all the chips. Thank you for the game.`,
  plain: 'The game is over.',
  waits: (name: string) =>
    `Only ${name} has chips at the table now. Cards are dealt again as soon as somebody buys in or takes a seat.`,
  waitsPlain: 'Fewer than two players have chips. Cards are dealt again as soon as somebody buys in.',
  history: 'Look at the hands',
};
