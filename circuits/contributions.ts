/**
 * Contributions to the reference string by the hash that each contributor was told: who finds the own hash in the list
 * of a string that verifies knows that the contribution is in it.
 */

/** A contribution as a transcript has it; `phase` 1 is the powers of tau. */
interface Contribution {
  readonly number: number;
  /** As given by the contributor, without control characters. */
  readonly name: string;
  /** BLAKE2b of 64 bytes, hexadecimal. */
  readonly hash: string;
}

/** Collects the contributions that snarkjs tells of while it verifies a transcript, in the order they were made. */
export class ContributionList {
  private readonly found = new Map<number, Contribution>();
  private current: { number: number; name: string } | undefined;

  get all(): readonly Contribution[] {
    return [...this.found.values()].sort((a, b) => a.number - b.number);
  }

  /** What snarkjs calls a logger; what it says of an error it throws or returns as well. */
  get logger() {
    const ignored = (): void => undefined;
    return { debug: ignored, warn: ignored, error: ignored, info: (text: string) => this.told(text) };
  }

  private told(text: string): void {
    const [title = '', ...lines] = text.split('\n');
    const named = /^contribution #(\d+):? ?(.*?):?$/is.exec(title);
    if (named) this.current = { number: Number(named[1]), name: plain(named[2]!) };
    const hash = lines.join('').replace(/\s/g, '');
    const itsOwn = named !== null || title === 'Response Hash:';
    if (this.current === undefined || !itsOwn || !/^[0-9a-f]{128}$/.test(hash)) return;
    // Of the two hashes under one title the first is this contribution's.
    if (!this.found.has(this.current.number)) this.found.set(this.current.number, { ...this.current, hash });
  }
}

/** A name of somebody else's, fit for a terminal. */
function plain(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  return name.replace(/[\u0000-\u001f\u007f-\u009f]/g, '').slice(0, 64);
}

/** 64 bytes as a contributor is told them. */
export function hashText(hash: Uint8Array): string {
  return Array.from(hash, (b) => b.toString(16).padStart(2, '0')).join('');
}
