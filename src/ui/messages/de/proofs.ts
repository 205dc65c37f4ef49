/** Words for the choice of shuffle proofs, in German. */
import type * as english from '../en/proofs.ts';

export const proofs: typeof english.proofs = {
  label: 'Beweise des Mischens',
  kinds: { both: 'Beide Arten', transparent: 'Ohne Vorbereitung', groth16: 'Klein, mit Vorbereitung' },
  notes: {
    both: 'Etwa 6 KB je Mischen und die meiste Arbeit. Niemandem muss vertraut werden: Wer ein Mischen fälschen will, muss beide Arten brechen.',
    transparent:
      '5,4 KB je Mischen und die wenigste Arbeit. Niemandem muss vertraut werden: Es beruht allein auf diskreten Logarithmen.',
    groth16:
      'Die kleinsten, 4 KB je Mischen. Du vertraust darauf, dass das Geheimnis hinter der Referenzzeichenkette dieser Fassung vergessen wurde: Wer es kennt, kann ein Mischen fälschen.',
  },
  /** What the lobby says of a table that does not use both. */
  rules: {
    transparent: 'Mischbeweise ohne Vorbereitung',
    groth16: 'Mischbeweise, die denen vertrauen, die die Referenzzeichenkette gemacht haben',
  },
};
