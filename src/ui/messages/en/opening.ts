/** Words about opening a table, and why it cannot be opened, in English. */
import { appFailures } from './apps.ts';
import { deviceFailures } from './device.ts';
import { movedFailure } from './seats.ts';
import { failureStart } from './start.ts';

export const failure = {
  ...failureStart,
  sentences: {
    'bad-url': 'This link is damaged: part of the table’s address is missing or mistyped.',
    'cut-off':
      'The end of this link is missing: some apps cut long links. Ask for it again, and copy all of it.',
    'wrong-id': 'This link does not match the rules it carries: somebody changed it. Ask for a fresh one.',
    'no-webrtc': 'This browser cannot connect to other players directly (WebRTC is missing or switched off).',
    ...deviceFailures,
    moved: movedFailure,
    ...appFailures,
    'table-full': 'Every seat at this table is taken.',
    'already-started': 'This game began without you.',
    'practice-over':
      'This practice table ended when its page was closed or reloaded: its bots lived in that page. The hands are in your history.',
    'already-open': 'You have this table open in another tab. Go on there, or close it first.',
    'relay-unreachable':
      'The meeting point of this table cannot be reached, so the other players cannot be found. Check your connection and try again.',
    'crs-mismatch': 'The proving keys this site serves are not the ones this table was made with.',
    'other-state':
      'This tab and the others disagree about what happened at the table, although it has judged everything once more. Perhaps it runs an older or newer version than they do: reload the page, or close all its tabs and open it again. Nobody is accused, your chips are what the others’ log says, and your own log can be exported from the history.',
    ...failureStart.sentences,
  },
};
