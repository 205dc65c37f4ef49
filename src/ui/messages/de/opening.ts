/** Über das Öffnen eines Tisches, und warum er sich nicht öffnen lässt, auf Deutsch. */

import type { Messages } from '../en/index.ts';
import { appFailures } from './apps.ts';
import { deviceFailures } from './device.ts';
import { movedFailure } from './seats.ts';
import { failureStart } from './start.ts';

export const failure: Messages['failure'] = {
  ...failureStart,
  sentences: {
    'bad-url': 'Dieser Link ist beschädigt: Ein Teil der Adresse fehlt oder ist vertippt.',
    'cut-off':
      'Das Ende dieses Links fehlt: Manche Apps schneiden lange Links ab. Lass ihn dir noch einmal schicken und kopiere ihn ganz.',
    'wrong-id':
      'Dieser Link passt nicht zu den Regeln, die er enthält: Jemand hat ihn verändert. Lass dir einen neuen schicken.',
    'no-webrtc':
      'Dieser Browser kann sich nicht direkt mit anderen verbinden (WebRTC fehlt oder ist abgeschaltet).',
    ...deviceFailures,
    moved: movedFailure,
    ...appFailures,
    'table-full': 'An diesem Tisch ist jeder Platz besetzt.',
    'already-started': 'Dieses Spiel hat ohne dich begonnen.',
    'practice-over':
      'Dieser Übungstisch endete, als seine Seite geschlossen oder neu geladen wurde: Seine Bots lebten in ihr. Die Hände stehen in deinem Verlauf.',
    'already-open':
      'Du hast diesen Tisch in einem anderen Tab offen. Spiel dort weiter oder schließ ihn zuerst.',
    'relay-unreachable':
      'Der Treffpunkt dieses Tischs ist nicht erreichbar, also lassen sich die anderen nicht finden. Prüfe deine Verbindung und versuch es noch einmal.',
    'crs-mismatch': 'Die Beweisschlüssel dieser Seite sind nicht die, mit denen der Tisch eröffnet wurde.',
    'other-state':
      'Dieser Tab und die anderen sind sich nicht einig, was am Tisch geschehen ist, obwohl er alles noch einmal geprüft hat. Vielleicht läuft hier eine ältere oder neuere Fassung als dort: Lade die Seite neu, oder schließe alle ihre Tabs und öffne sie wieder. Niemand wird beschuldigt, deine Chips sind, was das Protokoll der anderen sagt, und dein eigenes kannst du in der Historie exportieren.',
    ...failureStart.sentences,
  },
};
