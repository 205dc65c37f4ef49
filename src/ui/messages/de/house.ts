/** Words for what players decide about the table, in German. */
import * as english from '../en/house.ts';

const parts = english.termsParts;

export const house: typeof english.house = {
  title: 'Der Tisch',
  pause: 'Nach dieser Hand pausieren',
  pauseNow: 'Jetzt pausieren',
  pauseAsked: (name) => `${name} möchte nach dieser Hand eine Pause`,
  paused: (name) => `Pause auf Wunsch von ${name}`,
  endsIn: (time) => `geht in ${time} von selbst weiter`,
  goOn: 'Weiterspielen',
  goOnCount: (yes, needed) => `${yes} von ${needed} möchten weiterspielen`,
  removeOpen: 'Über jemanden abstimmen…',
  remove: (name) => `Abstimmen, ob ${name} gehen soll`,
  removeSure: (name) =>
    `Mehr als die Hälfte der anderen muss zustimmen. ${name} steht dann nach der Hand mit allen Chips auf und kommt mit demselben Schlüssel nicht wieder herein.`,
  removeConfirm: 'Abstimmung beginnen',
  removing: (name) => `Abstimmung: Soll ${name} den Tisch verlassen?`,
  removingYou: 'Die anderen stimmen ab, ob du den Tisch verlässt',
  removed: (name) => `Entschieden: ${name} steht nach dieser Hand mit allen Chips auf`,
  count: (yes, needed) => `${yes} von ${needed} stimmen zu`,
  agree: 'Zustimmen',
  decline: 'Ablehnen',
  terms: (name, blinds, seconds) => `${name} schlägt Blinds ${blinds} und ${seconds} s Bedenkzeit vor`,
  termsDecided: (blinds, seconds) => `Ab der nächsten Hand: Blinds ${blinds}, ${seconds} s Bedenkzeit`,
  termsTitle: 'Andere Blinds oder Bedenkzeit',
  termsNote: 'Alle am Tisch müssen zustimmen, außer wer gerade fehlt; es gilt ab der nächsten Hand.',
  smallBlind: 'Small Blind',
  bigBlind: 'Big Blind',
  seconds: 'Sekunden Bedenkzeit',
  propose: 'Vorschlagen',
};

export const houseLines: typeof english.houseLines = {
  pause: (p) => `${p.name} bittet um eine Pause nach dieser Hand`,
  'pause-over': (p) =>
    p.text === 'time' ? 'Die Pause hat lange genug gedauert: Es geht weiter' : 'Es geht weiter',
  'remove-yes': (p) => `${p.name} stimmt dafür, dass ${p.text} geht`,
  'remove-no': (p) => `${p.name} stimmt dagegen, dass ${p.text} geht`,
  removed: (p) => `${p.name} ist abgewählt und geht mit allen Chips`,
  terms: (p) =>
    `${p.name} schlägt Blinds ${parts(p.text).blinds} und ${parts(p.text).seconds} s Bedenkzeit vor`,
  'terms-yes': (p) =>
    `Alle stimmen zu: Blinds ${parts(p.text).blinds}, ${parts(p.text).seconds} s Bedenkzeit`,
  'terms-no': (p) => `${p.name} lehnt den Vorschlag ab`,
};
