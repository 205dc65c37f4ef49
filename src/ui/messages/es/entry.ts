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
