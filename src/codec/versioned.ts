/**
 * Two versions of a container under one type: the second has fields after those of the first. Plain values only, no
 * tree views.
 */
import { type CompositeType, ContainerType, type Type } from '@chainsafe/ssz';

type Fields = Record<string, Type<unknown>>;
type Value<F extends Fields> = Parameters<ContainerType<F>['serialize']>[0];
type Read = Parameters<ContainerType<Fields>['value_deserializeFromBytes']>;
type Write<F extends Fields> = Parameters<ContainerType<F>['value_serializeToBytes']>;

/** How the versions are told apart. */
interface Marks<V> {
  readonly isFirst: (value: V) => boolean;
  /** Of encoded bytes, from `start` to before `end`. */
  readonly areFirst: (bytes: DataView, start: number, end: number) => boolean;
}

class VersionedType<F extends Fields> extends ContainerType<F> {
  override readonly fixedSize = null;
  override readonly minSize: number;

  constructor(
    private readonly first: ContainerType<F>,
    second: ContainerType<F>,
    private readonly marks: Marks<Value<F>>,
  ) {
    super(second.fields, { typeName: second.typeName });
    this.minSize = Math.min(first.minSize, second.minSize);
  }

  override value_serializedSize(value: Value<F>): number {
    return this.marks.isFirst(value)
      ? this.first.value_serializedSize(value)
      : super.value_serializedSize(value);
  }

  override value_serializeToBytes(...[output, offset, value]: Write<F>): number {
    return this.marks.isFirst(value)
      ? this.first.value_serializeToBytes(output, offset, value)
      : super.value_serializeToBytes(output, offset, value);
  }

  override value_deserializeFromBytes(...[data, start, end, reuse]: Read): Value<F> {
    return this.marks.areFirst(data.dataView, start, end)
      ? this.first.value_deserializeFromBytes(data, start, end, reuse)
      : super.value_deserializeFromBytes(data, start, end, reuse);
  }

  override hashTreeRootInto(value: Value<F>, output: Uint8Array, offset: number, safeCache?: boolean): void {
    if (this.marks.isFirst(value)) this.first.hashTreeRootInto(value, output, offset, safeCache);
    else super.hashTreeRootInto(value, output, offset, safeCache);
  }

  override clone(value: Value<F>): Value<F> {
    return this.marks.isFirst(value) ? this.first.clone(value) : super.clone(value);
  }

  override equals(a: Value<F>, b: Value<F>): boolean {
    const { isFirst } = this.marks;
    if (isFirst(a) !== isFirst(b)) return false;
    return isFirst(a) ? this.first.equals(a, b) : super.equals(a, b);
  }
}

/**
 * @param V what callers see: the first version's fields, and the second's as optional ones, which are there in a value
 *   of the second version and only there
 */
export function versioned<V, F1 extends Fields, F2 extends Fields>(
  first: ContainerType<F1>,
  second: ContainerType<F2>,
  marks: Marks<V>,
): CompositeType<V, unknown, unknown> {
  // A first version lacks fields of the second; no caller sees it as anything but a V.
  const earlier = first as unknown as ContainerType<F2>;
  return new VersionedType(earlier, second, marks as unknown as Marks<Value<F2>>) as unknown as CompositeType<
    V,
    unknown,
    unknown
  >;
}
