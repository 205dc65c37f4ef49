/** Cómo se muestran los jugadores entre sí, en español: imágenes, y por qué alguien está ausente. */
import type { Messages } from '../en/index.ts';

export const company: Messages['company'] = {
  rulesComing:
    'Las reglas de esta mesa llegan de quien esté en ella. Si aún no hay nadie, deja esta página abierta: se abrirá en cuanto llegue alguien.',
  awayLabel: 'Lo que leen los demás mientras estás ausente',
  nothing: 'Nada',
  away: {
    moment: 'Vuelvo ya',
    minutes: 'En un rato',
    food: 'Comiendo',
    phone: 'Al teléfono',
    tonight: 'Hasta otra',
  },
};
