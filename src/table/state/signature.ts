/** An Ed25519 signature to be checked by the strict verifier. */
export interface SignatureCheck {
  /** 32 bytes; admissibility is part of the check. */
  readonly key: Uint8Array;
  readonly message: Uint8Array;
  readonly signature: Uint8Array;
}
