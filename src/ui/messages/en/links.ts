/** English for how the others are reached, and for who hides the own address. */

export const link = {
  direct: 'direct',
  relayed: 'relayed',
  turn: 'through TURN',
  member: (name: string) => `by way of ${name}`,
  none: 'no link',
  ms: (ms: number) => `${ms} ms`,
  row: (name: string, kind: string, rtt: string) => `${name}: ${kind}${rtt ? `, ${rtt}` : ''}`,
  unknown: 'new visitor',
};

/** What each of them means, below the list of links. */
export const linkNotes = {
  direct: 'direct: straight from browser to browser; it needs the meeting point no more',
  turn: 'through TURN: the host’s forwarding server passes it on and cannot read it; it needs the meeting point no more',
  relayed:
    'relayed: through the meeting point, which cannot read it; if the meeting point stops, another player carries it',
  member: 'by way of a player: that browser passes it on and cannot read it, until there is a direct way',
};
