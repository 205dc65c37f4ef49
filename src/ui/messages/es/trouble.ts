/** Sobre fallos, esperas y el final de una partida, en español. */
import type { Messages } from '../en/index.ts';

export const fault: Messages['fault'] = {
  banner: (seat, name, what) => `Asiento ${seat} (${name}): ${what}`,
  what: {
    key: 'falló la prueba de la clave de la mano; se reparte otra vez sin este asiento',
    shuffle: 'falló la prueba del barajado; se reparte otra vez sin este asiento',
    shares: 'envió una parte de carta falsa; fuera de la mano',
    show: 'mostró cartas que no son suyas; no cuentan',
    win: 'afirmó una victoria que sus cartas no dan – fuera de la mano',
    escrow: 'falló la prueba de custodia',
    equivocation: 'firmó dos versiones distintas del mismo bloque',
    evidence: 'acusó a alguien con pruebas falsas',
    admit: 'presentó a un recién llegado que no había firmado',
    junk: 'envió veinte cosas que ninguna pestaña honrada envía; deja la mesa con sus fichas y su fianza',
    channel: 'envió una clave de recepción falsa – fuera de la mano, la fianza pasa a los demás',
    dealing: 'repartió partes falsas de la clave de la mesa – fuera de la mano, la fianza pasa a los demás',
    complaint:
      'se quejó de una parte correcta de la clave de la mesa – fuera de la mano, la fianza pasa a los demás',
    ready: 'firmó en falso por la clave de la mesa – fuera de la mano, la fianza pasa a los demás',
  },
  reason: (check) => `Comprobación fallida: ${check}.`,
  silent: 'no respondió a tiempo; la mano sigue sin este asiento',
  silentNote: 'No se ha demostrado nada contra nadie: puede haberse perdido la conexión o cerrado la página.',
  details: 'Detalles',
};

export const waiting: Messages['waiting'] = {
  lost: (names) => `Esperando a ${names} (conexión perdida)`,
  stopped: (names) => `Esperando a ${names} (su pestaña se ha parado)`,
  slow: (names) => `Esperando a ${names}`,
  why: 'Sin ellos no se puede decidir nada. Por esperar no se pierde ninguna ficha.',
};

export const over: Messages['over'] = {
  banner: (name) => `${name} tiene todas las fichas. Gracias por la partida.`,
  plain: 'La partida ha terminado.',
  waits: (name) =>
    `Ahora solo ${name} tiene fichas en la mesa. Se reparte de nuevo en cuanto alguien recompre o se siente.`,
  waitsPlain: 'Menos de dos jugadores tienen fichas. Se reparte de nuevo en cuanto alguien recompre.',
  history: 'Ver las manos',
};
