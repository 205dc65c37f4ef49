/** Die Seite der Zahlen (/diagnostics). */
import type { Messages } from '../en/index.ts';

export const numbers: Messages['numbers'] = {
  title: 'Zahlen für einen Bericht',
  lead: 'Was die Tische tun, die in diesem Browser offen sind, in Zahlen. Keine Karten, Schlüssel, Namen oder Adressen stehen darin. Sie ändern sich, während die Tische weitergehen.',
  link: 'Zahlen für einen Bericht',
  device: 'Dieser Browser',
  noTable:
    'In diesem Browser ist kein Tisch offen. Lass diese Seite offen und öffne einen in einem anderen Tab.',
  table: (n) => `Tisch ${n}`,
  copyHint:
    'Wenn etwas langsam ist oder stillsteht: Kopiere dies, solange es so ist, und schicke es dem, der diese Seite betreibt.',
  rows: {
    build: 'Fassung',
    browser: 'Browser',
    cores: 'Prozessorkerne',
    isolated: 'Abgeschirmte Seite',
    webRtc: 'Direkte Verbindungen möglich',
    serviceWorker: 'Geht ohne Netz',
    storage: 'Gespeichert',
    phase: 'Wo er steht',
    relay: 'Relay',
    links: 'Verbindungen, direkt und über das Relay',
    rtt: 'Hin und zurück, Hälfte und 95 von 100 darunter',
    position: 'Epoche und Höhe',
    hand: 'Eine Hand läuft',
    working: 'Etwas wartet darauf, endgültig zu werden',
    sinceSlot: 'Seit dem letzten endgültigen Schritt',
    linked: 'Mitglieder verbunden, von allen, nötig',
    waitingFor: 'Mitglieder, auf die gewartet wird',
    participation: 'Mitglieder, die zuletzt zu hören waren',
    contradictions: 'Widersprüche, Verstöße',
    action: 'Deine Züge bis endgültig, Hälfte und 95 von 100 darunter',
    proofs: 'Prüfen eines Beweises, Hälfte und 95 von 100 darunter',
    refused: 'Abgewiesene Nachrichten',
  },
  yes: 'ja',
  no: 'nein',
  unknown: 'unbekannt',
};
