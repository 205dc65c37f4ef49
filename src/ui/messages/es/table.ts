/** Spanish for what stands round a decision. */

import { plural } from '../en/games.ts';
import type { Messages } from '../en/index.ts';
import type * as english from '../en/table.ts';

export const preaction: Messages['preaction'] = {
  title: 'Elegir por adelantado',
  fold: 'Fold',
  checkFold: 'Check o fold',
  check: 'Check',
  call: (chips) => `Call ${chips}`,
  allIn: (chips) => `All-in ${chips}`,
  label: (what) => `${what} cuando me toque`,
  cleared: 'La apuesta ha cambiado: elige otra vez.',
};

export const settings: typeof english.settings = {
  open: 'Ajustes',
  title: 'Ajustes',
  show: 'En la mesa',
  fourColour: 'Baraja de cuatro colores',
  bigBlinds: 'Stacks y apuestas en ciegas grandes',
  bigBlindsNote: 'Los botones nombran también las fichas, porque lo que se envía son fichas.',
  motion: 'Las cartas y las fichas se mueven',
  bubbles: 'Mostrar lo que dicen los demás en su asiento',
  alerts: 'Sonido y avisos',
  sound: 'Sonido',
  volume: 'Volumen',
  notify: 'Avisarme cuando me toque',
  notifyNote: 'Solo mientras esta pestaña está en segundo plano.',
  notifyDenied: 'Este navegador no permite notificaciones de esta página.',
  keyboard: 'Teclado',
  shortcuts: 'Las letras sueltas actúan',
  keys: 'Mostrar las teclas',
  bb: (amount) => `${amount} BB`,
};

export const keys: typeof english.keys = {
  open: 'Teclas',
  title: 'Teclas',
  note: 'Descansan mientras escribes o hay un diálogo abierto.',
  off: 'Las letras sueltas están desactivadas en los ajustes.',
  list: {
    fold: 'Fold; antes de tu turno: fold, o check si es gratis',
    check: 'Check o call; antes de tu turno: elegirlo por adelantado',
    raise: 'Escribir una cantidad; Intro la apuesta, Escape sale del campo',
    presets: 'Medio bote, tres cuartos, el bote, all-in o el máximo',
    steps: 'Una ciega grande más o menos',
    timeBank: 'Más tiempo',
    chat: 'Decir algo',
    shield: 'Quién barajó, y cada prueba',
    settings: 'Ajustes',
    help: 'Estas teclas',
  },
};

export const reactions: typeof english.reactions = {
  open: 'Reaccionar',
  title: 'Reacciones rápidas',
  say: (what) => `Enviar ${what}`,
  names: {
    '👍': 'pulgar arriba',
    '👏': 'aplausos',
    '😂': 'risas',
    '😮': 'sorpresa',
    '😢': 'una lágrima',
    '🔥': 'fuego',
    '🍀': 'buena suerte',
    '🙏': 'gracias',
  },
  more: (n, name) => `${n} ${plural(n, 'línea', 'líneas')} más de ${name}`,
  mute: (name) => `Ocultar lo que dice ${name}`,
  muted: (name) => `${name} está oculto`,
  unmute: 'Mostrar otra vez',
};

export const shield: typeof english.shield = {
  open: 'Pruebas de esta mano',
  title: 'Pruebas de esta mano',
  none: 'Todavía no se ha repartido ninguna mano.',
  shuffling: (done, of) =>
    `${done} de ${of} jugadores ${plural(done, 'ha', 'han')} barajado esta baraja hasta ahora.`,
  shuffled: (n) =>
    n === 2 ? 'Los dos jugadores han barajado esta baraja.' : `Los ${n} jugadores han barajado esta baraja.`,
  checked: (n) =>
    `${n} ${plural(n, 'prueba comprobada', 'pruebas comprobadas')} por esta pestaña, ninguna falló.`,
  failed: (n, failed) =>
    `${n} ${plural(n, 'prueba comprobada', 'pruebas comprobadas')} por esta pestaña, ${failed} ${plural(failed, 'falló', 'fallaron')}.`,
  links: (direct, of) =>
    of === 0
      ? ''
      : `${direct} de ${of} ${plural(of, 'conexión', 'conexiones')} ${plural(direct, 'directa', 'directas')}.`,
  final: (seconds) => `Todo lo de arriba es definitivo desde hace ${seconds} s.`,
  waiting: (names) => `Nada puede ser definitivo sin ${names}.`,
  words: { good: 'Todas las pruebas valen', working: 'Pruebas en camino', bad: 'Una prueba falló' },
  order: 'Barajado en este orden',
};

export const seatMenu: typeof english.seatMenu = {
  sitOut: 'Ausentarse desde la próxima mano',
  sitIn: 'He vuelto',
  sitOutBigBlind: 'Ausentarse cuando me llegue la ciega grande',
  chips: 'Fichas',
  playing: 'Jugar',
  handNow: (name) => `Tienes: ${name}`,
};

export const spoken: typeof english.spoken = {
  cards: (list) => `Tus cartas: ${list}`,
  turn: (call, pot) => `Te toca. ${call}Bote ${pot}`,
  toCall: (chips) => `${chips} para el call. `,
  free: 'El check es gratis. ',
};

export const notification: typeof english.notification = {
  title: (table) => `Te toca en ${table}`,
  call: (chips) => `${chips} para el call`,
  check: 'El check es gratis',
};
