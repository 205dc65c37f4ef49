/**
 * Names of hands come from the rules in English ("Full house, kings over threes"). Other languages read them back
 * into what they say; a name they do not know stays as it is.
 */
export type RankWord =
  | 'two'
  | 'three'
  | 'four'
  | 'five'
  | 'six'
  | 'seven'
  | 'eight'
  | 'nine'
  | 'ten'
  | 'jack'
  | 'queen'
  | 'king'
  | 'ace';

export interface HandWords {
  readonly one: Readonly<Record<RankWord, string>>;
  readonly many: Readonly<Record<RankWord, string>>;
  readonly royalFlush: string;
  readonly straightFlush: (high: string) => string;
  readonly fourOfAKind: (many: string) => string;
  readonly fullHouse: (over: string, under: string) => string;
  readonly flush: (high: string) => string;
  readonly straight: (high: string) => string;
  readonly threeOfAKind: (many: string) => string;
  readonly twoPair: (high: string, low: string) => string;
  readonly pair: (many: string) => string;
  readonly highCard: (high: string) => string;
  /** `cards`: '8-6-4-3-A'. */
  readonly low: (cards: string) => string;
  /** Before the second board's hand. */
  readonly secondBoard: string;
  readonly kicker: (name: string, rank: string) => string;
}

const SINGULAR: Readonly<Record<string, RankWord>> = {
  twos: 'two',
  threes: 'three',
  fours: 'four',
  fives: 'five',
  sixes: 'six',
  sevens: 'seven',
  eights: 'eight',
  nines: 'nine',
  tens: 'ten',
  jacks: 'jack',
  queens: 'queen',
  kings: 'king',
  aces: 'ace',
};

/** A name of a hand in another language; several may stand in a row, as in hi-lo or on two boards. */
export function handIn(words: HandWords, name: string): string {
  return name
    .split('; ')
    .map((part) => {
      const second = part.startsWith('second board: ');
      const one = oneHand(words, second ? part.slice('second board: '.length) : part);
      return second ? `${words.secondBoard}: ${one}` : one;
    })
    .join('; ');
}

function oneHand(w: HandWords, name: string): string {
  const one = (rank: string | undefined): string | undefined =>
    rank !== undefined && Object.hasOwn(w.one, rank) ? w.one[rank as RankWord] : undefined;
  const many = (ranks: string | undefined): string | undefined =>
    ranks !== undefined && Object.hasOwn(SINGULAR, ranks) ? w.many[SINGULAR[ranks]!] : undefined;
  const match = (pattern: RegExp) => pattern.exec(name)?.slice(1);
  const [, before, rank] = /^(.*), (\w+) kicker$/.exec(name) ?? [];
  const kicker = one(rank);
  if (before !== undefined && kicker !== undefined) return w.kicker(oneHand(w, before), kicker);
  if (name === 'Royal flush') return w.royalFlush;
  const low = match(/^low,? ([2-9TJQKA-]+)$/i)?.[0];
  if (low !== undefined) return w.low(low);
  const highs: [RegExp, (high: string) => string][] = [
    [/^Straight flush, (\w+) high$/, w.straightFlush],
    [/^Flush, (\w+) high$/, w.flush],
    [/^Straight, (\w+) high$/, w.straight],
    [/^High card, (\w+)$/, w.highCard],
  ];
  for (const [pattern, say] of highs) {
    const high = one(match(pattern)?.[0]);
    if (high !== undefined) return say(high);
  }
  const groups: [RegExp, (ranks: string) => string][] = [
    [/^Four of a kind, (\w+)$/, w.fourOfAKind],
    [/^Three of a kind, (\w+)$/, w.threeOfAKind],
    [/^Pair of (\w+)$/, w.pair],
  ];
  for (const [pattern, say] of groups) {
    const ranks = many(match(pattern)?.[0]);
    if (ranks !== undefined) return say(ranks);
  }
  const pairs: [RegExp, (a: string, b: string) => string][] = [
    [/^Full house, (\w+) over (\w+)$/, w.fullHouse],
    [/^Two pair, (\w+) and (\w+)$/, w.twoPair],
  ];
  for (const [pattern, say] of pairs) {
    const found = match(pattern);
    const [a, b] = [many(found?.[0]), many(found?.[1])];
    if (a !== undefined && b !== undefined) return say(a, b);
  }
  return name;
}
