/** Words about the past of a table that a newcomer cannot know by itself, in German. */
export const past = {
  two: (one: string, other: string) =>
    `Dir wurden zwei Vergangenheiten dieses Tisches gezeigt: Eine endet mit ${one}, die andere mit ${other}. Wer gegangen ist, kann die falsche unterschrieben haben. Diese Seite betritt keine, und keine deiner Chips sind im Spiel. Lass dir den Link von jemandem, der spielt, neu kopieren.`,
  notTheLinks:
    'Jemand hat dieser Seite eine andere Vergangenheit des Tisches gezeigt als die, in der dein Link kopiert wurde. Sie wurde nicht geglaubt. Kommt nichts anderes, bitte jemanden, der spielt, um einen frischen Link.',
  onTheirWord:
    'Dein Link sagt nicht, wie weit dieser Tisch gekommen ist. Deine Seite glaubt darum denen, die hier spielen. Ein Link, der am laufenden Tisch kopiert wird, sagt es.',
  refusal:
    'Es gibt zwei Vergangenheiten dieses Tisches, und niemand weiß, welche gemeint ist: Es wird um keinen Platz gebeten. Lass dir den Link von jemandem, der spielt, neu kopieren.',
};
