/** What an app says of itself in hellos and among a table's members. */
import { Bytes32, U16 } from './primitives.ts';

export const AppFields = {
  /** By which version of the rules it plays this table: whose differ cannot play together. */
  rules: U16,
  /**
   * SHA-256 of its build's manifest; zeros where it knows none. Shown and compared, never judged by: it is its own word
   * and proves nothing.
   */
  build: Bytes32,
};
export const APP_BYTES = 2 + 32;

export interface App {
  rules: number;
  build: Uint8Array;
}

/** Of an app that does not know its build. */
export const NO_BUILD = new Uint8Array(32);
