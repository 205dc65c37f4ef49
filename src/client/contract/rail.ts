/** The rail as a tab shows it that watches from there. */

/** A line of those who watch; those who play neither see nor carry it. */
export interface RailLineView {
  /** Rises with every line. */
  readonly id: number;
  /** Public key of its speaker for this visit, hexadecimal. */
  readonly speaker: string;
  readonly own: boolean;
  /** What the speaker calls itself. */
  readonly nickname: string;
  readonly text: string;
}

export interface RailView {
  /** Others there that this tab is linked to. */
  readonly neighbours: number;
  /** Why the last answer of a host that was refused was: what was missed came from others who watch. */
  readonly historyRefused?: 'oversized' | 'truncated' | 'malformed' | 'not-asked' | 'forged';
  /** The last lines, oldest first. */
  readonly lines?: readonly RailLineView[];
}
