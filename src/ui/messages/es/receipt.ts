/** Español para los recibos: pasarlos y comprobarlos en esta página. */
import type { ReceiptWords } from '../en/receipt.ts';

export const receipt: ReceiptWords = {
  title: 'Recibo de una mesa',
  lead: 'Se comprueba aquí, en esta página. No se sube nada.',
  checking: 'Comprobando …',
  failed: 'Este navegador no ha podido comprobarlo. Recarga la página e inténtalo otra vez.',
  empty: 'Un recibo dice quién ganó y perdió cuánto, firmado por los dispositivos de quienes jugaron.',
  holds: 'Todas las firmas son válidas.',
  bad: 'Este recibo no es válido.',
  badNote: 'No te fíes de lo que parece mostrar y pídelo otra vez. No cambia las fichas de nadie.',
  faults: {
    malformed: 'Está cortado, fue cambiado o no es un recibo de este programa.',
    genesis: 'El comienzo de la mesa no está firmado por todos los que nombra y por quien la creó.',
    chain: 'Los cambios de jugadores que muestra no llevan de uno al siguiente.',
    key: 'Muy pocos dispositivos han firmado que esta es la clave de la mesa.',
    signature: 'La clave de la mesa no ha firmado esto.',
    blocks: 'Muy pocos dispositivos han firmado que la mesa estaba así.',
    chips: 'Las fichas no son las que se firmaron.',
  },
  superseded: 'Uno anterior: aquí hay también un recibo posterior de la misma mesa, y ese es el que vale.',
  breach: 'Dos de estos recibos no pueden ser ciertos a la vez:',
  breaches: {
    'two-beginnings': 'quien creó la mesa la empezó dos veces, con jugadores distintos',
    'two-histories': 'la misma parte de la partida empieza con dos estados distintos',
    'two-states': 'las fichas de un momento se cuentan de dos maneras',
    'out-of-order': 'lo que en uno es posterior en el otro es anterior',
    'two-closings': 'la partida se cerró dos veces, de manera distinta',
    'after-closing': 'se firmó algo después de cerrar la partida',
  },
  breachBy: (names) => `Ambos están firmados por ${names}.`,
  breachNobody:
    'Por ellos no se sabe quién firmó ambos; las partidas guardadas de los jugadores lo muestran.',
  afterHand: (hand) => (hand === 0 ? 'Antes de la primera mano' : `Después de la mano ${hand}`),
  asOf: (height) => `Como estaba la mesa en el paso ${height}`,
  closing: 'El final de la partida',
  timeout: (hand, seat) => `Mano ${hand}: el reloj decidió por el asiento ${seat}`,
  unfinished: (hands) => `Manos sin terminar: ${hands}.`,
  seat: (seat) => `asiento ${seat}`,
  gone: 'sin asiento',
  cameLater: 'llegó después',
  many: 'Varios que se fueron hace mucho',
  brought: (chips) => `trajo ${chips}`,
  proves: 'Lo que prueba',
  agreed: (spare, devices, names) =>
    spare === 0
      ? `Los ${devices} dispositivos estuvieron de acuerdo: ${names}.`
      : `Todos menos ${spare === 1 ? 'uno' : spare} como máximo de estos ${devices} dispositivos estuvieron de acuerdo: ${names}.`,
  without: (names) =>
    `La mesa había seguido sin ${names}, cuyo dispositivo no estuvo de acuerdo con esto. Si eres tú: lo último que aceptaste está en tu propio recibo o partida guardada.`,
  provesNot: 'Lo que no prueba',
  later: 'Que sea el final: pueden haber seguido otras manos.',
  whose: (keys) =>
    `De quién son los dispositivos. Por sí solo dice que unas ${keys} claves han firmado: compáralo abajo con el enlace de la mesa.`,
  which:
    'Cuáles firmaron: la clave de la mesa no nombra a nadie, y quien se fue puede haber guardado una parte de ella.',
  money: 'Que alguien pague. No mueve dinero.',
  words: (words) =>
    `La clave de la mesa en cuatro palabras: ${words}. Quien juega encuentra las mismas tras el escudo de su mesa.`,
  compare: 'Comparar con el enlace de la mesa',
  compareNote: 'Pega el enlace con el que te invitaron.',
  matches: {
    same: 'Es de esta mesa.',
    'other-table': 'Es de otra mesa. No dice nada de la de este enlace.',
    'other-history': 'Es de otro pasado de esta mesa que el de este enlace. No te fíes de él.',
    'bad-link': 'Esto no es un enlace a una mesa.',
  },
  devices: 'Dispositivos y sus claves',
  signed: 'firmó',
  tableId: 'Mesa',
  another: 'Añadir otro recibo de la noche',
  get: 'Obtener el recibo',
  getNote: 'Un enlace que prueba estas fichas a cualquiera. Quien lo tiene ve los nombres y las fichas.',
  isClosing:
    'Es del final de la partida: no viene nada después, y los recibos anteriores de la noche ya no valen.',
  isStanding:
    'Dice cómo están las cosas ahora. Pueden seguir otras manos; solo una mesa cerrada definitivamente tiene un último recibo.',
  making: 'Preparando el recibo …',
  notYet:
    'Todavía no hay recibo: muy pocos dispositivos han firmado una mano terminada. Tus fichas están a salvo. Inténtalo después de la próxima mano; la partida guardada también prueba la noche.',
  getFailed: 'No se pudo hacer el recibo. Tus fichas están a salvo. Inténtalo otra vez o guarda la partida.',
  byBlocks:
    'No todos han firmado con la clave de la mesa; este lleva las firmas de la última mano desde la que todos siguieron jugando. Vale lo mismo.',
  closed: 'Este es el final de la partida: no viene nada después.',
  copy: 'Copiar el enlace',
  copied: 'Copiado',
  link: 'Enlace del recibo',
  save: 'Guardar como archivo',
  open: 'Abrirlo',
  qr: 'Mostrar como código QR',
  qrLabel: 'Código QR del recibo',
  qrTooLong: 'Este recibo es demasiado largo para un código QR. Envía el enlace o el archivo.',
};
