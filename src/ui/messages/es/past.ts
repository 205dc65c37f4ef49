/** Words about the past of a table that a newcomer cannot know by itself, in Spanish. */
export const past = {
  two: (one: string, other: string) =>
    `Se te han mostrado dos pasados de esta mesa: uno termina con ${one} y el otro con ${other}. Quienes se fueron pueden haber firmado el falso. Esta página no entra en ninguno y no hay fichas tuyas en juego. Pide a alguien que juegue que te copie de nuevo el enlace.`,
  notTheLinks:
    'Alguien mostró a esta página otro pasado de la mesa que aquel en que se copió tu enlace. No se le creyó. Si no llega otra cosa, pide un enlace nuevo a alguien que juegue.',
  onTheirWord:
    'Tu enlace no dice hasta dónde ha llegado esta mesa, así que tu página cree a quienes juegan aquí. Un enlace copiado en la mesa en marcha lo dice.',
  refusal:
    'Hay dos pasados de esta mesa y nadie sabe cuál es el bueno: no se pide ningún asiento. Pide a alguien que juegue que te copie de nuevo el enlace.',
};
