/** Why something was not done, in German. */

import type * as english from '../en/refusals.ts';
import { otherRulesRefusal } from './apps.ts';
import { claim } from './claim.ts';
import { entryRefusals } from './entry.ts';
import { past } from './past.ts';

export const refusals: typeof english.refusals = {
  otherRules: otherRulesRefusal,
  twoPasts: past.refusal,
  stale: 'Der Tisch ist schon weiter: Es wurde nichts gesendet. Sieh noch einmal hin.',
  opening: 'Der Tisch wird noch geöffnet. Versuch es gleich noch einmal.',
  notPlaying: 'Hier läuft kein Spiel: Es wurde nichts gesendet.',
  watching: 'Du schaust nur zu. Nimm einen Platz, um mitzuspielen.',
  noSeat: 'Dafür brauchst du einen Platz an diesem Tisch.',
  pending: 'Deine letzte Aktion ist noch unterwegs.',
  busy: 'Vieles, was du getan hast, ist noch unterwegs: Warte, bis es endgültig ist.',
  notYourTurn: 'Du bist nicht mehr dran: Es wurde nichts gesetzt.',
  amount: 'Dieser Betrag geht nicht: Es wurde nichts gesendet. Ganze Chips, mindestens einer.',
  notBetting: 'Gerade wird nicht gesetzt: Es wurde nichts gesetzt.',
  notInHand: 'Du bist nicht in dieser Hand. Warte auf die nächste.',
  handOver: 'Die Hand ist vorbei: Es wurde nichts gesetzt.',
  nothingToCall: 'Es gibt nichts zu callen: Es wurde nichts gesetzt. Check stattdessen.',
  callOrFold: 'Jemand hat gesetzt. Calle, erhöhe oder folde.',
  bringIn: 'Zuerst kommt der Bring-in. Setze oder ergänze ihn.',
  notReopened:
    'Das All-in vor dir war keine volle Erhöhung, darum darfst du nicht noch einmal erhöhen. Calle oder folde.',
  raiseCap: 'In dieser Runde darf nicht mehr erhöht werden. Calle oder folde.',
  raisePointless: 'Niemand in der Hand könnte mehr callen. Calle oder folde.',
  raiseTooSmall:
    'Das ist weniger als die kleinste Erhöhung: Es wurde nichts gesetzt. Setze mehr, oder calle.',
  raiseTooLarge: 'Das ist mehr, als das Limit erlaubt: Es wurde nichts gesetzt. Setze weniger.',
  raiseAboveStack: 'So viele Chips hast du nicht: Es wurde nichts gesetzt.',
  onlyCall: 'Du hast zu wenige Chips, um mehr zu tun als zu callen.',
  timeBankEmpty: 'Deine Zeitbank ist leer.',
  timeTaken: 'Für diese Entscheidung hast du dir schon mehr Zeit genommen.',
  notShowdown: 'Karten zeigt man beim Showdown oder nach der Hand.',
  mustShow: 'Wenn nichts mehr gesetzt werden kann, werden alle Hände gezeigt: Deine kannst du nicht mucken.',
  noClaim: claim.noClaim,
  notNow: 'Diese Karten können jetzt nicht gezeigt werden.',
  notAsked: 'Ob zweimal ausgeteilt wird, wird niemand mehr gefragt.',
  done: 'Das ist schon geschehen.',
  notOffered: 'Das gibt es an diesem Tisch nicht.',
  notOver: 'Die Hand ist noch nicht vorbei. Frag danach noch einmal.',
  nothingLeft: 'Alle Karten lagen schon: Es wäre nichts mehr gekommen.',
  asked: 'Jemand hat schon gefragt: Die Karten werden gerade geöffnet.',
  notStraddler: 'Straddlen darf nur, wer nach dem Big Blind sitzt.',
  requestLimit: 'Das war sehr oft. Warte zehn Sekunden und versuch es noch einmal.',
  votedOut:
    'Die anderen haben dich abgewählt: Du kannst dich hier nicht wieder setzen. Deine Chips hast du mitgenommen.',
  tooManyChips: 'Das ist mehr, als dieser Tisch erlaubt: Es wurde nichts nachgelegt. Bring weniger.',
  tooFewChips: 'Das wäre weniger als ein Big Blind: Es wurde nichts nachgelegt. Bring mehr.',
  noChips: 'Du hast keine Chips. Kaufe dich zuerst wieder ein.',
  noRebuy: 'Dieses Turnier hat keine Rebuys: Niemand kann sich wieder einkaufen.',
  disqualified:
    'Du hast Karten nicht geöffnet, auf die andere warteten, und bist disqualifiziert: Deine Chips gehen in den Blinds auf. Zuschauen kannst du weiter.',
  handAside:
    'Du hast Chips in einer Hand, die zurückgestellt ist. Gehen kannst du, wenn sie gespielt oder ungültig ist; deine Chips darin sind sicher.',
  leaving: 'Dieser Platz wird nach der Hand frei: Wer dort sitzt, geht mit allen Chips.',
  seatTaken: 'Jemand war schneller: Dieser Platz ist besetzt. Nimm einen anderen.',
  seatGone: 'Diesen Platz gibt es hier nicht. Nimm einen anderen.',
  seatEmpty: 'Auf diesem Platz sitzt niemand mehr.',
  tableFull: 'Alle Plätze an diesem Tisch sind besetzt. Du kannst zuschauen.',
  seated: 'Du hast schon einen Platz an diesem Tisch.',
  sittingOut: 'Du setzt schon aus.',
  sittingIn: 'Du setzt nicht aus.',
  expelled: 'Dieser Platz ist gesperrt, weil ihm Betrug nachgewiesen wurde.',
  tableOver: 'Das Spiel an diesem Tisch ist vorbei.',
  tournamentClosed:
    'Ein Turnier, das begonnen hat, nimmt niemanden auf, lässt niemanden gehen und stimmt über nichts ab.',
  alreadyPaused: 'Um eine Pause ist schon gebeten worden.',
  pauseLimit: 'Du hast vor weniger als zehn Händen um eine Pause gebeten. Bitte später noch einmal darum.',
  notPaused: 'Das Spiel läuft schon weiter.',
  aboutYourself: 'Über sich selbst stimmt niemand ab. Wenn du gehen willst, verlass den Tisch.',
  decided: 'Das ist schon entschieden.',
  noVote: 'Über diesen Spieler wird nicht abgestimmt.',
  tooFew: 'Dafür müssen zwei andere da sein.',
  voteLimit: 'Du hast vor wenigen Händen eine Abstimmung begonnen. Beginne die nächste später.',
  proposalOpen: 'Über einen anderen Vorschlag wird noch abgestimmt. Warte, bis er entschieden ist.',
  proposalLimit: 'Du hast vor weniger als drei Händen etwas vorgeschlagen. Schlag später wieder etwas vor.',
  badTerms:
    'Damit lässt sich kein Tisch spielen. Der Big Blind ist mindestens 1 und mindestens so groß wie die Ante, aber nicht größer als ein Anfangsstack; der Small Blind ist nicht größer als der Big Blind; die Bedenkzeit beträgt 3 bis 600 Sekunden.',
  noChange: 'So ist es schon.',
  notNeeded: 'Der Tisch spielt von selbst ohne sie weiter.',
  tournamentWaits:
    'Ein Turnier wartet auf alle: Chips, die inzwischen verloren gingen, könnte niemand nachkaufen.',
  alone: 'Allein kann niemand weiterspielen. Deine Chips bleiben, wie sie sind.',
  fullAside:
    'Es sind schon so viele Hände zurückgestellt, dass der Tisch jetzt warten muss. Deine Chips bleiben, wie sie sind.',
  notMissing: 'Es fehlt niemand mehr: Das Spiel geht weiter.',
  emptyLine: 'Sag erst etwas.',
  chatLimit: 'Einen Moment: höchstens fünf Zeilen in zehn Sekunden.',
  lineTooLong: 'Diese Zeile ist zu lang. Sag es in zweien.',
  lineUnusable: 'Darin stehen Zeichen, die nicht gesendet werden können. Schreib es ohne sie.',
  nameTooLong: 'Dieser Name ist zu lang. Wähle einen kürzeren.',
  nameUnusable: 'In diesem Namen stehen Zeichen, die nicht gesendet werden können. Wähle einen anderen.',
  notCreator: 'Nur wer den Tisch angelegt hat, kann das Spiel beginnen.',
  notReady: 'Noch sind nicht alle bereit und verbunden. Beginne, wenn sie es sind.',
  started: 'Das Spiel hat begonnen: Das lässt sich nicht mehr ändern.',
  aWitness: 'Ein Zeuge stimmt mit ab und spielt nicht.',
  // Coming to a table.
  ...entryRefusals,
};

