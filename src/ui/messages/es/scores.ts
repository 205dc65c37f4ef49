/** Español para las cuentas de la partida: quién gana, quién debe a quién, y el final de la noche. */
import type * as english from '../en/scores.ts';

export const scores: typeof english.scores = {
  open: 'Marcador',
  title: 'Marcador',
  invite: 'Invitar',
  loading: 'Sumando…',
  failed:
    'Este dispositivo no sabe cómo empezó la noche, así que no puede sumarla. Pregunta a alguien que estuviera desde el principio.',
  watching: 'Quien solo mira ve las fichas de cada uno. Pide el marcador a un jugador.',
  hand: (hand, chips) => `La mano ${hand} no ha terminado: ${chips} en el bote.`,
  handNote: 'Todavía no es de nadie: abajo se cuenta a cada uno lo que ha puesto.',
  stake: (name, chips) => `${name} ${chips}`,
  folded: 'se retiró',
  agreedTo: (hand) =>
    hand === 0
      ? 'Aceptado por todos: el comienzo.'
      : `Aceptado y firmado por toda la mesa: hasta la mano ${hand}.`,
  missing: (names) => `No está ahora y no ha confirmado que lo dejáis: ${names}.`,
  biggestPot: (name, chips, hand) => `Mayor bote: ${chips} para ${name} en la mano ${hand}`,
  bestHand: (name, what, hand) => `Mejor mano: ${name}, ${what}, en la mano ${hand}`,
  share: 'Compartir',
  copy: 'Copiar como texto',
  copied: 'Copiado',
  picture: 'Guardar como imagen',
  csv: 'Guardar como CSV',
  log: 'Guardar el registro firmado',
  notSaved: 'No se pudo guardar.',
  result: (name, chips) => `${name}: ${chips}`,
  end: {
    open: 'Terminar y saldar',
    title: 'Terminar la noche aquí',
    text: 'Este es el último estado que todos aceptaron. Saldad según él, guardadlo o compartidlo, y cierra la página cuando quieras: no se pierde nada.',
    waits: (names) =>
      `Falta: ${names}. En cuanto estén todos, la mesa sigue exactamente donde se quedó, y los números con ella.`,
    leave: 'Irme en cuanto siga',
    leaving: 'Te vas en cuanto la mesa siga.',
    close: 'A la página de inicio',
  },
};
