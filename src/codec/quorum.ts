/** Sizes of quorums. Never "2f+1": with six validators that is 3, and two such sets need not meet. */

/** Validators that may be faulty without harm: f = ⌊(n−1)/3⌋. */
export function faultsTolerated(validators: number): number {
  return Math.floor((validators - 1) / 3);
}

/** q = n − f: any two quorums share an honest validator. */
export function quorumSize(validators: number): number {
  return validators - faultsTolerated(validators);
}
