/**
 * The state root: 32 bytes, equal in every tab that has applied the same committed slots.
 *
 * Canonical encoding of plain data, one tag byte first:
 *   1 null · 2 false · 3 true · 4 integer (float64, big endian) · 5 string (u32 length, UTF-8) ·
 *   6 bytes (u32 length, bytes) · 7 list (u32 count, items) · 8 record (u32 count, then key and value by
 *   ascending key; keys whose value is undefined are left out)
 * Anything else (fractions, maps, functions) is a bug of this program and throws.
 *
 * Root = SHA-256("dealerless/state/v1\0" ‖ for every field of the state but `SKIPPED`, by ascending name:
 * string(name) ‖ SHA-256(encode(value))), the same one level deeper for the fields of `hand` and `nextDeck`. The
 * deck's bytes are represented by their digest, each of `nextDeck.unjudged` by its own. Left out are the display log
 * and the epoch's instance, which may itself be made of the root with which the epoch began.
 *
 * By the second rules more is taken apart (`STATE_PARTS`), fields that are no records stand in the encoding themselves
 * (9, then the digest, where they are), and what comes out is one leaf (`rest`) of a tree in which seats, players'
 * chips and hands stand for themselves (codec/stateTree.ts, tree.ts).
 *
 * Digests of fields are remembered by object identity: the state is never mutated, so what did not change
 * since the last slot is not hashed again.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { stateTreeRoot } from '../../codec/stateTree.ts';
import { namesState } from '../../consensus/rules.ts';
import { rulesOf } from './rulesOf.ts';
import type { TableState } from './state.ts';
import { stateTree } from './tree.ts';

const text = new TextEncoder();
const tag = text.encode('dealerless/state/v1\0');
const MOST_NAMES = 1_024;
const SKIPPED: ReadonlySet<string> = new Set(['events', 'instance']);
/** Inside the `deck` of a hand and of the next one: stands beside its own digest. */
const SKIPPED_DECK: ReadonlySet<string> = new Set(['deck']);

/** Growing byte buffer. */
class Writer {
  private bytes = new Uint8Array(1024);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  private room(n: number): number {
    const at = this.length;
    if (at + n > this.bytes.length) {
      const larger = new Uint8Array(Math.max(this.bytes.length * 2, at + n));
      larger.set(this.bytes);
      this.bytes = larger;
      this.view = new DataView(larger.buffer);
    }
    this.length += n;
    return at;
  }
  u8(n: number): void {
    const at = this.room(1);
    this.bytes[at] = n;
  }
  u32(n: number): void {
    const at = this.room(4);
    this.view.setUint32(at, n);
  }
  f64(n: number): void {
    const at = this.room(8);
    // -0 and 0 are one integer.
    this.view.setFloat64(at, n === 0 ? 0 : n);
  }
  raw(b: Uint8Array): void {
    const at = this.room(b.length);
    this.bytes.set(b, at);
  }
  done(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}

/** Names of fields come again and again. */
const names = new Map<string, Uint8Array>();
function nameBytes(name: string): Uint8Array {
  const known = names.get(name);
  if (known !== undefined) return known;
  const bytes = text.encode(name);
  if (names.size < MOST_NAMES) names.set(name, bytes);
  return bytes;
}

function string(w: Writer, s: string, b: Uint8Array = text.encode(s)): void {
  w.u8(5);
  w.u32(b.length);
  w.raw(b);
}

function encode(w: Writer, value: unknown, skip?: ReadonlySet<string>): void {
  switch (typeof value) {
    case 'boolean':
      w.u8(value ? 3 : 2);
      break;
    case 'number':
      if (!Number.isSafeInteger(value)) throw new TypeError('state root: not an integer');
      w.u8(4);
      w.f64(value);
      break;
    case 'string':
      string(w, value);
      break;
    case 'object':
      if (value === null) w.u8(1);
      else if (value instanceof Uint8Array) {
        w.u8(6);
        w.u32(value.length);
        w.raw(value);
      } else if (Array.isArray(value)) list(w, value);
      else record(w, value, skip);
      break;
    default:
      throw new TypeError(`state root: ${typeof value}`);
  }
}

/** A missing item (a key not announced yet) is null. */
function list(w: Writer, items: readonly unknown[]): void {
  w.u8(7);
  w.u32(items.length);
  for (const item of items) encode(w, item === undefined ? null : item);
}

function record(w: Writer, value: object, skip: ReadonlySet<string> | undefined): void {
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null) throw new TypeError('state root: not plain data');
  const entries = fields(value, skip);
  w.u8(8);
  w.u32(entries.length);
  for (const [key, v] of entries) {
    string(w, key, nameBytes(key));
    encode(w, v);
  }
}

