/** Where seats go round the table. Positions are percentages of the table's box. */
export interface Place {
  readonly x: number;
  readonly y: number;
  /** Where this seat's bet lies: towards the middle. */
  readonly betX: number;
  readonly betY: number;
}

/** 'tall' is a phone upright, 'low' a phone on its side, 'wide' everything else. */
export type TableShape = 'wide' | 'tall' | 'low';

/** So many seats that they stand closer. */
export const isCrowded = (count: number): boolean => count >= CROWDED;

/**
 * On phones the board needs the whole width at its height, so seats keep to spots above and below it.
 * Spots: L/R left and right, T top; 1 is nearest to you.
 */
type Spot = 'you' | 'L1' | 'L2' | 'L3' | 'TL' | 'T' | 'TR' | 'R3' | 'R2' | 'R1';

const place = (x: number, y: number, betX: number, betY: number): Place => ({ x, y, betX, betY });

const spots: Record<'tall' | 'low', Record<Spot, Place>> = {
  tall: {
    you: place(50, 91, 50, 76),
    L1: place(15.5, 78.5, 37, 82),
    L2: place(15.5, 65.5, 37, 67),
    L3: place(15.5, 27.5, 37, 28),
    TL: place(30.5, 11.5, 34, 21.5),
    T: place(50, 11.5, 50, 22.5),
    TR: place(69.5, 11.5, 66, 21.5),
    R3: place(84.5, 27.5, 63, 28),
    R2: place(84.5, 65.5, 63, 67),
    R1: place(84.5, 78.5, 63, 82),
  },
  low: {
    you: place(50, 86, 66, 69),
    L1: place(14, 80, 27, 70),
    L2: place(10.5, 55, 24.5, 53),
    L3: place(12, 29, 26.3, 36),
    TL: place(34, 17, 36.5, 31),
    T: place(50, 17, 66, 20),
    TR: place(66, 17, 63.5, 31),
    R3: place(88, 29, 73.7, 36),
    R2: place(89.5, 55, 75.5, 53),
    R1: place(86, 80, 73, 70),
  },
};

/** On a small phone your bet lies above your cards. */
const smallYou = place(50, 91, 50, 68);
/** Seven and more on a small phone: two rows below the board and two above it, each clear of the other's tags. */
const smallCrowded: Partial<Record<Spot, Place>> = {
  L1: place(15.5, 85, 34, 76),
  L2: place(15.5, 62.5, 34, 71),
  L3: place(15.5, 29, 35, 28),
  R3: place(84.5, 29, 65, 28),
  R2: place(84.5, 62.5, 66, 71),
  R1: place(84.5, 85, 66, 76),
};
const CROWDED = 7;

/** Spots by number of seats, clockwise from you. */
const lineups: Record<number, readonly Spot[]> = {
  1: ['you'],
  2: ['you', 'T'],
  3: ['you', 'L3', 'R3'],
  4: ['you', 'L3', 'T', 'R3'],
  5: ['you', 'L2', 'TL', 'TR', 'R2'],
  6: ['you', 'L2', 'L3', 'T', 'R3', 'R2'],
  7: ['you', 'L2', 'L3', 'TL', 'TR', 'R3', 'R2'],
  8: ['you', 'L1', 'L2', 'L3', 'T', 'R3', 'R2', 'R1'],
  9: ['you', 'L1', 'L2', 'L3', 'TL', 'TR', 'R3', 'R2', 'R1'],
};

/** Places for `count` seats (1 to 9), the first at the bottom in the middle, the rest clockwise as seen on screen. */
export function seatPlaces(count: number, shape: TableShape, small = false): Place[] {
  const lineup = lineups[count];
  const tight = small && shape === 'tall';
  const closer: Partial<Record<Spot, Place>> = tight
    ? { you: smallYou, ...(isCrowded(count) ? smallCrowded : {}) }
    : {};
  if (shape !== 'wide' && lineup) return lineup.map((spot) => closer[spot] ?? spots[shape][spot]);
  return ovalPlaces(count);
}

/** The oval of a wide table: a superellipse (exponent 2 would be an ellipse, larger is squarer). */
const oval = { rx: 42, ry: 36.5, power: 2.5, cx: 50, cy: 51.5 };
/** Share of the way from a seat to the middle at which its bet lies. */
const betShare = { x: 0.3, y: 0.4 };
const SAMPLES = 720;

/** Equal distances along the oval, so that pods do not crowd at its ends. */
function ovalPlaces(count: number): Place[] {
  const at = (t: number): [number, number] => {
    // t = 0 is the bottom; growing t runs clockwise on screen (bottom, left, top, right).
    const s = Math.sin(t);
    const c = Math.cos(t);
    const x = oval.cx - oval.rx * Math.sign(s) * Math.abs(s) ** (2 / oval.power);
    const y = oval.cy + oval.ry * Math.sign(c) * Math.abs(c) ** (2 / oval.power);
    return [x, y];
  };
  const lengths = [0];
  let [px, py] = at(0);
  for (let i = 1; i <= SAMPLES; i++) {
    const [x, y] = at((2 * Math.PI * i) / SAMPLES);
    lengths.push(lengths[i - 1]! + Math.hypot(x - px, y - py));
    px = x;
    py = y;
  }
  const total = lengths[SAMPLES]!;
  return Array.from({ length: count }, (_, k) => {
    const target = (total * k) / count;
    const i = lengths.findIndex((l) => l >= target);
    const [x, y] = at((2 * Math.PI * i) / SAMPLES);
    // Right above the pot a bet lies beside its seat, or it would cover the pot on a low screen.
    if (y < 40 && Math.abs(x - oval.cx) < 8) return place(round(x), round(y), round(x + 14), round(y + 10));
    return place(
      round(x),
      round(y),
      round(x + (oval.cx - x) * betShare.x),
      round(y + (oval.cy - y) * betShare.y),
    );
  });
}

/** Seat numbers clockwise from the viewer, who sits at the bottom. */
export function seatOrder(seats: readonly number[], yourSeat: number | undefined): number[] {
  const sorted = [...seats].sort((a, b) => a - b);
  const start = yourSeat === undefined ? 0 : Math.max(0, sorted.indexOf(yourSeat));
  return [...sorted.slice(start), ...sorted.slice(0, start)];
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
