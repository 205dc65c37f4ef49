/** Español para los niveles y premios de un torneo, en la mesa y al crearla. */
import type { Messages } from '../en/index.ts';
import { scheduleStart } from './start.ts';

export const schedule: Messages['schedule'] = {
  title: 'Niveles y premios',
  level: 'Nivel',
  blinds: 'Ciegas',
  ante: 'Ante',
  lasts: 'Dura',
  minutes: (n) => `${n} min`,
  hands: (n) => `${n} manos`,
  toTheEnd: 'hasta el final',
  now: 'ahora',
  share: (place, share) => `${place}: ${share}`,
  ofEntries: 'de todas las entradas',
  edit: 'Niveles de ciegas y premios',
  editNote: 'El primer nivel son las ciegas de arriba. Todos ven esta lista antes de sentarse, y en la mesa.',
  heads: ['Nivel', 'Peq.', 'Gran.', 'Ante', 'min', ''],
  small: (level) => `Nivel ${level}: ciega pequeña`,
  big: (level) => `Nivel ${level}: ciega grande`,
  anteOf: (level) => `Nivel ${level}: ante`,
  minutesOf: (level) => `Nivel ${level}: minutos`,
  remove: (level) => `Quitar el nivel ${level}`,
  add: 'Añadir un nivel',
  usual: 'Volver a los niveles habituales',
  prizes: 'Premios en porcentaje, el mejor puesto primero',
  prizesNote: (usual) => `Vacío: ${usual}, según el número de asientos.`,
  ...scheduleStart,
};
