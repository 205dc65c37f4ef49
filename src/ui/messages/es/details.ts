/** La línea de estado y lo que hay bajo la mesa, en español. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import { steps } from './events.ts';

export const status: Messages['status'] = {
  strip: 'Estado de la mesa: abrir detalles',
  links: (direct, relayed, none) =>
    [
      direct ? `${direct} ${plural(direct, 'directa', 'directas')}` : '',
      relayed ? `${relayed} por relay` : '',
      none ? `${none} ${plural(none, 'perdida', 'perdidas')}` : '',
    ]
      .filter(Boolean)
      .join(' · ') || 'sin conexiones',
};

export const details: Messages['details'] = {
  title: 'Debajo de la mesa',
  close: 'Cerrar',
  plain: 'En palabras sencillas',
  plainShares: (n) =>
    `${n} ${plural(n, 'apertura de carta comprobada', 'aperturas de cartas comprobadas')} en esta mano.`,
  plainFinal: (n, f) =>
    `${n} pestañas llevan juntas el registro. ${f > 0 ? `Sigue aunque ${plural(f, 'falle', 'fallen')} ${f} de ellas.` : 'Hacen falta todas para seguir.'}`,
  plainLatency: (ms) => `Tus acciones fueron definitivas a los ${ms} ms (mediana).`,
  chips: 'Stacks y fianzas',
  chipsNote:
    'La fianza queda bloqueada junto al stack. Quien haya hecho trampas probadas con la baraja la pierde a favor de los demás.',
  credit: (chips) => `+ ${chips} después de esta mano`,
  proofs: 'Pruebas de esta mano',
  noProofs: 'Todavía ninguna.',
  network: 'Red',
  chain: 'Registro',
  proof: steps,
  ok: 'verificada',
  bad: 'fallida',
  own: 'la tuya',
  took: (ms) => `${ms} ms`,
  columns: {
    seat: 'Asiento',
    stack: 'Stack',
    bond: 'Fianza',
    step: 'Paso',
    result: 'Resultado',
    time: 'Tiempo',
    peer: 'Par',
    link: 'Conexión',
    rtt: 'Ida y vuelta',
    refused: 'Mensajes rechazados',
  },
  noRefused: 'ninguno',
  chainRows: {
    epoch: 'Época',
    validators: 'Validadores',
    tolerated: 'Fallos tolerados',
    height: 'Último bloque definitivo',
    round: 'Ronda',
    clock: 'Reloj de la mesa',
    root: 'Raíz del estado',
    table: 'Id de la mesa',
    relay: 'Punto de encuentro',
    signatures: 'Firmas',
    rules: 'Versión de las reglas',
  },
  signatures: {
    webcrypto: 'por el propio navegador (WebCrypto)',
    noble:
      'en JavaScript, unas treinta veces más lento: este navegador no tiene un Ed25519 que juzgue como la mesa',
  },
  relay: { connecting: 'conectando', connected: 'conectado', lost: 'perdido (ya no hace falta)' },
};
