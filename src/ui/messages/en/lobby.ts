/** Words of the lobby and its links, in English. */
import { extraRules } from './games.ts';
import { invitation } from './pages.ts';

export const lobby = {
  title: (table: string) => table,
  rules: (game: string, sb: string, bb: string, seconds: string) =>
    `${game} · blinds ${sb}/${bb} · ${seconds} s to act`,
  extra: extraRules,
  ...invitation,
  nickname: 'Your name',
  nicknamePlaceholder: 'What should we call you?',
  nicknameHint: 'Choose a name first, then take a seat.',
  seats: 'Take a seat',
  seat: (n: number) => `Seat ${n}`,
  free: 'free',
  takeSeat: (n: number) => `Take seat ${n}`,
  taken: (n: number, name: string, ready: boolean) => `Seat ${n}: ${name}, ${ready ? 'ready' : 'not ready'}`,
  yours: (n: number, ready: boolean) => `Seat ${n}: you, ${ready ? 'ready' : 'not ready'}`,
  you: 'you',
  readyMark: 'ready',
  notReadyMark: 'not ready',
  ready: 'I am ready',
  notReady: 'Not ready after all',
  start: 'Start the game',
  invite: 'Invite',
  inviteText: 'Send this link to whoever should play. It holds all the rules of the table.',
  copy: 'Copy link',
  copied: 'Copied',
  inviteLabel: 'Link to this table',
  share: 'Share…',
  peers: 'Connections',
  noPeers: 'Nobody else is here yet. Send them the link.',
  status: {
    takeSeat: 'Take a seat to play.',
    joinRunning: 'This table is being played. Take a free seat to join in with a hand to come.',
    joining: 'You are in with the next hand.',
    alone: 'Waiting for at least one more player.',
    sayReady: 'Say when you are ready.',
    notReady: (names: string) => `Not ready yet: ${names}.`,
    notLinked: invitation.linkMade,
    canStart: 'Everyone is ready. You can start.',
    creatorStarts: 'Everyone is ready. Waiting for the table’s creator to start.',
    almost: 'Everyone is ready. Waiting for the last connections.',
  },
  relay: {
    connecting: 'Reaching the meeting point…',
    connected: 'Meeting point connected',
    lost: 'Meeting point lost: new players cannot find this table',
  },
};

export const link = {
  direct: 'direct',
  relayed: 'relayed',
  none: 'no link',
  ms: (ms: number) => `${ms} ms`,
  row: (name: string, kind: string, rtt: string) => `${name}: ${kind}${rtt ? `, ${rtt}` : ''}`,
  unknown: 'new visitor',
};