function fields(value: object, skip: ReadonlySet<string> | undefined): [string, unknown][] {
  return Object.entries(value)
    .filter(([key, v]) => v !== undefined && !skip?.has(key))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The canonical encoding of plain data; `skip`: fields of the outermost record that are left out. */
export function encodePlain(value: object, skip: ReadonlySet<string>): Uint8Array {
  const w = new Writer();
  encode(w, value, skip);
  return w.done().slice();
}

type Memory = WeakMap<object, Uint8Array>;
const remembered: Memory = new WeakMap();

const remember = (value: unknown, digest: () => Uint8Array): Uint8Array =>
  rememberIn(remembered, value, digest);

function rememberIn(memory: Memory, value: unknown, digest: () => Uint8Array): Uint8Array {
  if (typeof value !== 'object' || value === null) return digest();
  const known = memory.get(value);
  if (known !== undefined) return known;
  const fresh = digest();
  memory.set(value, fresh);
  return fresh;
}

function digestOf(value: unknown, skip?: ReadonlySet<string>): Uint8Array {
  return remember(value, () => {
    const w = new Writer();
    encode(w, value, skip);
    return sha256(w.done());
  });
}

function digestOfFields(
  value: object,
  digestField: (key: string, v: unknown) => Uint8Array,
  skip: ReadonlySet<string> = SKIPPED,
): Uint8Array {
  const w = new Writer();
  w.raw(tag);
  for (const [key, v] of fields(value, skip)) {
    string(w, key, nameBytes(key));
    w.raw(digestField(key, v));
  }
  return sha256(w.done());
}

/** 32 bytes. */
export function stateRoot(state: TableState): Uint8Array {
  const digest = stateDigest(state);
  return namesState(rulesOf(state.config)) ? stateTreeRoot(stateTree(state, digest)) : digest;
}

/** 32 bytes: of everything in the state. */
export function stateDigest(state: TableState): Uint8Array {
  if (namesState(rulesOf(state.config))) return digestOfParts(state, STATE_PARTS);
  return digestOfFields(state, (key, v) => {
    const deep = key === 'hand' || key === 'nextDeck';
    if (!deep || !isRecord(v)) return digestOf(v);
    return remember(v, () =>
      digestOfFields(v, (k, part) => {
        if (k === 'unjudged' && Array.isArray(part)) return digestOf(part.map((proof) => digestOf(proof)));
        return digestOf(part, k === 'deck' ? SKIPPED_DECK : undefined);
      }),
    );
  });
}

const isRecord = (v: unknown): v is object => typeof v === 'object' && v !== null;

/** How a record is taken apart: fields that are left out, and parts that are taken apart again. */
interface Parts {
  readonly skip?: ReadonlySet<string>;
  readonly fields?: Readonly<Record<string, Parts>>;
  /** All that are records or lists themselves. */
  readonly each?: Parts;
}
const ITEMS: Parts = { each: {} };
/** Parts that grow, or of which little changes from slot to slot. */
const DECK_PARTS: Parts = {
  skip: SKIPPED_DECK,
  fields: { escrows: ITEMS, shares: ITEMS, openings: ITEMS },
};
const STATE_PARTS: Parts = {
  skip: SKIPPED,
  fields: {
    validators: { each: ITEMS },
    life: { fields: { seats: ITEMS } },
    hand: {
      fields: { deck: DECK_PARTS, proofs: ITEMS, engine: { fields: { players: ITEMS, records: ITEMS } } },
    },
    nextDeck: { fields: { deck: DECK_PARTS, proofs: ITEMS, unjudged: ITEMS } },
  },
};

/** One object can stand in several places and be taken apart in each in another way (`life`, `lifeBefore`). */
const memories = new Map<Parts, Memory>();
function memoryOf(parts: Parts): Memory {
  const known = memories.get(parts) ?? new WeakMap();
  memories.set(parts, known);
  return known;
}

/** By the second rules: a record as its plain fields, and each other one by its digest; of a list its items so. */
function digestOfParts(value: object, parts: Parts): Uint8Array {
  return rememberIn(memoryOf(parts), value, () => {
    const w = new Writer();
    const entries = fields(value, parts.skip);
    w.raw(tag);
    // A list is no record with numbers for names.
    w.u8(Array.isArray(value) ? 7 : 8);
    w.u32(Array.isArray(value) ? value.length : entries.length);
    for (const [key, v] of entries) {
      string(w, key, nameBytes(key));
      if (!isRecord(v)) encode(w, v);
      else {
        w.u8(9);
        w.raw(digestOfPart(v, parts.fields?.[key] ?? parts.each));
      }
    }
    return sha256(w.done());
  });
}

const digestOfPart = (value: object, parts: Parts | undefined): Uint8Array =>
  parts === undefined || value instanceof Uint8Array ? digestOf(value) : digestOfParts(value, parts);
