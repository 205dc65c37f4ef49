/**
 * How a table's shuffles are proved, by wire number (append only): `transparent` needs no reference string, `groth16`
 * makes smaller proofs and asks to trust whoever made the string, `both` can be forged only by breaking each.
 */
export const PROOF_KINDS = ['both', 'transparent', 'groth16'] as const;
export type ProofKind = (typeof PROOF_KINDS)[number];
