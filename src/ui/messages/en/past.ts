/** Words about the past of a table that a newcomer cannot know by itself, in English. Names are isolated already. */
export const past = {
  two: (one: string, other: string) =>
    `You were shown two pasts of this table: one that ends with ${one}, another with ${other}. Some who have left can have signed the false one. This page enters neither, and no chips of yours are in play. Ask somebody who plays to copy you the link anew.`,
  notTheLinks:
    'Somebody showed this page another past of the table than the one your link was copied in. It was not believed. If nothing else comes, ask somebody who plays for a fresh link.',
  onTheirWord:
    'Your link does not say how far this table has come, so your page believes the players who are here. A link that is copied at the running table says it.',
  refusal:
    'There are two pasts of this table, and nobody can tell which is meant: no seat is asked for. Ask somebody who plays to copy you the link anew.',
};
