/**
 * A small assembler for WebAssembly: modules that import one memory and export functions, built from instructions in
 * the order in which they stand in the binary (WebAssembly Core Specification 1.0, §5). What the engine's validation
 * would catch, a wrong stack or an unknown local, it catches: nothing is checked here.
 */

export const I32 = 0x7f;
export const I64 = 0x7e;
export type ValueType = typeof I32 | typeof I64;

const EMPTY_BLOCK = 0x40;
const OPCODES = {
  'i32.eqz': 0x45,
  'i32.eq': 0x46,
  'i32.ne': 0x47,
  'i32.ge_u': 0x4f,
  'i32.add': 0x6a,
  'i32.sub': 0x6b,
  'i32.and': 0x71,
  'i32.or': 0x72,
  'i32.wrap_i64': 0xa7,
  'i64.add': 0x7c,
  'i64.sub': 0x7d,
  'i64.mul': 0x7e,
  'i64.and': 0x83,
  'i64.or': 0x84,
  'i64.xor': 0x85,
  'i64.shl': 0x86,
  'i64.shr_s': 0x87,
  'i64.shr_u': 0x88,
} as const;

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...out, rest];
    out.push((rest % 128) | 0x80);
  }
}

/** Signed LEB128. */
function signed(value: bigint): number[] {
  const out: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const low = Number(rest & 0x7fn);
    if ((rest >> 7n === 0n && low < 64) || (rest >> 7n === -1n && low >= 64)) return [...out, low];
    out.push(low | 0x80);
  }
}

const vector = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const text = (value: string): number[] => {
  const bytes = [...new TextEncoder().encode(value)];
  return [...unsigned(bytes.length), ...bytes];
};

export type Local = number & { readonly local: unique symbol };

/** The body of one function. Every method appends an instruction and returns the body. */
export class Body {
  private readonly code: number[] = [];
  private readonly locals: ValueType[] = [];

  constructor(private readonly parameters: number) {}

  local(type: ValueType): Local {
    this.locals.push(type);
    return (this.parameters + this.locals.length - 1) as Local;
  }
  locals64(count: number): Local[] {
    return Array.from({ length: count }, () => this.local(I64));
  }
  parameter(index: number): Local {
    return index as Local;
  }
  op(name: keyof typeof OPCODES): this {
    this.code.push(OPCODES[name]);
    return this;
  }
  get(local: Local): this {
    this.code.push(0x20, ...unsigned(local));
    return this;
  }
  set(local: Local): this {
    this.code.push(0x21, ...unsigned(local));
    return this;
  }
  tee(local: Local): this {
    this.code.push(0x22, ...unsigned(local));
    return this;
  }
  i32(value: number): this {
    this.code.push(0x41, ...signed(BigInt(value | 0)));
    return this;
  }
  i64(value: bigint): this {
    this.code.push(0x42, ...signed(BigInt.asIntN(64, value)));
    return this;
  }
  /** Takes an address; four bytes as an unsigned 64-bit value. */
  load32to64(offset: number): this {
    this.code.push(0x35, 2, ...unsigned(offset));
    return this;
  }
  load32(offset: number): this {
    this.code.push(0x28, 2, ...unsigned(offset));
    return this;
  }
  /** Takes an address, aligned or not. */
  load64(offset: number): this {
    this.code.push(0x29, 0, ...unsigned(offset));
    return this;
  }
  /** Takes an address and a 64-bit value, of which the low four bytes are stored. */
  store64as32(offset: number): this {
    this.code.push(0x3e, 2, ...unsigned(offset));
    return this;
  }
  store32(offset: number): this {
    this.code.push(0x36, 2, ...unsigned(offset));
    return this;
  }
  call(index: number): this {
    this.code.push(0x10, ...unsigned(index));
    return this;
  }
  /** `depth` counts the enclosing blocks from the innermost. */
  branchIf(depth: number): this {
    this.code.push(0x0d, ...unsigned(depth));
    return this;
  }
  return(): this {
    this.code.push(0x0f);
    return this;
  }
  loop(inner: () => void): this {
    this.code.push(0x03, EMPTY_BLOCK);
    inner();
    this.code.push(0x0b);
    return this;
  }
  if(then: () => void, otherwise?: () => void): this {
    this.code.push(0x04, EMPTY_BLOCK);
    then();
    if (otherwise) {
      this.code.push(0x05);
      otherwise();
    }
    this.code.push(0x0b);
    return this;
  }

  encode(): number[] {
    const body = [...vector(this.locals.map((type) => [1, type])), ...this.code, 0x0b];
    return [...unsigned(body.length), ...body];
  }
}

interface Declared {
  readonly name: string;
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  readonly body: Body;
}

/** A module that imports its memory as `env.memory`. */
export class Assembler {
  private readonly functions: Declared[] = [];

  /** Adds a function, exported under its name. Returns its index, for calls. */
  define(
    name: string,
    parameters: number,
    write: (body: Body) => void,
    results: readonly ValueType[] = [],
  ): number {
    const body = new Body(parameters);
    write(body);
    const types = Array.from({ length: parameters }, (): ValueType => I32);
    this.functions.push({ name, parameters: types, results, body });
    return this.functions.length - 1;
  }

  encode(): Uint8Array<ArrayBuffer> {
    const { functions } = this;
    const section = (id: number, content: readonly number[]): number[] => [
      id,
      ...unsigned(content.length),
      ...content,
    ];
    const types = functions.map((f) => [
      0x60,
      ...vector(f.parameters.map((t) => [t])),
      ...vector(f.results.map((t) => [t])),
    ]);
    const memory = [...text('env'), ...text('memory'), 0x02, 0x00, 0x01];
    return Uint8Array.from([
      ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
      ...section(1, vector(types)),
      ...section(2, vector([memory])),
      ...section(3, vector(functions.map((_, i) => unsigned(i)))),
      ...section(7, vector(functions.map((f, i) => [...text(f.name), 0x00, ...unsigned(i)]))),
      ...section(10, vector(functions.map((f) => f.body.encode()))),
    ]);
  }
}
