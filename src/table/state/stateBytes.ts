/**
 * A whole state as bytes, for a newcomer. The receiver believes the state root it has signatures for, not the
 * sender: after decoding, `stateRoot` of the result must equal it.
 */
import { DecodeError } from '../../codec/decode.ts';
import { limits } from '../../codec/limits.ts';
import { bound } from './instance.ts';
import { encodePlain } from './root.ts';
import type { AsideHand, TableState } from './state.ts';

/** Only a state between epochs is handed on: no hand, no deck, nobody's escrow key yet. */
export function encodeState(state: TableState): Uint8Array {
  if (state.hand !== undefined) throw new RangeError('a state with a hand in it is not handed on');
  return encodePlain(state, new Set(['events', 'escrowKeys', 'instance']));
}

const DEPTH = 16;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * @returns what the bytes say, not yet known to be a state: compare its root
 * @throws DecodeError
 */
export function decodeState(bytes: Uint8Array): TableState {
  if (bytes.length > limits.stateBytes) throw new DecodeError('oversized', 'state');
  const reader = new Reader(bytes);
  const value = reader.value(0);
  reader.end();
  const { validators, aside } = (value ?? {}) as Partial<TableState>;
  if (!Array.isArray(validators) || validators.length > limits.validators || !Array.isArray(aside))
    throw new DecodeError('malformed', 'state');
  const decoded = value as TableState;
  const state = {
    ...decoded,
    aside: decoded.aside.map(withMissingKeys),
    escrowKeys: validators.map(() => undefined),
    events: [],
  };
  try {
    return bound(state);
  } catch (error) {
    // Plain data that no state could hold has no root.
    if (error instanceof TypeError || error instanceof RangeError) return bad();
    throw error;
  }
}

/** A hand key that was not announced is null in a list of the encoding. */
function withMissingKeys(entry: AsideHand): AsideHand {
  const deck = entry?.hand?.deck;
  if (!Array.isArray(deck?.publicKeys)) throw new DecodeError('malformed', 'state');
  const publicKeys = deck.publicKeys.map((k: Uint8Array | null | undefined) => k ?? undefined);
  return { ...entry, hand: { ...entry.hand, deck: { ...deck, publicKeys } } };
}

/** Reads the encoding of root.ts; whatever it accepts encodes to the same bytes again. */
class Reader {
  private at = 0;
  private readonly view: DataView;
  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  end(): void {
    if (this.at !== this.bytes.length) bad();
  }

  value(depth: number): unknown {
    if (depth > DEPTH) bad();
    switch (this.take(1)[0]) {
      case 1:
        return null;
      case 2:
        return false;
      case 3:
        return true;
      case 4:
        return this.integer();
      case 5:
        return this.text();
      case 6:
        return this.take(this.u32()).slice();
      case 7:
        return Array.from({ length: this.count() }, () => this.value(depth + 1));
      case 8:
        return this.record(depth);
      default:
        return bad();
    }
  }

  private record(depth: number): Record<string, unknown> {
    const out: Record<string, unknown> = {};
    let last: string | undefined;
    for (let n = this.count(); n > 0; n--) {
      if (this.take(1)[0] !== 5) bad();
      const key = this.text();
      if ((last !== undefined && key <= last) || key === '__proto__') bad();
      last = key;
      out[key] = this.value(depth + 1);
    }
    return out;
  }

  private integer(): number {
    this.room(8);
    const n = this.view.getFloat64(this.at);
    this.at += 8;
    if (!Number.isSafeInteger(n) || Object.is(n, -0)) bad();
    return n;
  }

  private text(): string {
    try {
      return utf8.decode(this.take(this.u32()));
    } catch (error) {
      if (error instanceof DecodeError) throw error;
      return bad();
    }
  }

  /** Every item takes at least a byte, so no count can make this grow beyond the input. */
  private count(): number {
    const n = this.u32();
    this.room(n);
    return n;
  }

  private u32(): number {
    this.room(4);
    const n = this.view.getUint32(this.at);
    this.at += 4;
    return n;
  }

  private take(n: number): Uint8Array {
    this.room(n);
    this.at += n;
    return this.bytes.subarray(this.at - n, this.at);
  }

  private room(n: number): void {
    if (this.bytes.length - this.at < n) bad();
  }
}

function bad(): never {
  throw new DecodeError('malformed', 'state');
}
