/** Looks for secrets in files: every byte of a file, for every secret in every form in which one could stand there. */
import { toHex } from '../codec/decode.ts';

/** Shorter ones are found by chance. */
const LEAST_BYTES = 16;

export interface Secret {
  readonly name: string;
  /** Bytes, or a text that is searched for as it stands. */
  readonly value: Uint8Array | string;
}

interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

/** As it may be written; a part of it is enough. */
export function formsOf(value: Uint8Array): Buffer[] {
  if (value.length < LEAST_BYTES) throw new RangeError('too short to be looked for');
  // Scalars are drawn with their first bit cleared.
  const parts = value.length < 32 ? [value] : [value.subarray(1, 17), value.subarray(-16)];
  return [...parts.flatMap(formsOfPart), ...(value.length === 32 ? [Buffer.from(decimal(value))] : [])];
}

function formsOfPart(part: Uint8Array): Buffer[] {
  const hex = toHex(part);
  const texts = [hex, hex.toUpperCase(), [...part].join(','), ...base64(part, 'base64')];
  const all = [...texts, ...base64(part, 'base64url')].map((text) => Buffer.from(text));
  return [Buffer.from(part), Buffer.from(part.toReversed()), ...all];
}

/** As a part of something longer that was written so: where it begins there, the first and last signs differ. */
function base64(part: Uint8Array, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([new Uint8Array(before), part])
      .toString(encoding)
      .replaceAll('=', '');
    return text.slice(before === 0 ? 0 : before + 1, -1);
  });
}

/** A number of the scalar field, without the bit that is cleared; a few of its signs are enough. */
const decimal = (value: Uint8Array): string =>
  (BigInt(`0x${toHex(value)}`) & ((1n << 255n) - 1n)).toString().slice(-40);

export class SecretSearch {
  /** By their first bytes. */
  private readonly needles = new Map<number, Needle[]>();

  constructor(secrets: readonly Secret[]) {
    for (const { name, value } of secrets) {
      const forms = typeof value === 'string' ? [Buffer.from(value)] : formsOf(value);
      for (const bytes of forms) {
        const key = keyAt(bytes, 0);
        const known = this.needles.get(key);
        if (known === undefined) this.needles.set(key, [{ name, bytes }]);
        else known.push({ name, bytes });
      }
    }
  }

  /** Names of the secrets that stand in it. */
  in(file: Uint8Array): string[] {
    const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
    const found = new Set<string>();
    for (let at = 0; at + 8 <= bytes.length; at++) {
      for (const needle of this.needles.get(keyAt(bytes, at)) ?? [])
        if (bytes.subarray(at, at + needle.bytes.length).equals(needle.bytes)) found.add(needle.name);
    }
    return [...found];
  }
}

const keyAt = (bytes: Buffer, at: number): number =>
  bytes.readUInt32BE(at) * 2 ** 21 + (bytes.readUInt32BE(at + 4) >>> 11);
