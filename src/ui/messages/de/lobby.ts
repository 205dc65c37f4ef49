/** Die Lobby und ihre Verbindungen auf Deutsch. */
import type { Messages } from '../en/index.ts';
import { extraRules } from './games.ts';
import { invitation } from './pages.ts';

export const lobby: Messages['lobby'] = {
  title: (table) => table,
  rules: (game, sb, bb, seconds) => `${game} · Blinds ${sb}/${bb} · ${seconds} s je Zug`,
  extra: extraRules,
  ...invitation,
  nickname: 'Dein Name',
  nicknamePlaceholder: 'Wie sollen wir dich nennen?',
  nicknameHint: 'Wähle erst einen Namen, dann einen Platz.',
  seats: 'Nimm Platz',
  seat: (n) => `Platz ${n}`,
  free: 'frei',
  takeSeat: (n) => `Platz ${n} nehmen`,
  taken: (n, name, ready) => `Platz ${n}: ${name}, ${ready ? 'bereit' : 'nicht bereit'}`,
  yours: (n, ready) => `Platz ${n}: du, ${ready ? 'bereit' : 'nicht bereit'}`,
  you: 'du',
  readyMark: 'bereit',
  playsMark: { here: 'spielt', away: 'nicht erreichbar' },
  notReadyMark: 'nicht bereit',
  ready: 'Ich bin bereit',
  notReady: 'Doch nicht bereit',
  start: 'Spiel beginnen',
  invite: 'Einladen',
  inviteText:
    'Schick diesen Link allen, die mitspielen sollen. Die Regeln des Tischs kommen von denen, die dort sind.',
  copy: 'Link kopieren',
  copied: 'Kopiert',
  inviteLabel: 'Link zu diesem Tisch',
  share: 'Teilen …',
  peers: 'Verbindungen',
  noPeers: 'Noch ist niemand da. Verschick den Link.',
  status: {
    takeSeat: 'Nimm einen Platz, um mitzuspielen.',
    joinRunning:
      'An diesem Tisch wird gespielt. Nimm einen freien Platz, um bei einer der nächsten Hände einzusteigen.',
    joining: 'Du bist bei der nächsten Hand dabei.',
    alone: 'Es fehlt noch mindestens ein Mitspieler.',
    sayReady: 'Sag Bescheid, wenn du bereit bist.',
    notReady: (names) => `Noch nicht bereit: ${names}`,
    notLinked: invitation.linkMade,
    canStart: 'Alle sind bereit. Du kannst beginnen.',
    creatorStarts: 'Alle sind bereit. Wer den Tisch eröffnet hat, beginnt das Spiel.',
    almost: 'Alle sind bereit. Die letzten Verbindungen fehlen noch.',
  },
  relay: {
    connecting: 'Der Treffpunkt wird gesucht …',
    connected: 'Mit dem Treffpunkt verbunden',
    lost: 'Treffpunkt verloren: Neue Spieler finden diesen Tisch nicht',
  },
};
