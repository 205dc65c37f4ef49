/** Español para cerrar una mesa definitivamente. */
import type { ClosingWords } from '../en/closing.ts';

export const closing: ClosingWords = {
  title: 'Cerrar la mesa definitivamente',
  what: 'Cuando todos los que están sentados aquí estén de acuerdo, la partida termina definitivamente: en esta mesa no se juega ninguna mano más, y estas fichas son las que valen. La clave de la mesa las firma una sola vez, y después cada dispositivo destruye su parte de ella.',
  ask: 'Cerrar definitivamente …',
  sure: 'Esto no se puede deshacer.',
  alone: 'No hay nadie más sentado aquí: la mesa se cierra enseguida.',
  confirm: 'Cerrarla definitivamente',
  notNow: 'Ahora no',
  asked: (names) => `${names} quiere cerrar la mesa definitivamente: después aquí no se juega nada más`,
  youAsked: 'Quieres cerrar la mesa definitivamente',
  waitsFor: (names) => `Falta ${names}. La mano en curso se juega hasta el final.`,
  agree: 'Cerrarla definitivamente',
  decline: 'Todavía no',
  takeBack: 'Mejor no',
  closed: 'La mesa está cerrada definitivamente. Las fichas son las que valen, y aquí no se juega nada más.',
  signed:
    'La clave de la mesa ha firmado el resultado, y este dispositivo ha destruido su parte de ella. Obtén el recibo: prueba a cualquiera el final de la partida.',
  unsigned:
    'El resultado espera las firmas de los otros dispositivos: deja esta página abierta un momento. Tus fichas están a salvo; el recibo lleva lo que haya.',
  noKey:
    'La mesa no tenía una clave que pudiera firmar el resultado. El recibo lleva en su lugar las firmas de los dispositivos, y vale lo mismo.',
};
