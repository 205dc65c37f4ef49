/** What a line of the event log is made of; names isolated, amounts and cards written out. */
export interface LogParts {
  readonly name: string;
  readonly chips: string;
  readonly cards: string;
  readonly text: string;
}
