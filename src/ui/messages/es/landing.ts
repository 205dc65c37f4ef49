/** La página de inicio en español. */
import type { Messages } from '../en/index.ts';
import { createForm } from './createForm.ts';

export const landing: Messages['landing'] = {
  title: 'Póker sin fiarse de nadie',
  lead: 'Sin crupier, sin servidor en la partida, sin cuenta. Manda un enlace a tus amigos: cada navegador de la mesa baraja, comprueba a todos los demás y lleva la cuenta.',
  points: [
    {
      title: 'Barajan todos',
      text: 'Cada jugador mezcla y cierra la baraja por turno. Mientras no se pongan de acuerdo todos los demás, nadie puede conocer una carta.',
    },
    {
      title: 'Todo se demuestra',
      text: 'Cada barajado y cada carta llevan una prueba matemática que comprueban todas las demás pestañas. Quien hace trampas queda señalado en todas las pantallas.',
    },
    {
      title: 'Nadie dirige la mesa',
      text: 'Las pestañas acuerdan entre ellas quién actuó, en qué orden y con cuánto retraso. El ayudante que os presenta puede desaparecer: la partida sigue.',
    },
  ],
  play: 'Solo fichas de juego. Software libre, GPL-3.0-or-later.',
  foot: {
    version: (n) => `Versión ${n}`,
    licence: 'Licencia: GPL-3.0-or-later',
    source: 'Código fuente de esta versión',
    notices: 'Avisos de lo que contiene',
  },
  create: createForm,
  join: {
    title: 'Entrar en una mesa',
    label: 'Pega el enlace que te han mandado',
    submit: 'Entrar',
    bad: 'Eso no es un enlace a una mesa. Se parece a https://…/t/… y lleva un #.',
  },
  history: 'Manos jugadas',
};
