/** Español para partidas guardadas y manos compartidas: pasarlas y comprobarlas en esta página. */
import type { Messages } from '../en/index.ts';
import { savedStart } from './start.ts';

export const saved: Messages['saved'] = {
  share: 'Compartir esta mano',
  shareNote:
    'Un archivo con esta mano y todo lo que la demuestra. Quien lo abre aquí la ve repetida y la comprueba por sí mismo.',
  shareText: (address) => `Una mano de póker con sus pruebas. Abre el archivo en ${address}`,
  notYet:
    'Los navegadores de los demás aún no han confirmado esta mano. Prueba otra vez cuando haya empezado la siguiente.',
  shareFailed: 'No se pudo hacer un archivo de esta mano.',
  ...savedStart,
  session: 'Todas las manos en un archivo',
  unfit: (n) =>
    n === 1
      ? 'Falta una mano en el archivo: este formato no tiene palabras para lo que pasó en ella.'
      : `Faltan ${n} manos en el archivo: este formato no tiene palabras para lo que pasó en ellas.`,
  title: 'Comprobar una partida o mano guardada',
  lead: 'Cada firma, cada barajado y cada carta se comprueba en esta página. No se sube nada, y no hay que creer a nadie.',
  drop: 'Suelta aquí el archivo, o',
  choose: 'Elegir un archivo',
  reading: (percent) => `Comprobando: ${percent} %`,
  good: 'Todo en este archivo es correcto.',
  counts: (hands, proofs) =>
    `${hands} ${hands === 1 ? 'mano' : 'manos'}, ${proofs} ${proofs === 1 ? 'prueba comprobada' : 'pruebas comprobadas'}.`,
  falseProofs: (n) =>
    `${n} de ellas ${n === 1 ? 'era falsa' : 'eran falsas'} cuando se jugó; se descubrió entonces y se atribuyó a quien la hizo.`,
  signedByKey: (signed, of) =>
    `La clave de la mesa ha firmado ${signed} de ${of} ${of === 1 ? 'mano que terminó' : 'manos que terminaron'} mientras estuvo en uso.`,
  signedTimeouts: (signed, of) =>
    `De ${of} ${of === 1 ? 'decisión' : 'decisiones'} del reloj ha firmado ${signed}.`,
  signedClosing: 'Ha firmado el cierre de la mesa: después no hubo nada más.',
  unsigned:
    'Lo que no lleva firma no es menos cierto: firmaron muy pocos dispositivos, o la firma no había llegado al que guardó esto. Las fichas valen como se muestran.',
  twice: (names) => `Firmó dos bloques para una ronda, lo que demuestra trampa: ${names}.`,
  missed:
    'Falta parte de la velada en este archivo: su dispositivo no estaba. Lo que resultó lo certificaron los demás.',
  bad: 'Este archivo no es correcto.',
  badNote:
    'Fue cambiado, cortado, o no es una partida de este programa. No te fíes de lo que parece mostrar. Pídelo otra vez.',
  fault: 'Lo primero que se encontró',
  failed: 'Este archivo no se pudo comprobar en este navegador. Recarga la página y prueba otra vez.',
  tooLarge: 'Este archivo es más grande que cualquier partida guardada.',
  again: 'Otro archivo',
  watch: (hand) => `Ver la mano ${hand}`,
  sharedHand: 'Comprobada',
};
