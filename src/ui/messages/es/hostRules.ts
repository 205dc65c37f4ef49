/** Lo que fija el anfitrión además de las apuestas, en español: volver a comprar, pausas, el tope del límite fijo. */
import type { Messages } from '../en/index.ts';

export const hostRules: Messages['hostRules'] = {
  minBuyIn: 'Mínimo para volver a comprar',
  minBuyInNote: (chips) => `Para quien ha perdido todo el stack. Vacío: ${chips}.`,
  maxBuyIn: 'Stack máximo al añadir',
  maxBuyInNote: (chips) =>
    `Entre manos se pueden añadir fichas hasta aquí. Vacío: ${chips}, como al empezar.`,
  pace: 'Tiempo para mirar tras una mano',
  paces: {
    quick: 'Corto: 1 s, con showdown 2 s',
    usual: 'Normal: 1,5 s, con showdown 3 s',
    slow: 'Largo: 3 s, con showdown 7 s',
  },
  paceNote: 'Cuando se reparte un all-in, sus cartas llevan su propio tiempo además.',
  capHeadsUp: 'Cuatro apuestas por ronda, también cuando quedan dos',
  capHeadsUpNote: 'Según el reglamento, dos jugadores pueden resubirse sin fin.',
  problems: {
    minBuyIn: 'Tiene que dar para la ciega grande y la fianza, y no pasar del stack.',
    maxBuyIn: 'No puede ser menor que el stack.',
  },
  rules: {
    buyIns: (least, most) => `se vuelve a comprar desde ${least}, stacks hasta ${most}`,
    capHeadsUp: 'cuatro apuestas por ronda también para los dos últimos',
    quick: 'pausas cortas entre manos',
    slow: 'pausas largas entre manos',
  },
};
