/** Words for those who watch from the rail, in Spanish. */
import type * as english from '../en/rail.ts';

export const rail: typeof english.rail = {
  waiting:
    'La partida no ha empezado, o nadie de los que juegan la transmite todavía. En cuanto alguien lo haga aparecerá aquí por sí sola. No tienes fichas en ella.',
  alone: 'Se busca a otros que miran y a quien transmite la partida…',
  linked: (n) =>
    `En contacto con ${n} ${n === 1 ? 'espectador más' : 'espectadores más'} y con nadie que juegue. Esta pestaña lo comprueba todo por sí misma.`,
  leave: 'A la página de inicio',
  feeds:
    'Esta pestaña transmite la partida a quienes miran: por tres conexiones aparte como mucho, sean cuantos sean.',
  late: (slots) => `La mesa se muestra con ${slots} slots de retraso: aparece en cuanto haya avanzado tanto.`,
  overlayCopy: 'Copiar enlace para un directo',
  strip: (n) => `Entre los que miran, en contacto con ${n}`,
  historyRefused: {
    oversized:
      'Este servidor ha enviado más pasado de la partida del que puede tener una mesa. Se pregunta a otros que miran.',
    truncated:
      'Lo que este servidor ha enviado del pasado de la partida estaba cortado. Se pregunta a otros que miran.',
    malformed:
      'Lo que este servidor ha enviado del pasado de la partida no se puede leer. Se pregunta a otros que miran.',
    'not-asked':
      'Este servidor ha enviado otra cosa que el pasado de la partida. Se pregunta a otros que miran.',
    forged:
      'Este servidor ha enviado un pasado falsificado de la partida, y se ha descubierto. Se pregunta a otros que miran.',
  },
  chat: {
    open: (unread) => (unread === 0 ? 'Charla' : `Charla (${unread} sin leer)`),
    title: 'Charla de los que miran',
    note: 'Quienes juegan no la ven. Cada cual se llama como quiere; los cuatro signos de detrás distinguen a unos de otros.',
    mute: 'Silenciar la charla',
    muted: 'La charla está silenciada',
    empty: 'Nadie ha dicho nada todavía.',
    somebody: 'Alguien',
    silence: (name) => `No oír más a ${name}`,
    say: 'Di algo a los que miran',
    send: 'Enviar',
  },
};
