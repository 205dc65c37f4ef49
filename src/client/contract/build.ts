/** The build of the app that a page runs, as screens see it. */

/** Which build this page runs. */
export interface OwnBuild {
  /** SHA-256 of the build's manifest, hexadecimal: what `npm run digest` prints for the same sources. */
  readonly digest: string;
  /** The first 44 bits of it, to be read aloud. */
  readonly words: readonly string[];
  /** How many files the build has. */
  readonly files: number;
}

/** What the host serves now, compared with the build this page runs. */
export interface ServedBuild {
  readonly compared: number;
  /** Paths whose bytes are others, or that were not served. */
  readonly differing: readonly string[];
}
