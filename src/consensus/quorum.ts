/** Sizes of quorums. Never "2f+1": with six validators that is 3, and two such sets need not meet. */

/** Validators that may be faulty without harm: f = ⌊(n−1)/3⌋. */
export function faultsTolerated(validators: number): number {
  return Math.floor((validators - 1) / 3);
}

/** q = n − f: any two quorums share an honest validator. */
export function quorumSize(validators: number): number {
  return validators - faultsTolerated(validators);
}

/** The lower of the two middle values where their number is even. @throws RangeError for no values */
export function lowerMedian(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median of nothing');
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1]!;
}
