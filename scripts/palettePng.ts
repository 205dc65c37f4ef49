/**
 * A screenshot as a PNG with a palette of 256 colours: a third of the size, and on pages of few colours nobody sees
 * the difference. Reads what Chromium writes: 8 bits a channel, RGB or RGBA, not interlaced (PNG, third edition).
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Three bytes a pixel, row by row. */
  readonly rgb: Uint8Array;
}

export function toPalette(png: Buffer): Buffer {
  const { width, height, rgb } = decode(png);
  const pixels = width * height;
  const counts = new Map<number, number>();
  for (let i = 0; i < pixels; i++) {
    const key = (rgb[3 * i]! << 16) | (rgb[3 * i + 1]! << 8) | rgb[3 * i + 2]!;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const palette = choose(counts);
  const nearest = new Map<number, number>();
  const data = Buffer.alloc(height * (width + 1));
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const key = (rgb[3 * i]! << 16) | (rgb[3 * i + 1]! << 8) | rgb[3 * i + 2]!;
      let index = nearest.get(key);
      if (index === undefined) {
        index = nearestOf(palette, key);
        nearest.set(key, index);
      }
      data[y * (width + 1) + 1 + x] = index;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(data, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The most frequent colours, skipping those that are next to one already chosen until the palette is half full. */
function choose(counts: ReadonlyMap<number, number>): number[] {
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([c]) => c);
  if (ranked.length <= COLOURS) return ranked;
  const chosen: number[] = [];
  for (const minimum of [48, 24, 12, 0]) {
    for (const c of ranked) {
      if (chosen.length === COLOURS) return chosen;
      if (chosen.every((p) => distance(p, c) > minimum * minimum)) chosen.push(c);
    }
  }
  return chosen;
}

function nearestOf(palette: readonly number[], colour: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [i, p] of palette.entries()) {
    const d = distance(p, colour);
    if (d < least) {
      least = d;
      best = i;
    }
  }
  return best;
}

function distance(a: number, b: number): number {
  const [r, g, u] = [(a >> 16) - (b >> 16), ((a >> 8) & 255) - ((b >> 8) & 255), (a & 255) - (b & 255)];
  return r * r + g * g + u * u;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function decode(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG');
  const parts: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      width = data.readUInt32BE(0);
      height = data.readUInt32BE(4);
      channels = data[9] === 6 ? 4 : data[9] === 2 ? 3 : 0;
      if (data[8] !== 8 || channels === 0 || data[12] !== 0) throw new Error('not a PNG of this kind');
    } else if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  let before = new Uint8Array(stride);
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const row = unfilter(raw.subarray(y * (stride + 1), (y + 1) * (stride + 1)), before, channels);
    for (let x = 0; x < width; x++)
      rgb.set(row.subarray(x * channels, x * channels + 3), 3 * (y * width + x));
    before = row;
  }
  return { width, height, rgb };
}

function unfilter(line: Uint8Array, above: Uint8Array, channels: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(line.length - 1);
  for (let i = 0; i < out.length; i++) {
    const a = i < channels ? 0 : out[i - channels]!;
    const b = above[i]!;
    const c = i < channels ? 0 : above[i - channels]!;
    out[i] = line[i + 1]! + predicted(line[0]!, a, b, c);
  }
  return out;
}

function predicted(filter: number, left: number, up: number, upLeft: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    default: {
      const p = left + up - upLeft;
      const [a, b, c] = [Math.abs(p - left), Math.abs(p - up), Math.abs(p - upLeft)];
      return a <= b && a <= c ? left : b <= c ? up : upLeft;
    }
  }
}
