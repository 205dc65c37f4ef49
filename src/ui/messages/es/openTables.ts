/** La lista de mesas abiertas (/tables), y lo que se pregunta sobre ella. */
import type { Messages } from '../en/index.ts';
import { openTablesStart } from './start.ts';

export const openTables: Messages['openTables'] = {
  title: 'Mesas abiertas',
  lead: 'Mesas cuyos creadores quieren que se encuentren. Quien se sienta allí es un desconocido; nadie puede ver tus cartas ni mover tus fichas, pero quienes juegan juntos pueden hablar de las suyas. Solo quienes juegan deciden quién entra.',
  ...openTablesStart,
  empty: 'Ahora no hay ninguna mesa en la lista. Crea una y ponla en ella, o vuelve más tarde.',
  failed:
    'Este servidor no dice qué mesas están abiertas: quizá no esté, o no tienes conexión. No se ha perdido nada; inténtalo de nuevo en un momento.',
  again: 'Mirar de nuevo',
  loading: 'Buscando mesas abiertas…',
  free: (free, seats) =>
    free === 0 ? `ningún asiento libre de ${seats}` : `${free} de ${seats} asientos libres`,
  blinds: (small, big) => `ciegas ${small}/${big}`,
  tournament: 'torneo',
  playing: 'en juego',
  waiting: 'sin empezar',
  admission: {
    asked: 'se pregunta a quienes juegan quién entra',
    open: 'quien llega puede sentarse',
    closed: 'nadie entra una vez empezada',
  },
  go: (name) => `Ir a ${name}`,
  list: 'Poner esta mesa entre las abiertas',
  listHint:
    'Quien visite este servidor, u otro con el que comparte su lista, verá su nombre, juego, ciegas y asientos libres, y podrá venir. Está en la lista mientras esta página siga abierta.',
  state: {
    waiting: 'Se está poniendo en la lista…',
    listed: 'Está en la lista.',
    full: 'Este servidor no admite ahora más mesas. Se vuelve a intentar solo; el enlace funciona como siempre.',
    unreachable:
      'El servidor aún no la ha admitido. Se vuelve a intentar solo; el enlace funciona como siempre.',
  },
};
