/** Words for the choice of shuffle proofs, in Spanish. */
import type * as english from '../en/proofs.ts';

export const proofs: typeof english.proofs = {
  label: 'Pruebas de la mezcla',
  kinds: { both: 'Las dos clases', transparent: 'Sin preparación', groth16: 'Pequeñas, con preparación' },
  notes: {
    both: 'Unos 6 KB por mezcla y el mayor trabajo. No hay que confiar en nadie: quien quiera falsificar una mezcla tiene que romper las dos clases.',
    transparent:
      '5,4 KB por mezcla y el menor trabajo. No hay que confiar en nadie: se apoya solo en logaritmos discretos.',
    groth16:
      'Las más pequeñas, 4 KB por mezcla. Confías en que quien hizo la cadena de referencia de esta versión olvidó su secreto: quien lo sepa puede falsificar una mezcla.',
  },
  /** What the lobby says of a table that does not use both. */
  rules: {
    transparent: 'mezclas probadas sin preparación',
    groth16: 'pruebas de mezcla que confían en quien hizo la cadena de referencia',
  },
};
