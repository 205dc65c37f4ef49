/** Español para practicar: qué juego, cuántos, cómo juegan los bots. */
import type * as english from '../en/school.ts';

export const school: typeof english.school = {
  choose: 'Elegir juego, jugadores y nivel',
  players: 'Jugadores',
  strength: 'Los bots juegan',
  strengths: { easy: 'como principiantes', normal: 'según las probabilidades', hard: 'duro' },
};
