/** German for the lines of the event log. */

import type { Messages } from '../en/index.ts';
import { type FaultStep, faultIn } from '../logParts.ts';
import { claimLine } from './claim.ts';
import { entryLines } from './entry.ts';
import { exitLines } from './exits.ts';
import { handName, street, streetTitle } from './games.ts';
import { houseLines } from './house.ts';
import { faultReasons } from './refusals.ts';

export const steps: Record<FaultStep, string> = {
  key: 'Handschlüssel',
  shuffle: 'Mischen',
  shares: 'Kartenanteile',
  show: 'gezeigte Karten',
  win: 'Gewinn ohne Zeigen',
  escrow: 'Treuhand',
  equivocation: 'Signatur',
  evidence: 'Anklage',
  admit: 'Neuling',
  junk: 'Unbrauchbares',
  channel: 'Empfangsschlüssel',
  dealing: 'Schlüsselverteilung',
  complaint: 'Schlüsselbeschwerde',
  ready: 'Schlüsselunterschrift',
};
export const posts: Record<string, string> = {
  'small-blind': 'den Small Blind, ',
  'big-blind': 'den Big Blind, ',
  straddle: 'einen Straddle, ',
};

export const log: Messages['log'] = {
  title: 'Was gerade passiert',
  open: 'Verlauf und Chat',
  chat: 'Etwas sagen',
  send: 'Senden',
  empty: 'Noch gibt es nichts zu berichten.',
  chatLong: 'Das ist zu lang.',
  street,
  streetTitle,
  lines: {
    'hand-started': (p) => (p.text ? `Hand ${p.text} beginnt` : 'Eine neue Hand beginnt'),
    shuffled: (p) => `${p.name} hat gemischt, Beweis geprüft`,
    blind: (p) => `${p.name} setzt ${posts[p.text] ?? ''}${p.chips}`,
    ante: (p) => `${p.name} setzt die Ante, ${p.chips}`,
    fold: (p) => `${p.name} foldet`,
    check: (p) => `${p.name} checkt`,
    call: (p) => `${p.name} callt ${p.chips}`,
    bet: (p) => `${p.name} setzt ${p.chips}`,
    raise: (p) => `${p.name} erhöht auf ${p.chips}`,
    'all-in': (p) => `${p.name} ist all-in${p.chips ? ` mit ${p.chips}` : ''}`,
    timeout: (p) => `${p.name} hat die Zeit überschritten`,
    street: (p) => `${streetTitle(p.text)}${p.cards ? `: ${p.cards}` : ''}`,
    show: (p) => `${p.name} zeigt ${p.cards}${p.text ? ` – ${handName(p.text)}` : ''}`,
    muck: (p) => (p.text === 'dead' ? `Die Hand von ${p.name} ist tot` : `${p.name} muckt`),
    claim: claimLine,
    win: (p) => `${p.name} gewinnt ${p.chips}${p.text ? ` mit ${handName(p.text)}` : ''}`,
    refund: (p) => `${p.chips} nicht gecallt, zurück an ${p.name}`,
    fault: (p) => {
      if (p.text === 'impossible-card')
        return 'Eine Karte kam heraus, die es nicht geben kann: Die Hand zählt nicht';
      const { step, what, silent, why } = faultIn(p.text, steps, faultReasons);
      if (step === 'equivocation') return `${p.name} hat zwei Fassungen eines Blocks unterschrieben`;
      if (step === 'evidence') return `${p.name} hat jemanden mit gefälschten Belegen beschuldigt`;
      if (silent) return `${p.name} hat nicht rechtzeitig geantwortet${what ? ` (${what})` : ''}`;
      return `${p.name}: Beweis gescheitert${what ? ` (${what}${why ? `: ${why}` : ''})` : ''}`;
    },
    redeal: () => 'Die Hand wird mit neuen Schlüsseln noch einmal ausgeteilt',
    busted: (p) => `${p.name} hat keine Chips mehr`,
    'sit-out': (p) => (p.text === 'absent' ? `${p.name} ist nicht da und setzt aus` : `${p.name} setzt aus`),
    'sit-in': (p) => `${p.name} ist zurück`,
    'sit-down': (p) => `${p.name} nimmt mit ${p.chips} Platz`,
    leave: (p) => `${p.name} verlässt den Tisch`,
    'top-up': (p) => `${p.name} legt ${p.chips} dazu`,
    'set-aside': (p) => `Hand ${p.text} ist mit ${p.chips} Chips zurückgestellt`,
    resumed: (p) => `Hand ${p.text} mit ${p.chips} Chips geht weiter`,
    voided: (p) => `Hand ${p.text} ist ungültig: Alle Einsätze gehen zurück`,
    rabbit: (p) => (p.cards ? `Gekommen wäre: ${p.cards}` : `${p.name} fragt, was gekommen wäre`),
    twice: (p) => `${p.name} ${p.text === 'yes' ? 'würde zweimal austeilen' : 'möchte nur ein Board'}`,
    place: (p) =>
      `${p.name} ${p.text === '1' ? 'gewinnt das Turnier' : `scheidet als ${p.text}. aus`}${p.chips && p.chips !== '0' ? `, Preis ${p.chips}` : ''}`,
    ...houseLines,
    ...exitLines,
    ...entryLines,
    chat: (p) => `${p.name}: ${p.text}`,
    'hand-over': (p) => (p.text ? `Hand ${p.text} ist zu Ende` : 'Die Hand ist zu Ende'),
    'table-over': () => 'Das Spiel ist zu Ende',
  },
};
