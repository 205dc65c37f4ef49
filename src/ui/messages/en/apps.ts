/** Which apps are at a table: the same build, another one, or one that plays by other rules. In English. */
import { plural } from './games.ts';

/** Why a table does not open, where the version of the app is the reason. */
export const appFailures = {
  'newer-link':
    'This link was made by a newer version of this app than the one this page has. Nothing is lost: reload the page to get the newer version, or ask for the link on a site that has it.',
  'rules-newer':
    'This table is played by newer rules than this page knows, so it takes no part: it would judge wrongly what the others do. Your seat, your chips and your key stay on this device. Reload the page to get the newer version of the app.',
  'rules-older':
    'This table is played by older rules than this page knows, so it takes no part: it would judge wrongly what the others do. Your seat, your chips and your key stay on this device. Open the link on a site that still has the older version, or play on at a new table.',
};

export const apps = {
  newer: (names: string) =>
    `${names}: a newer version of this app, which plays by newer rules. You cannot sit down together until this page has it too: reload the page. No chips are at stake, and nobody did anything wrong.`,
  older: (names: string) =>
    `${names}: an older version of this app, which plays by older rules. You cannot sit down together until they reload their page. No chips are at stake, and nobody did anything wrong.`,
  same: (n: number, words: string) =>
    plural(
      n,
      `The other player runs the same app as you: ${words}.`,
      `All ${n} others run the same app as you: ${words}.`,
    ),
  sameOf: (same: number, n: number, words: string) =>
    `${same} of ${n} others run the same app as you: ${words}.`,
  own: (words: string) => `Your app is ${words}.`,
  different: (name: string, words: string) => `${name} runs another build of the app: ${words}.`,
  differentHint:
    'That is so after an update: whoever reloads gets the newer one. If nobody knows of an update, read the words to one another and ask whoever runs the site before you play for money.',
  unknown: (names: string) => `${names}: which build of the app is not known. Bots and witnesses name none.`,
};

export const otherRulesRefusal =
  'That app plays by other rules than this table. Whoever has the older version has to reload the page first.';
