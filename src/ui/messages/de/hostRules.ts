/** Was der Gastgeber neben den Einsätzen festlegt, auf Deutsch: Neueinkauf, Pausen, die Grenze im Fixed Limit. */
import type { Messages } from '../en/index.ts';

export const hostRules: Messages['hostRules'] = {
  minBuyIn: 'Neueinkauf mindestens',
  minBuyInNote: (chips) => `Für alle, die ihren ganzen Stack verloren haben. Leer gelassen: ${chips}.`,
  maxBuyIn: 'Größter Stack durch Dazulegen',
  maxBuyInNote: (chips) =>
    `Bis dahin darf man zwischen den Händen Chips dazulegen. Leer gelassen: ${chips}, wie zu Beginn.`,
  pace: 'Zeit zum Hinsehen nach einer Hand',
  paces: {
    quick: 'Kurz: 1 s, Showdown 2 s',
    usual: 'Üblich: 1,5 s, Showdown 3 s',
    slow: 'Lang: 3 s, Showdown 7 s',
  },
  paceNote: 'Wird ein All-in ausgeteilt, kommt dessen Zeit dazu.',
  capHeadsUp: 'Vier Bets je Runde, auch wenn nur noch zwei dabei sind',
  capHeadsUpNote: 'Nach den Büchern dürfen zwei einander ohne Ende raisen.',
  problems: {
    minBuyIn: 'Es muss für Big Blind und Pfand reichen und darf nicht über dem Stack liegen.',
    maxBuyIn: 'Das darf nicht kleiner als der Stack sein.',
  },
  rules: {
    buyIns: (least, most) => `Neueinkauf ab ${least}, Stacks bis ${most}`,
    capHeadsUp: 'vier Bets je Runde auch für die letzten zwei',
    quick: 'kurze Pausen zwischen den Händen',
    slow: 'lange Pausen zwischen den Händen',
  },
};
