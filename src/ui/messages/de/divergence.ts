/** Words about tabs that count the table differently, in German. */
export const divergence = {
  title: 'Andere Regeln',
  others: (names: string) =>
    `${names}: Diese Tabs rechnen den Tisch anders. Sie haben eine andere Fassung oder haben sich geirrt; niemand wird dafür beschuldigt.`,
  messages: (n: number) =>
    `${n} Nachrichten gingen von einem anderen Stand des Tisches aus und wurden beiseitegelegt.`,
};
