/** Lo que este navegador guarda, muestra y ejecuta: almacenamiento, versión de la aplicación, fallos propios. */
import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import { deviceStart } from './start.ts';

export const deviceFailures = {
  'no-indexeddb':
    'Este navegador no deja que ninguna página guarde datos, y un validador tiene que recordar lo que ha firmado. Las ventanas privadas suelen prohibirlo.',
  'newer-version':
    'Este dispositivo ya abrió una versión más nueva de esta aplicación, que guarda sus partidas de otra manera. Tu asiento y tus fichas se conservan. Recarga la página para obtener esa versión.',
  'storage-full':
    'Este navegador ya no guarda nada más de este sitio: su espacio está lleno. No se firmó nada que no esté guardado, y tu asiento y tus fichas siguen donde estaban; los demás te esperan. Borra partidas viejas en «Manos de este dispositivo» o libera espacio en el dispositivo y recarga la página.',
  'storage-silent':
    'El almacenamiento de este navegador no responde, así que no se podría guardar nada con seguridad. Tu asiento y tus fichas están donde estaban. Cierra las otras pestañas de este sitio e inténtalo de nuevo.',
  'storage-deleted':
    'Se borró el almacenamiento de este sitio mientras esta mesa estaba abierta, y con él la clave de tu asiento. Esta pestaña se ha detenido, porque ya no sabe qué ha firmado: tus fichas constan en el registro de los demás y la mesa sigue sin ti. Una copia que hayas guardado puede probar lo que se jugó.',
  'gave-way':
    'Se abrió una versión más nueva de esta aplicación en otra pestaña, y esta le ha cedido el paso tras la mano. Tu asiento y tus fichas se conservan: esta página se recarga sola.',
};

export const device: Messages['device'] = {
  stopped: 'Esta pestaña se ha parado',
  full: (left) =>
    `A este navegador solo le quedan ${left} para este sitio. Cuando se acaben, esta pestaña tendrá que pararse en medio de una mano hasta que haya sitio: no puede firmar lo que no puede guardar. Haz sitio ahora: borra partidas viejas en «Manos de este dispositivo» o libera espacio en el dispositivo.`,
  ...deviceStart,
  title: 'En este dispositivo',
  lead: 'Tus partidas y sus claves se guardan solo en este navegador.',
  use: (used, quota) => `${used} ocupados de ${quota} que permite este navegador.`,
  used: (used) => `${used} ocupados.`,
  persistent: 'El navegador ha prometido conservarlas hasta que las borres.',
  fleeting:
    'El navegador puede borrarlas cuando falte espacio o tras semanas sin visitas. No ha prometido conservarlas.',
  keep: 'Pedir al navegador que las conserve',
  keepRefused:
    'El navegador aún no lo promete. Suele hacerlo cuando has vuelto varias veces o has instalado la aplicación.',
  eraseGame: 'Borrar esta partida',
  eraseGameAsk: (table) =>
    `¿Borrar todo lo de «${table}» de este dispositivo? Se van sus manos, su registro y la clave de tu asiento. Si esa mesa sigue en juego, no podrás volver a tu asiento ni a tus fichas con este dispositivo, y lo que no esté liquidado ya no podrá demostrarse desde aquí. Los demás conservan lo suyo.`,
  eraseAll: 'Borrar todo',
  eraseAllAsk:
    '¿Borrar todas las partidas y todas las claves de este dispositivo? Desde aquí no se podrá retomar ningún asiento, demostrar ningún resultado ni ver ninguna mano. Los demás jugadores conservan lo suyo.',
  erase: 'Borrar',
  cancel: 'Conservar',
  inUse:
    'Una pestaña de este navegador tiene abierta esta partida. Déjala allí primero; no se ha borrado nada.',
  erased: 'Borrado.',
  unreadable: 'Este navegador no dice cuánto hay guardado.',
};

/** Which build of the app runs here. */
export const build: Messages['build'] = {
  own: (version) => `Esta aplicación es la versión ${version}, y en cuatro palabras:`,
  unknown: (version) =>
    `Esta aplicación es la versión ${version}. Su anfitrión ha puesto otra entretanto, o no la enumera, así que no hay con qué compararla. Recarga la página para obtener la más nueva.`,
  compareHint:
    'Leeos las palabras: las mismas palabras significan la misma aplicación. Quien la compile desde las fuentes las obtiene con «npm run digest». Un anfitrión que mienta a todos en todo también podría mentir en esto.',
  compare: 'Comparar otra vez con el anfitrión',
  comparing: 'Se descarga cada archivo una vez más …',
  compareFailed: 'El anfitrión no responde, así que no se ha comparado nada. Lo que tienes en marcha sigue.',
  same: (files) => `Los ${files} archivos son los que ejecuta esta página.`,
  differs: (files, n) =>
    `El anfitrión sirve ahora ${plural(n, 'otro archivo', `otros ${n} archivos`)}: ${files}. Tras una actualización es lo debido, y esta página lo dice; si no, pregunta a quien lleva el sitio antes de seguir jugando por dinero.`,
  understood: 'Entendido',
};
