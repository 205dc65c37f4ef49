/** What one who watches hears of the others' talk. Pure. */
import type { RailLineView } from '../../client/contract/rail.ts';
import { shownName } from '../text/names.ts';

/** Enough of a key to tell two of one name apart. */
const MARK_LENGTH = 4;

interface Heard {
  readonly muted: boolean;
  /** Speakers who are not heard. */
  readonly silenced: ReadonlySet<string>;
}

/** What is shown; one's own lines always are. */
export function heardLines(
  lines: readonly RailLineView[],
  { muted, silenced }: Heard,
): readonly RailLineView[] {
  return lines.filter(({ own, speaker }) => own || (!muted && !silenced.has(speaker)));
}

/** Lines of others after this one. */
export const unreadOf = (heard: readonly RailLineView[], readId: number): number =>
  heard.filter(({ own, id }) => !own && id > readId).length;

/** A name anybody can take, and a mark that nobody can choose quickly. */
export function speakerName({ nickname, speaker }: RailLineView, somebody: string): string {
  const name = nickname.trim() === '' ? somebody : shownName(nickname);
  return `${name === '?' ? somebody : name} · ${speaker.slice(0, MARK_LENGTH)}`;
}
