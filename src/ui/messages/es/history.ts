/** El historial y las repeticiones, en español. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';

export const history: Messages['history'] = {
  title: 'Manos de este dispositivo',
  lead: 'Reproducidas del registro que guardó este dispositivo, comprobando otra vez cada prueba.',
  empty: 'En este dispositivo todavía no ha terminado ninguna mano.',
  loading: 'Leyendo el registro…',
  unreadable: 'No se pudo leer el registro de este dispositivo.',
  hand: (n) => `Mano ${n}`,
  watched: 'vista',
  noShow: 'sin cartas',
  older: (next, all) =>
    next < all
      ? `Mostrar ${next} de ${all} manos anteriores`
      : next === 1
        ? 'Mostrar una mano anterior'
        : `Mostrar ${next} manos anteriores`,
  winners: (names) => `Ganada por ${names}`,
  open: (table, hand, net) => `Reproducir la mano ${hand} de ${table}, resultado ${net}`,
  table: (hands) => `${hands} ${plural(hands, 'mano', 'manos')}`,
  away: {
    here: 'El anfitrión de esta aplicación no responde, así que ahora no se puede abrir ninguna mesa. Tus manos están en este dispositivo.',
    back: 'El anfitrión vuelve a responder.',
    start: 'A la página de inicio',
  },
};

export const replay: Messages['replay'] = {
  title: (table, hand) => `${table}, mano ${hand}`,
  loading: 'Reproduciendo el registro…',
  missing: 'Esta mano no está en el registro de este dispositivo.',
  failed: 'No se pudo reproducir esta mano.',
  step: (n, of) => `Paso ${n} de ${of}`,
  proofs: (n) => `${n} ${plural(n, 'prueba comprobada', 'pruebas comprobadas')} otra vez`,
  signed: (holders, spare) =>
    spare > 0
      ? `La clave de la mesa ha firmado este resultado: estaban de acuerdo sus ${holders} dispositivos menos, como mucho, ${spare === 1 ? 'uno' : spare}.`
      : `La clave de la mesa ha firmado este resultado: estaban de acuerdo sus ${holders} dispositivos.`,
  unsigned:
    'La clave de la mesa no ha firmado esta mano: llegó más tarde o faltaba un dispositivo. Las pruebas valen igualmente.',
  signedFalsely:
    'Lo que se guarda aquí como firma de la clave de la mesa no es de este resultado. No te fíes de ello; cuenta lo que se ha reproducido aquí, y ninguna ficha cambia.',
  first: 'Primer paso',
  previous: 'Paso atrás',
  next: 'Paso adelante',
  last: 'Último paso',
  slider: 'Paso',
  back: 'Todas las manos',
};
