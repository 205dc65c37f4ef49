/** The scores as a picture for a chat, drawn in this tab: nobody else sees it before it is sent. */
import type { SessionView } from '../../client/contract/record.ts';
import type { Messages } from '../messages/en/index.ts';
import { saveBytes } from '../platform/saveFile.ts';
import { shownName } from '../text/names.ts';
import { scoresLines } from './scoresText.ts';

const WIDTH = 900;
const LINE = 52;
const EDGE = 56;
const FONT = '30px system-ui, sans-serif';

/** Sentences about what is not in the sums are longer than a line; a word longer than one is squeezed. */
export function wrapped(text: string, widthOf: (text: string) => number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const longer = lines.length === 0 ? word : `${lines.at(-1)} ${word}`;
    const fits = lines.length === 0 || widthOf(longer) <= WIDTH - 2 * EDGE;
    return fits ? [...lines.slice(0, -1), longer] : [...lines, word];
  }, []);
}

/** @throws Error where the browser cannot draw */
export async function savePicture(session: SessionView, table: string, m: Messages): Promise<void> {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser draws no pictures');
  pen.font = FONT;
  const lines = scoresLines(session, m).flatMap((line) =>
    wrapped(line, (text) => pen.measureText(text).width),
  );
  canvas.width = WIDTH;
  canvas.height = 2 * EDGE + 84 + lines.length * LINE;
  const felt = pen.createLinearGradient(0, 0, 0, canvas.height);
  felt.addColorStop(0, '#1f6a60');
  felt.addColorStop(1, '#0c3634');
  pen.fillStyle = felt;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#f3efe2';
  pen.textBaseline = 'top';
  pen.font = '700 48px Georgia, serif';
  pen.fillText(shownName(table, 32), EDGE, EDGE, WIDTH - 2 * EDGE);
  pen.font = FONT;
  lines.forEach((line, i) => {
    pen.fillText(line, EDGE, EDGE + 84 + i * LINE, WIDTH - 2 * EDGE);
  });
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) throw new Error('this browser makes no pictures');
  saveBytes('scores.png', new Uint8Array(await blob.arrayBuffer()));
}
