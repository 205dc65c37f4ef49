/** What this browser keeps, shows and runs: its storage, its version of the app, its own faults. */
import { plural } from './games.ts';
import { deviceStart } from './start.ts';

/** Why a table does not open, where the device is the reason. */
export const deviceFailures = {
  'no-indexeddb':
    'This browser lets no page store data, and a validator must remember what it signed. Private windows often forbid it.',
  'newer-version':
    'This device has already opened a newer version of this app, which keeps its games in another way. Your seat and your chips are kept. Reload the page to get that version.',
  'storage-full':
    'This browser keeps nothing more of this site: its storage is full. Nothing was signed that is not kept, and your seat and your chips are where they were; the others wait for you. Erase old games under “Hands on this device” or free space on the device, then reload.',
  'storage-silent':
    'The storage of this browser does not answer, so nothing could be kept safe. Your seat and your chips are where they were. Close the browser’s other tabs of this site, then try again.',
  'storage-deleted':
    'The storage of this site was deleted while this table was open, and the key of your seat with it. This tab has stopped, because it no longer knows what it has signed: your chips stay in the others’ log, and the table goes on without you. A copy you kept can prove what was played.',
  'gave-way':
    'A newer version of this app was opened in another tab, and this one has given way to it after the hand. Your seat and your chips are kept: this page reloads by itself.',
};

export const device = {
  stopped: 'This tab has stopped',
  full: (left: string) =>
    `This browser has only ${left} left for this site. When that is used up, this tab must stop in the middle of a hand until there is room: it may not sign what it cannot keep. Make room now: erase old games under “Hands on this device”, or free space on the device.`,
  ...deviceStart,
  title: 'On this device',
  lead: 'Your games and their keys are kept in this browser only.',
  use: (used: string, quota: string) => `${used} used of ${quota} that this browser allows.`,
  used: (used: string) => `${used} used.`,
  persistent: 'The browser has promised to keep them until you erase them.',
  fleeting:
    'The browser may delete them when space runs short or after weeks without a visit. It has not promised to keep them.',
  keep: 'Ask the browser to keep them',
  keepRefused:
    'The browser does not promise it yet. It often does after you have come back a few times or have installed the app.',
  eraseGame: 'Erase this game',
  eraseGameAsk: (table: string) =>
    `Erase everything of “${table}” from this device? Its hands, its record and the key of your seat go. If that table still goes on, you cannot come back to your seat or your chips with this device, and results that are not settled can no longer be proven from here. The others keep theirs.`,
  eraseAll: 'Erase everything',
  eraseAllAsk:
    'Erase all games and all keys from this device? No seat can be taken up again from here, no result proven, no hand looked at. The other players keep theirs.',
  erase: 'Erase',
  cancel: 'Keep',
  inUse: 'A tab of this browser has this game open. Leave it there first; nothing was erased.',
  erased: 'Erased.',
  unreadable: 'This browser does not say how much is stored.',
};

/** Which build of the app runs here. */
export const build = {
  own: (version: string) => `This app is version ${version}, and in four words:`,
  unknown: (version: string) =>
    `This app is version ${version}. Its host has put up another build meanwhile, or lists none, so there is nothing to compare it with. Reload the page to get the newer one.`,
  compareHint:
    'Read the words to one another: the same words mean the same app. Whoever builds it from the sources gets them from “npm run digest”. A host that lies to everybody in everything could lie in this too.',
  compare: 'Compare with the host again',
  comparing: 'Every file is being fetched once more …',
  compareFailed: 'The host does not answer, so nothing was compared. What you run goes on.',
  same: (files: number) => `All ${files} files are what this page runs.`,
  differs: (files: string, n: number) =>
    `The host now serves ${plural(n, 'one other file', `${n} other files`)}: ${files}. After an update that is as it should be, and this page says so; otherwise ask whoever runs the site before you go on playing for money.`,
  understood: 'Understood',
};
