/** Sobre seguir sin quien falta y sobre las manos que esperan, en español. */
import type * as english from '../en/adjourn.ts';

export const adjourn: typeof english.adjourn = {
  button: (name) => `Aplazar: seguir jugando sin ${name}`,
  what: (name) =>
    `La mano se guarda como está, con sus fichas, y sigue cuando vuelva ${name}. En ella respondes por las fichas que tienes ahora delante: quien las haya perdido recompra la diferencia.`,
  all: 'Tienen que estar de acuerdo todos los demás.',
  agreed: (names) => `De acuerdo: ${names}`,
  begun: 'Has aceptado. En cuanto acepten los demás, se sigue jugando.',
  alone:
    'Nadie puede seguir jugando solo. La mano queda exactamente como está: puedes cerrar esta página; sigue cuando estéis los dos.',
  tournament: 'Un torneo espera: las fichas perdidas entretanto no se podrían recomprar.',
  full: 'Ya hay tantas manos apartadas que ahora la mesa tiene que esperar.',
  aside: (hand, chips, names) =>
    `La mano ${hand}, con ${chips} fichas, queda apartada hasta que vuelva ${names}`,
  next: (hand, chips) => `La mano ${hand}, con ${chips} fichas, continúa`,
  void: (hand) => `Aceptar anular la mano ${hand}`,
  voidNote: 'Cada uno recupera lo que puso en cuanto acepten todos los que están en la mano.',
};
