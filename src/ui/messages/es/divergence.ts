/** Words about tabs that count the table differently, in Spanish. */
export const divergence = {
  title: 'Otras reglas',
  others: (names: string) =>
    `${names}: sus pestañas cuentan esta mesa de otra manera. Usan otra versión o se equivocaron; no se acusa a nadie.`,
  messages: (n: number) => `${n} mensajes partían de otro estado de la mesa y se apartaron.`,
};
