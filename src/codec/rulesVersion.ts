/**
 * The version of everything that decides whether a signature, a block or a transaction counts. Two builds of different
 * versions may judge one message differently, so they must not validate one table together.
 *
 * - 1: the first.
 * - 2: a signature whose R is of small order is refused (crypto/ed25519.ts). No honest signer makes one, so every log
 *   recorded under version 1 by honest members verifies under 2 as well.
 */
export const RULES_VERSION = 2;
