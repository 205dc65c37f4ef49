/** Why a statement does not hold: a stable code for messages and evidence. */
export type Refusal =
  /** A field of a wrong length or range. */
  | 'malformed'
  /** Not canonical, off the curve, outside the subgroup, or the identity. */
  | 'bad-point'
  | 'bad-scalar'
  /** Positions, receivers or sizes that no such statement has; another CRS than the table's. */
  | 'out-of-range'
  | 'proof-fails';

export type Verdict = { ok: true } | { ok: false; reason: Refusal };
