/** Which apps are at a table: the same build, another one, or one that plays by other rules. In German. */

/** Why a table does not open, where the version of the app is the reason. */
export const appFailures = {
  'newer-link':
    'Dieser Link stammt von einer neueren Fassung dieser App, als diese Seite hat. Nichts ist verloren: Lade die Seite neu, um die neuere Fassung zu bekommen, oder öffne den Link dort, wo es sie gibt.',
  'rules-newer':
    'Dieser Tisch wird nach neueren Regeln gespielt, als diese Seite kennt. Sie macht darum nicht mit: Sie würde falsch beurteilen, was die anderen tun. Dein Platz, deine Chips und dein Schlüssel bleiben auf diesem Gerät. Lade die Seite neu, um die neuere Fassung der App zu bekommen.',
  'rules-older':
    'Dieser Tisch wird nach älteren Regeln gespielt, als diese Seite kennt. Sie macht darum nicht mit: Sie würde falsch beurteilen, was die anderen tun. Dein Platz, deine Chips und dein Schlüssel bleiben auf diesem Gerät. Öffne den Link dort, wo es noch die ältere Fassung gibt, oder spielt an einem neuen Tisch weiter.',
};

export const apps = {
  newer: (names: string) =>
    `${names}: eine neuere Fassung dieser App, die nach neueren Regeln spielt. Ihr könnt erst zusammen Platz nehmen, wenn auch diese Seite sie hat: Lade die Seite neu. Es geht um keine Chips, und niemand hat etwas falsch gemacht.`,
  older: (names: string) =>
    `${names}: eine ältere Fassung dieser App, die nach älteren Regeln spielt. Ihr könnt erst zusammen Platz nehmen, wenn die Seite dort neu geladen ist. Es geht um keine Chips, und niemand hat etwas falsch gemacht.`,
  same: (n: number, words: string) =>
    n === 1
      ? `Auf der anderen Seite läuft dieselbe App wie bei dir: ${words}.`
      : `Bei allen ${n} anderen läuft dieselbe App wie bei dir: ${words}.`,
  sameOf: (same: number, n: number, words: string) =>
    `Bei ${same} von ${n} anderen läuft dieselbe App wie bei dir: ${words}.`,
  own: (words: string) => `Deine App ist ${words}.`,
  different: (name: string, words: string) => `Bei ${name} läuft ein anderer Bau der App: ${words}.`,
  differentHint:
    'So ist es nach einer Aktualisierung: Wer neu lädt, bekommt die neuere. Weiß niemand von einer, dann lest euch die Wörter vor und fragt, wer die Seite betreibt, bevor ihr um Geld spielt.',
  unknown: (names: string) =>
    `${names}: Welcher Bau der App dort läuft, ist nicht bekannt. Bots und Zeugen nennen keinen.`,
};

export const otherRulesRefusal =
  'Diese App spielt nach anderen Regeln als dieser Tisch. Wer die ältere Fassung hat, muss die Seite erst neu laden.';
