/** Words of the start page in English. */
import { createForm } from './createForm.ts';

export const landing = {
  title: 'Poker with nobody to trust',
  lead: 'No dealer, no server in the game, no account. Send your friends a link: every browser at the table shuffles the deck, checks everybody else, and keeps the score.',
  points: [
    {
      title: 'Everyone shuffles',
      text: 'Each player mixes and locks the deck in turn. Unless all the others work together, nobody can know a card.',
    },
    {
      title: 'Everything is proved',
      text: 'Every shuffle and every card comes with a mathematical proof that all the other tabs check. A cheat is named, on every screen.',
    },
    {
      title: 'Nobody runs the table',
      text: 'The tabs agree among themselves who acted, in which order, and how late. The helper that introduces you may vanish: the game goes on.',
    },
  ],
  play: 'Play chips only. Free software, GPL-3.0-or-later.',
  foot: {
    version: (n: string) => `Version ${n}`,
    licence: 'Licence: GPL-3.0-or-later',
    source: 'Source text of this build',
    notices: 'Notices of what it is built with',
  },
  create: createForm,
  join: {
    title: 'Join a table',
    label: 'Paste the link you were sent',
    submit: 'Join',
    bad: 'That is not a link to a table. It looks like https://…/t/… and has a # in it.',
  },
  history: 'Hands on this device',
};