export const peerRefusals: typeof english.peerRefusals = {
  late: (n) => `${n} zu spät`,
  repeated: (n) => `${n} wiederholt`,
  notAllowed: (n) => `${n} nicht erlaubt`,
  unreadable: (n) => `${n} nicht lesbar`,
  unsigned: (n) => `${n} falsch unterschrieben`,
  falseProof: (n) => `${n} mit falschem Beweis`,
  tooMuch: (n) => `${n} zu viel`,
  elsewhere: (n) => `${n} von einem anderen Tisch`,
};

export const faultReasons: typeof english.faultReasons = {
  malformed: 'das Gesendete hat nicht die Form eines solchen Beweises',
  'bad-point': 'ein Punkt darin gehört nicht zur Gruppe',
  'bad-scalar': 'eine Zahl darin ist zu groß',
  'out-of-range': 'es ist von Karten oder Größen die Rede, die es nicht gibt',
  'proof-fails': 'seine Gleichungen gehen nicht auf',
  silent: 'es kam nichts rechtzeitig',
  'bad-signature': 'der Neuling hatte nicht unterschrieben',
  'signed-on': 'sie hatte unterschrieben, dass sie aufhört, und machte weiter: beides steht im Protokoll',
  'two-blocks': 'beide Fassungen stehen im Protokoll',
  'false-evidence': 'die Anschuldigung trifft nicht zu',
};
