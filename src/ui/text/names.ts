/**
 * Names come from other people: emoji, right-to-left marks, ten thousand characters. They are always text,
 * shortened, stripped of characters that act on their surroundings, and isolated from the sentence round them.
 */
const OPEN = '\u2068';
const CLOSE = '\u2069';
/** Bidirectional controls, line separators, C0/C1 controls, zero-width characters except the emoji joiner. */
const acting = /[\p{Cc}\p{Bidi_Control}\u200b\u200c\u2028\u2029\u2060\ufeff]/gu;
/** What nobody sees: a name of it alone would be an empty seat, and behind a name another seat of that name. */
const unseen = /[\p{Default_Ignorable_Code_Point}\u2800\ufff9-\ufffb]/gu;
/** Pictures, flags and keycaps are made of such marks. */
const emoji = /[\p{Extended_Pictographic}\p{Regional_Indicator}]|\u20e3/u;
/** Within a letter of several signs it changes how they are joined. */
const joining = /(?<=[\p{L}\p{M}])\u200d(?=[\p{L}\p{M}])/u;
const MAX_GRAPHEMES = 20;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
/** A table shows the same dozen names many times a second. */
const shown = new Map<string, string>();
const SHOWN_CAPACITY = 256;

/** A name safe to show: at most `max` characters as people count them. Empty names become '?'. */
export function shownName(name: string | undefined, max = MAX_GRAPHEMES): string {
  // Cut before segmenting: a hostile name may be megabytes long.
  const cut = (name ?? '').slice(0, 400);
  const key = `${max} ${cut}`;
  const before = shown.get(key);
  if (before !== undefined) return before;
  if (shown.size >= SHOWN_CAPACITY) shown.clear();
  const safe = shorten(cut, max);
  shown.set(key, safe);
  return safe;
}

function shorten(name: string, max: number): string {
  const seen = Array.from(segmenter.segment(name.replace(acting, ' ')), ({ segment }) =>
    emoji.test(segment) || joining.test(segment) ? segment : segment.replace(unseen, ''),
  ).join('');
  const clean = seen.replace(/\s+/gu, ' ').trim();
  if (clean === '') return '?';
  const graphemes = Array.from(segmenter.segment(clean), (g) =>
    // A letter with fifty accents is one grapheme and ten lines high.
    g.segment.length > 24 ? '□' : g.segment,
  );
  return graphemes.length <= max ? graphemes.join('') : `${graphemes.slice(0, max - 1).join('')}…`;
}

/** For use inside a sentence of the catalogue: the isolation marks become <bdi> in `Words`. */
export function isolated(name: string | undefined): string {
  return OPEN + shownName(name) + CLOSE;
}

export interface Piece {
  readonly text: string;
  readonly isolate: boolean;
  /** Its number in the sentence. */
  readonly at: number;
}

/** Cuts a sentence at its isolation marks. */
export function pieces(sentence: string): Piece[] {
  const out: Piece[] = [];
  for (const [i, part] of sentence.split(OPEN).entries()) {
    if (i === 0) {
      if (part !== '') out.push({ text: part, isolate: false, at: out.length });
      continue;
    }
    const end = part.indexOf(CLOSE);
    out.push({ text: end < 0 ? part : part.slice(0, end), isolate: true, at: out.length });
    if (end >= 0 && end + 1 < part.length)
      out.push({ text: part.slice(end + 1), isolate: false, at: out.length });
  }
  return out;
}

/** UTF-8 length, which is what the protocol's caps count. */
export function utf8Bytes(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** What was typed or pasted, as it may be sent: nothing that acts on its surroundings, at most `maxBytes` of UTF-8. */
export function fitBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let out = '';
  for (const c of text.replace(acting, ' ')) {
    bytes += utf8Bytes(c);
    if (bytes > maxBytes) break;
    out += c;
  }
  return out;
}

/** A stable colour number 0..7 for a name's badge. */
export function badgeColour(seat: number): number {
  return ((seat % 8) + 8) % 8;
}

/** First letter (or emoji) of a name, for its badge. */
export function initialOf(name: string): string {
  const first = segmenter.segment(shownName(name))[Symbol.iterator]().next();
  return first.done ? '?' : first.value.segment.toUpperCase();
}
