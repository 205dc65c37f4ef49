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

/** The apps of those who sit at a table, as each says of its own. */
export interface AppsView {
  /** Of this page's build; absent where it runs none. */
  readonly words?: readonly string[];
  /** How many others run the same build. */
  readonly same: number;
  /** Who runs another one. */
  readonly different: readonly { readonly nickname: string; readonly words: readonly string[] }[];
  /** Whose build is not known: programs that run from the sources, or somebody who is away. */
  readonly unknown: readonly string[];
  /** Who is linked and cannot play with this page, for theirs plays by newer rules, or by older ones. */
  readonly newer: readonly string[];
  readonly older: readonly string[];
}

/** What the host serves now, compared with the build this page runs. */
export interface ServedBuild {
  readonly compared: number;
  /** Paths whose bytes are others, or that were not served. */
  readonly differing: readonly string[];
}
