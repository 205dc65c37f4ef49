/** The table's key, as the screen tells of it. */
export type TableKeyView =
  /** None is in service yet. */
  | { readonly state: 'making' }
  | {
      readonly state: 'serving';
      /** Of the key, the same on every screen of the table and in every language. */
      readonly words: readonly string[];
      /** Hands begun before it came into service. */
      readonly sinceHand: number;
      /** Members with a share. */
      readonly holders: number;
      /** How many of them it can do without. */
      readonly spare: number;
    };
