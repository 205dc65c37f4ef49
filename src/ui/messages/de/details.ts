/** Die Statuszeile und was unter dem Tisch liegt, auf Deutsch. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import { steps } from './events.ts';

export const status: Messages['status'] = {
  strip: 'Zustand des Tischs: Einzelheiten öffnen',
  links: (direct, relayed, none) =>
    [direct ? `${direct} direkt` : '', relayed ? `${relayed} über Relay` : '', none ? `${none} verloren` : '']
      .filter(Boolean)
      .join(' · ') || 'keine Verbindungen',
};

export const details: Messages['details'] = {
  title: 'Unter dem Tisch',
  close: 'Schließen',
  plain: 'In einfachen Worten',
  plainShares: (n) => `${n} ${plural(n, 'Kartenöffnung', 'Kartenöffnungen')} in dieser Hand geprüft.`,
  plainFinal: (n, f) =>
    `${n} Tabs führen das Protokoll gemeinsam. ${f > 0 ? `Es geht weiter, auch wenn ${f} davon ${plural(f, 'ausfällt', 'ausfallen')}.` : 'Alle werden gebraucht, damit es weitergeht.'}`,
  plainLatency: (ms) => `Deine Aktionen waren nach ${ms} ms endgültig (Median).`,
  chips: 'Stacks und Pfänder',
  chipsNote:
    'Ein Pfand ist neben dem Stack gesperrt. Wer nachweislich am Deck betrogen hat, verliert es an die anderen.',
  credit: (chips) => `+ ${chips} nach dieser Hand`,
  proofs: 'Beweise in dieser Hand',
  noProofs: 'Noch keine.',
  network: 'Netz',
  chain: 'Protokoll',
  proof: steps,
  ok: 'geprüft',
  bad: 'gescheitert',
  own: 'dein eigener',
  took: (ms) => `${ms} ms`,
  columns: {
    seat: 'Platz',
    stack: 'Stack',
    bond: 'Pfand',
    step: 'Schritt',
    result: 'Ergebnis',
    time: 'Zeit',
    peer: 'Gegenüber',
    link: 'Verbindung',
    rtt: 'Hin und zurück',
    refused: 'Abgelehnte Nachrichten',
  },
  noRefused: 'keine',
  chainRows: {
    epoch: 'Epoche',
    validators: 'Validatoren',
    tolerated: 'Verkraftete Ausfälle',
    height: 'Letzter endgültiger Block',
    round: 'Runde',
    clock: 'Tischuhr',
    root: 'Zustandswurzel',
    table: 'Tisch-ID',
    relay: 'Treffpunkt',
    signatures: 'Unterschriften',
    rules: 'Fassung der Regeln',
  },
  signatures: {
    webcrypto: 'vom Browser selbst (WebCrypto)',
    noble:
      'in JavaScript, etwa dreißigmal langsamer: Dieser Browser hat kein Ed25519, das wie der Tisch urteilt',
  },
  relay: {
    connecting: 'wird verbunden',
    connected: 'verbunden',
    lost: 'verloren (wird nicht mehr gebraucht)',
  },
};
