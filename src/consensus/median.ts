/** The lower of the two middle values where their number is even. @throws RangeError for no values */
export function lowerMedian(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('median of nothing');
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1]!;
}
