/** La sala de espera y sus enlaces, en español. */
import type { Messages } from '../en/index.ts';
import { extraRules } from './games.ts';
import { invitation } from './pages.ts';

export const lobby: Messages['lobby'] = {
  title: (table) => table,
  rules: (game, sb, bb, seconds) => `${game} · ciegas ${sb}/${bb} · ${seconds} s por turno`,
  extra: extraRules,
  ...invitation,
  nickname: 'Tu nombre',
  nicknamePlaceholder: '¿Cómo te llamamos?',
  nicknameHint: 'Elige primero un nombre y luego un asiento.',
  seats: 'Toma asiento',
  seat: (n) => `Asiento ${n}`,
  free: 'libre',
  takeSeat: (n) => `Tomar el asiento ${n}`,
  taken: (n, name, ready) => `Asiento ${n}: ${name}, ${ready ? 'listo' : 'aún no'}`,
  yours: (n, ready) => `Asiento ${n}: tú, ${ready ? 'listo' : 'aún no'}`,
  you: 'tú',
  readyMark: 'listo',
  playsMark: { here: 'juega', away: 'fuera de alcance' },
  notReadyMark: 'aún no',
  ready: 'Estoy listo',
  notReady: 'Aún no estoy listo',
  start: 'Empezar la partida',
  invite: 'Invitar',
  inviteText: 'Manda este enlace a quien deba jugar. Las reglas de la mesa llegan de quienes están en ella.',
  copy: 'Copiar enlace',
  copied: 'Copiado',
  inviteLabel: 'Enlace a esta mesa',
  share: 'Compartir…',
  peers: 'Conexiones',
  noPeers: 'Todavía no hay nadie más. Manda el enlace.',
  status: {
    takeSeat: 'Toma asiento para jugar.',
    joinRunning:
      'En esta mesa se está jugando. Toma un asiento libre para entrar en una de las próximas manos.',
    joining: 'Entras en la próxima mano.',
    alone: 'Falta al menos otro jugador.',
    sayReady: 'Di cuándo estás listo.',
    notReady: (names) => `Aún no están listos: ${names}`,
    notLinked: invitation.linkMade,
    canStart: 'Todos están listos. Puedes empezar.',
    creatorStarts: 'Todos están listos. Empieza quien abrió la mesa.',
    almost: 'Todos están listos. Faltan las últimas conexiones.',
  },
  relay: {
    connecting: 'Llegando al punto de encuentro…',
    connected: 'Conectado al punto de encuentro',
    lost: 'Punto de encuentro perdido: los nuevos jugadores no encuentran esta mesa',
  },
};
