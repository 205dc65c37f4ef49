/** Deutsch für die Plätze dieses Geräts: umziehen, eine Kopie behalten, und ein Schlüssel an zwei Orten. */
import type * as english from '../en/seats.ts';

export const movedFailure =
  'Diesen Platz hast du einem anderen Gerät übergeben: Spiel dort weiter. Seine Chips und Karten sind mitgegangen, und dieses Gerät kann nicht mehr für ihn unterschreiben. Um ihn zurückzuholen, übergib ihn von dort. Um hier als jemand anderes zu sitzen, lösche dieses Spiel zuerst im Verlauf.';

export const seats: typeof english.seats = {
  title: 'Plätze dieses Geräts',
  lead: 'Ein Platz ist sein Schlüssel: Wer den Schlüssel hat, hat die Chips. Ein Schlüssel spielt immer nur an einem Ort.',
  link: 'Einen Platz umziehen oder eine Kopie behalten',
  none: 'Hier wurde noch kein Tisch geöffnet.',
  unreadable:
    'Was dieser Browser aufhebt, lässt sich gerade nicht lesen. Verloren ist nichts; schließe andere Tabs dieser Seite und versuche es noch einmal.',
  opened: (when) => `Geöffnet ${when}`,
  movedOn: (when) => `Übergeben ${when}; er spielt auf dem anderen Gerät`,
  copied: 'Eine Kopie zum Ansehen: sie spielt nie',
  play: 'Tisch öffnen',
  fromTable: 'Diesen Platz auf ein anderes Gerät umziehen',
  fromTableNote:
    'Verlässt den Tisch hier; die Uhr läuft weiter, bis das andere Gerät übernimmt. Halte es bereit.',
  handOver: 'Auf ein anderes Gerät umziehen',
  handOverTitle: 'Diesen Platz umziehen',
  handOverText:
    'Öffne auf dem anderen Gerät diese Seite und übertrag seinen Code hierher. Der Platz verlässt dieses Gerät sofort, mit Karten und Chips: Gespeichert wird eine Datei, die nur das andere Gerät öffnen kann, sie darf also jeden Weg nehmen, auch per Mail.',
  code: 'Code des anderen Geräts',
  handOverNow: 'Jetzt übergeben',
  handedOver:
    'Übergeben. Bring die gespeicherte Datei auf das andere Gerät und öffne sie dort; bis dahin spielt niemand diesen Platz, und seine Uhr läuft.',
  saveAgain: 'Datei noch einmal speichern',
  backUp: 'Kopie behalten',
  backUpTitle: 'Eine Kopie mit Passphrase',
  backUpText:
    'Die Hände, das Protokoll und der Schlüssel, verschlossen mit den sechs Wörtern unten. Schreib sie auf: Ohne sie öffnet niemand die Kopie. Sie ist zum Ansehen da und um zu beweisen, was gespielt wurde. Spielen kann sie nicht, denn dieses Gerät könnte ja noch spielen.',
  passphrase: 'Die sechs Wörter',
  backUpSave: 'Kopie speichern',
  close: 'Schließen',
  bringTitle: 'Einen Platz auf dieses Gerät holen',
  bringText:
    'Zeig dem Gerät, das den Platz hat, diesen Code, übergib ihn dort und öffne die gespeicherte Datei hier. Eine Kopie öffnest du mit ihren sechs Wörtern. Öffne nur Dateien, die du selbst gemacht hast.',
  ownCode: 'Code dieses Geräts',
  copyCode: 'Code kopieren',
  codeCopied: 'Kopiert',
  codeQr: 'Der Code dieses Geräts als QR-Code',
  file: 'Datei des Platzes oder der Kopie',
  open: 'Öffnen',
  brought: (table) =>
    `Dein Platz an „${table}“ ist jetzt hier, mit Karten und Chips. Öffne den Tisch, um weiterzuspielen.`,
  broughtCopy: (table) =>
    `Die Kopie von „${table}“ ist hier: Ihre Hände stehen im Verlauf. Der Platz selbst bleibt bei dem Gerät, das ihn hat. Ist jenes verloren, setz dich hier mit einem neuen Schlüssel, sobald der Tisch den alten ausgelassen hat.`,
  copyHere:
    'Dieses Gerät hat eine Kopie eines Platzes an diesem Tisch. Eine Kopie spielt nie, denn ihr Gerät könnte es: Was du hier nimmst, ist ein anderer Platz mit eigenem Schlüssel. Hat der Tisch den alten ausgelassen, stehen dessen Chips in der Abrechnung.',
  refused: {
    'in-use': 'Ein Tab dieses Browsers hat dieses Spiel offen. Schließe ihn zuerst; geändert wurde nichts.',
    gone: 'Dieser Platz ist nicht mehr hier. Geändert wurde nichts.',
    'bad-code':
      'Das ist nicht der Code eines Geräts: Er beginnt mit age1 und hat 62 Zeichen. Geändert wurde nichts.',
    'own-code': 'Das ist der Code dieses Geräts selbst. Nimm den des anderen; geändert wurde nichts.',
    'used-code':
      'An diesen Code ging schon ein Platz, und ein Code gilt für einen. Geändert wurde nichts: Öffne jenen zuerst auf dem anderen Gerät und nimm dann den neuen Code, den es zeigt.',
    'needs-passphrase': 'Das ist eine Kopie: Gib ihre sechs Wörter ein.',
    'wrong-passphrase':
      'Diese Wörter öffnen die Kopie nicht. Geändert wurde nichts; vergleiche sie mit dem, was du aufgeschrieben hast.',
    'not-for-this-device':
      'Diese Datei ist für ein anderes Gerät, oder sie wurde hier schon geöffnet. Geändert wurde nichts: Öffne sie auf dem Gerät, für dessen Code sie gemacht ist.',
    damaged:
      'Diese Datei ist beschädigt: Ihr Ende fehlt, oder etwas hat sie verändert. Hier wurde nichts geändert; speichere sie auf dem anderen Gerät noch einmal.',
    'other-version':
      'Diese Datei stammt von einer anderen Fassung dieser App. Lade diese Seite neu und versuche es noch einmal; geändert wurde nichts.',
    'not-a-seat': 'Das ist keine Datei eines Platzes. Geändert wurde nichts.',
    'already-here': 'Dieses Gerät hat diesen Platz schon, und was es hat, ist neuer. Geändert wurde nichts.',
  },
  failed: 'Das ging nicht, und hier wurde nichts geändert. Versuche es noch einmal.',
  alike: (one, seat, other, otherSeat) =>
    `Die Namen ${one} (Platz ${seat}) und ${other} (Platz ${otherSeat}) sehen gleich aus, es sind aber zwei Spieler mit eigenen Schlüsseln. Frag, wer wer ist.`,
  askerAlike: (name) =>
    `Dieser Name sieht aus wie der von ${name} hier am Tisch: Es ist jemand anderes oder ein zweites Gerät. Frag nach, ehe du ihn hereinlässt.`,
  keyElsewhere: {
    title: 'Dein Platz wird auch anderswo gespielt.',
    text: 'Ein anderer Tab oder ein anderes Gerät unterschreibt mit demselben Schlüssel. Damit dein Schlüssel sich nie widerspricht, was deinen Platz kosten könnte, sagt dieser hier nichts mehr; deine Chips sind sicher. Spiel dort weiter, oder schließe es dort und lade diese Seite neu.',
    again: 'Dort ist es zu: neu laden',
  },
};
