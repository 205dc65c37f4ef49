/** Español: cómo se llega a los demás, y quién oculta su propia dirección. */
import type * as english from '../en/links.ts';

export const link: typeof english.link = {
  direct: 'directa',
  relayed: 'por relay',
  turn: 'por TURN',
  member: (name) => `a través de ${name}`,
  none: 'sin conexión',
  ms: (ms) => `${ms} ms`,
  row: (name, kind, rtt) => `${name}: ${kind}${rtt ? `, ${rtt}` : ''}`,
  unknown: 'nuevo visitante',
};

export const linkNotes: typeof english.linkNotes = {
  direct: 'directa: de navegador a navegador; ya no necesita el punto de encuentro',
  turn: 'por TURN: el servidor de reenvío del anfitrión la transmite y no puede leer nada; ya no necesita el punto de encuentro',
  relayed:
    'por relay: a través del punto de encuentro, que no puede leer nada; si se detiene, la lleva otro jugador',
  member:
    'a través de un jugador: su navegador la transmite y no puede leer nada, hasta que haya un camino directo',
};
