/** Words about who comes to a table, in Spanish. */
import type * as english from '../en/entry.ts';

export const entry: typeof english.entry = {
  sealing: 'Todos han firmado. Quien creó la mesa pone la última firma; entonces empieza.',
  setback: {
    'creator-gone':
      'Se perdió la conexión con quien creó esta mesa mientras se firmaba el comienzo: nada ha empezado y no hay fichas en juego. Di que estás listo cuando vuelva.',
    'member-gone':
      'Mientras se firmaba el comienzo se perdió a alguien, o no estaba listo: nada ha empezado y no hay fichas en juego. Vuelve a decir que estás listo.',
    'not-sealed':
      'No todos firmaron el comienzo a tiempo: nada ha empezado y no hay fichas en juego. Vuelve a decir que estás listo.',
    'begun-without-you':
      'Han empezado sin ti. Puedes mirar, o tomar un asiento libre y pedir que te dejen entrar.',
    removed:
      'Quien creó esta mesa te ha quitado el asiento: no tenías nada en juego. Puedes mirar la partida.',
  },
  twoBeginnings: (one, other) =>
    `Esta mesa tiene dos comienzos, ambos firmados por quien la creó: uno con ${one} y otro con ${other}. Nadie puede saber cuál vale, así que aquí no puedes mirar ni sentarte. Pide un enlace nuevo.`,
  anotherBeginning: (other) =>
    `Quien creó esta mesa ha firmado un segundo comienzo, con ${other}. Vuestra partida no se ve afectada y tus fichas están a salvo. Los nuevos no pueden saber cuál vale: recibidlos en una mesa nueva.`,
  takeOff: (name) => `Quitar a ${name} de la mesa`,
  asks: (name, seat) => `${name} pide el asiento ${seat}`,
  asksWitness: (name) => `${name} quiere votar como testigo, sin cartas`,
  somebody: 'Alguien que no está conectado contigo',
  count: (n) => (n === 1 ? '1 pide entrar' : `${n} piden entrar`),
  title: 'Quién entra',
  show: '¿Quién pide?',
  letIn: 'Dejar entrar',
  no: 'No',
  letInOf: (name) => `Dejar entrar a ${name}`,
  noOf: (name) => `No dejar entrar a ${name}`,
  agreed: (yes, needed) => `${yes} de ${needed} de acuerdo`,
  objection: (time) =>
    `Quien creó la mesa le dejaría entrar. Cualquiera puede oponerse durante otros ${time}; después vale.`,
  objectionSoon: 'Quien creó la mesa le dejaría entrar. Cualquiera puede oponerse durante veinte segundos.',
  decided: {
    'let-in': 'Entra: se sienta en la próxima mano.',
    declined: 'No entra: demasiados han dicho que no.',
  },
  how: 'Basta el sí de quien creó la mesa si nadie se opone en veinte segundos. Si alguien se opone, o quien la creó no está, tiene que estar de acuerdo más de la mitad de todos los sentados; si son dos, ambos.',
  none: 'Ya no pide nadie.',
  hostTrusted:
    'Hay que fiarse del anfitrión: quien creó la mesa, junto con los que dejó entrar solo con su palabra, son más de los que la mesa puede perder. Si trabajaran juntos podrían decidir qué vale.',
  standing: {
    asked: 'Has pedido entrar. Deciden quienes juegan; no tienes que hacer nada.',
    declined:
      'Quienes juegan no te han dejado entrar. Puedes mirar; vuelve a pedirlo dentro de unas manos, o pide otro asiento.',
    closed: 'Esta mesa no admite a nadie: se hizo para quienes empezaron. Puedes mirar.',
    'let-in': 'Te han dejado entrar: te sientas en la próxima mano.',
  },
  askedCount: (yes, needed) =>
    `Has pedido entrar: hasta ahora ${yes} de ${needed} de acuerdo. No tienes que hacer nada.`,
  joinAsked:
    'En esta mesa se está jugando. Toma un asiento libre y di que estás listo: así pides a quienes juegan que te dejen entrar.',
  admissions: { asked: 'Se pregunta a quienes juegan', open: 'Cualquiera con el enlace', closed: 'Nadie' },
  rule: {
    asked: 'Quienes juegan deciden quién entra después',
    open: 'Cualquiera con el enlace puede tomar un asiento libre cuando ya se juega',
    closed: 'Cuando ya se juega no entra nadie más',
  },
  watchCopy: 'Copiar enlace para mirar',
  watchText: 'A quien abre este no se le ofrece asiento. No es un candado: lleva a la misma mesa.',
  watchOnly: 'Este enlace es para mirar. Ves lo que ven todos: ninguna carta antes de que se muestre.',
};

export const entryRefusals: typeof english.entryRefusals = {
  removed: 'Quien creó esta mesa no te quiere en ella. Puedes mirar la partida.',
  twoBeginnings:
    'Esta mesa tiene dos comienzos que se contradicen: aquí no puedes sentarte ni mirar. Pide un enlace nuevo.',
  admissionClosed: 'Esta mesa no admite a nadie: se hizo para quienes empezaron. Puedes mirar.',
  notLetIn: 'Quienes juegan aún no te han dejado entrar. Espera su palabra.',
  tooManyWitnesses:
    'Tantos testigos podrían ganar la votación a los jugadores si los lleva una sola persona. No se dejó entrar a nadie.',
  consentLimit: 'Ya has empezado a hablar de ocho que piden entrar. Decide primero sobre esos.',
};

export const entryLines: typeof english.entryLines = {
  'consent-yes': (p) =>
    p.text === ''
      ? `${p.name} dejaría entrar a un testigo`
      : `${p.name} dejaría entrar a quien pide el asiento ${p.text}`,
  'consent-no': (p) =>
    p.text === ''
      ? `${p.name} se opone a un testigo`
      : `${p.name} se opone a quien pide el asiento ${p.text}`,
};
