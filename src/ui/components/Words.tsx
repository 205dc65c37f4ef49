import { Fragment } from 'react';
import { pieces } from '../text/names.ts';

/** A sentence of the catalogue; the names in it are set apart so that they cannot turn its direction. */
export function Words({ text }: { text: string }) {
  return pieces(text).map((piece) => (
    <Fragment key={piece.at}>{piece.isolate ? <bdi dir="auto">{piece.text}</bdi> : piece.text}</Fragment>
  ));
}
