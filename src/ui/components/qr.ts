/** A text as a QR code for an SVG: one path in module units, quiet zone included. */
import { encode } from 'uqr';

/** Modules of light border that readers need. */
const QUIET_MODULES = 4;

export interface QrPicture {
  /** Side of the square, quiet zone included, in modules. */
  readonly side: number;
  /** Dark modules, row by row. */
  readonly path: string;
}

/**
 * Low error correction: a screen is not torn, and larger modules are easier to read from across a table.
 * @returns undefined for a text that fits no QR code (more than 2,953 bytes)
 */
export function qrPicture(text: string): QrPicture | undefined {
  if (new TextEncoder().encode(text).length > 2_953) return undefined;
  const { data, size } = encode(text, { ecc: 'L', border: 0 });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      let end = x + 1;
      while (end < size && row[end]) end++;
      path += `M${x + QUIET_MODULES} ${y + QUIET_MODULES}h${end - x}v1h${x - end}z`;
      x = end;
    }
  }
  return { side: size + 2 * QUIET_MODULES, path };
}
