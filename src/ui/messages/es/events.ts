/** Spanish for the lines of the event log. */

import type { Messages } from '../en/index.ts';
import { type FaultStep, faultIn } from '../logParts.ts';
import { claimLine } from './claim.ts';
import { entryLines } from './entry.ts';
import { exitLines } from './exits.ts';
import { handName, street, streetTitle } from './games.ts';
import { houseLines } from './house.ts';
import { faultReasons } from './refusals.ts';

export const steps: Record<FaultStep, string> = {
  key: 'clave de la mano',
  shuffle: 'barajado',
  shares: 'partes de cartas',
  show: 'cartas mostradas',
  win: 'victoria sin mostrar',
  escrow: 'custodia',
  equivocation: 'firma',
  evidence: 'acusación',
  admit: 'recién llegado',
  junk: 'mensajes inservibles',
  channel: 'clave de recepción',
  dealing: 'reparto de la clave',
  complaint: 'queja sobre la clave',
  ready: 'firma de la clave',
};
export const posts: Record<string, string> = {
  'small-blind': 'la ciega pequeña, ',
  'big-blind': 'la ciega grande, ',
  straddle: 'un straddle, ',
};

export const log: Messages['log'] = {
  title: 'Qué está pasando',
  open: 'Registro y chat',
  chat: 'Di algo',
  send: 'Enviar',
  empty: 'Todavía no hay nada que contar.',
  chatLong: 'Eso es demasiado largo.',
  street,
  streetTitle,
  lines: {
    'hand-started': (p) => (p.text ? `Empieza la mano ${p.text}` : 'Empieza una mano nueva'),
    shuffled: (p) => `${p.name} ha barajado, prueba verificada`,
    blind: (p) => `${p.name} pone ${posts[p.text] ?? ''}${p.chips}`,
    ante: (p) => `${p.name} pone el ante, ${p.chips}`,
    fold: (p) => `${p.name} hace fold`,
    check: (p) => `${p.name} hace check`,
    call: (p) => `${p.name} hace call de ${p.chips}`,
    bet: (p) => `${p.name} apuesta ${p.chips}`,
    raise: (p) => `${p.name} hace raise a ${p.chips}`,
    'all-in': (p) => `${p.name} va all-in${p.chips ? ` con ${p.chips}` : ''}`,
    timeout: (p) => `A ${p.name} se le acabó el tiempo`,
    street: (p) => `${streetTitle(p.text)}${p.cards ? `: ${p.cards}` : ''}`,
    show: (p) => `${p.name} muestra ${p.cards}${p.text ? ` – ${handName(p.text)}` : ''}`,
    muck: (p) => (p.text === 'dead' ? `La mano de ${p.name} está muerta` : `${p.name} no muestra`),
    claim: claimLine,
    win: (p) => `${p.name} gana ${p.chips}${p.text ? ` con ${handName(p.text)}` : ''}`,
    refund: (p) => `${p.chips} sin call vuelven a ${p.name}`,
    fault: (p) => {
      if (p.text === 'impossible-card') return 'Ha salido una carta que no puede existir: la mano es nula';
      const { step, what, silent, why } = faultIn(p.text, steps, faultReasons);
      if (step === 'equivocation') return `${p.name} firmó dos versiones de un mismo bloque`;
      if (step === 'evidence') return `${p.name} acusó a alguien con pruebas falsas`;
      if (silent) return `${p.name} no respondió a tiempo${what ? ` (${what})` : ''}`;
      return `${p.name}: la prueba falló${what ? ` (${what}${why ? `: ${why}` : ''})` : ''}`;
    },
    redeal: () => 'La mano se reparte otra vez con claves nuevas',
    busted: (p) => `${p.name} se ha quedado sin fichas`,
    'sit-out': (p) => (p.text === 'absent' ? `${p.name} no está y queda fuera` : `${p.name} se ausenta`),
    'sit-in': (p) => `${p.name} ha vuelto`,
    'sit-down': (p) => `${p.name} se sienta con ${p.chips}`,
    leave: (p) => `${p.name} deja la mesa`,
    'top-up': (p) => `${p.name} añade ${p.chips}`,
    'set-aside': (p) => `La mano ${p.text} queda apartada con ${p.chips} fichas`,
    resumed: (p) => `Continúa la mano ${p.text}, con ${p.chips} fichas`,
    voided: (p) => `La mano ${p.text} se anula: se devuelven las apuestas`,
    rabbit: (p) => (p.cards ? `Habría salido: ${p.cards}` : `${p.name} pregunta qué habría salido`),
    twice: (p) => `${p.name} ${p.text === 'yes' ? 'repartiría dos veces' : 'prefiere una sola mesa'}`,
    place: (p) =>
      `${p.name} ${p.text === '1' ? 'gana el torneo' : `queda en ${p.text}.º lugar`}${p.chips && p.chips !== '0' ? `, premio ${p.chips}` : ''}`,
    ...houseLines,
    ...exitLines,
    ...entryLines,
    chat: (p) => `${p.name}: ${p.text}`,
    'hand-over': (p) => (p.text ? `La mano ${p.text} ha terminado` : 'La mano ha terminado'),
    'table-over': () => 'La partida ha terminado',
  },
};
