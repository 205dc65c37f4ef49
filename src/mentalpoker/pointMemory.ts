/** Points decoded once: keys, shares and ciphertexts come back in message after message of a hand. */
import { toHex } from '../codec/decode.ts';
import type { FixedBase, G1, G1Group } from '../crypto/group.ts';

/** Points remembered: those of a nine-handed hand with escrow. About 0.5 KB each. */
const CAPACITY = 2048;
/** Tables remembered: of the joint keys of this hand and the next. */
const TABLES = 2;

/**
 * The same group, whose `decode` remembers what it has checked and whose `fixedBase` keeps its tables, the oldest
 * forgotten first. Only points that passed every check are kept, so that no result changes.
 */
export function rememberingPoints(group: G1Group, capacity = CAPACITY): G1Group {
  const known = new Map<string, G1>();
  const tables = new Map<G1, FixedBase>();
  return {
    ...group,
    decode: (bytes) => {
      const key = toHex(bytes);
      const found = known.get(key);
      if (found) return found;
      const point = group.decode(bytes);
      known.set(key, point);
      if (known.size > capacity) known.delete(known.keys().next().value!);
      return point;
    },
    fixedBase: (point, uses) => {
      const found = tables.get(point);
      if (found) return found;
      const table = group.fixedBase(point, uses);
      // The generator's table is kept by the group itself.
      if (point === group.generator) return table;
      tables.set(point, table);
      if (tables.size > TABLES) tables.delete(tables.keys().next().value!);
      return table;
    },
  };
}
