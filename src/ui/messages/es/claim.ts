/** Words for winning without showing, in Spanish. */
import type * as english from '../en/claim.ts';
import { claimStart } from './start.ts';

export const claim: typeof english.claim = {
  offer: (relation, pairs) =>
    `${relation === 'better' ? 'Tu mano gana' : 'Tu mano empata'}. Tapada, solo revela que es una de ${pairs}. Si no eliges nada, se muestra.`,
  show: 'Mostrar',
  unseen: 'Ganar sin mostrar',
  unseenEqual: 'Repartir sin mostrar',
  flag: 'ganó sin mostrar',
  proof: (name, relation) =>
    relation === 'better'
      ? `${name} ha demostrado una mano mejor que todas las mostradas; nadie la ha visto.`
      : `${name} ha demostrado una mano igual a la mejor mostrada; nadie la ha visto.`,
  noClaim: 'Aquí tu mano no puede ganar sin verse: muéstrala.',
  rule: 'quien muestra el último puede ganar sin enseñar',
  ...claimStart,
};

/** A line of the event log. */
export const claimLine: typeof english.claimLine = (p) =>
  p.text === 'equal'
    ? `${p.name} ha demostrado una mano igual sin mostrarla`
    : `${p.name} ha demostrado una mano mejor sin mostrarla`;
