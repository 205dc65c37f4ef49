/** Español para mesas a las que uno no puede sentarse sin más. */
import type * as english from '../en/doors.ts';

export const doors: typeof english.doors = {
  taken: 'Puedes mirar esta mesa',
  elsewhere:
    'Ya juegas en esta mesa en otra pestaña de este navegador, y los demás asientos están ocupados. Vuelve a esa pestaña o mira desde aquí.',
  second:
    'Ya juegas en esta mesa en otra pestaña de este navegador. Un asiento aquí sería un segundo jugador.',
};
