/** Sobre abrir una mesa, y por qué no se puede abrir, en español. */

import type { Messages } from '../en/index.ts';
import { appFailures } from './apps.ts';
import { deviceFailures } from './device.ts';
import { movedFailure } from './seats.ts';
import { failureStart } from './start.ts';

export const failure: Messages['failure'] = {
  ...failureStart,
  sentences: {
    'bad-url': 'Este enlace está dañado: falta una parte de la dirección o está mal escrita.',
    'cut-off':
      'Falta el final de este enlace: algunas apps cortan los enlaces largos. Pídelo otra vez y cópialo entero.',
    'wrong-id': 'Este enlace no corresponde a las reglas que lleva: alguien lo ha cambiado. Pide uno nuevo.',
    'no-webrtc':
      'Este navegador no puede conectarse directamente con otros jugadores (WebRTC falta o está desactivado).',
    ...deviceFailures,
    moved: movedFailure,
    ...appFailures,
    'table-full': 'Todos los asientos de esta mesa están ocupados.',
    'already-started': 'Esta partida empezó sin ti.',
    'practice-over':
      'Esta mesa de práctica terminó al cerrarse o recargarse su página: sus bots vivían en ella. Las manos están en tu historial.',
    'already-open': 'Tienes esta mesa abierta en otra pestaña. Sigue allí o ciérrala primero.',
    'relay-unreachable':
      'No se llega al punto de encuentro de esta mesa, así que no se puede encontrar a los demás. Comprueba tu conexión e inténtalo otra vez.',
    'crs-mismatch': 'Las claves de prueba de este sitio no son las de esta mesa.',
    'other-state':
      'Esta pestaña y las demás no están de acuerdo sobre lo que pasó en la mesa, aunque lo ha comprobado todo otra vez. Quizá usa una versión más antigua o más nueva que las otras: recarga la página, o cierra todas sus pestañas y ábrela de nuevo. No se acusa a nadie, tus fichas son las que dice el registro de los demás, y el tuyo se puede exportar desde el historial.',
    ...failureStart.sentences,
  },
};
