/** Español para los asientos de este dispositivo: trasladar uno, guardar una copia, y una clave en dos sitios. */
import type * as english from '../en/seats.ts';

export const movedFailure =
  'Entregaste este asiento a otro dispositivo: sigue jugando allí. Sus fichas y cartas se fueron con él, y este dispositivo ya no puede firmar por él. Para recuperarlo, entrégalo desde allí. Para sentarte aquí como otra persona, borra antes esta partida en el historial.';

export const seats: typeof english.seats = {
  title: 'Asientos de este dispositivo',
  lead: 'Un asiento es su clave: quien tiene la clave tiene las fichas. Una clave juega en un solo sitio a la vez.',
  link: 'Trasladar un asiento o guardar una copia',
  none: 'Aquí todavía no se ha abierto ninguna mesa.',
  unreadable:
    'Ahora mismo no se puede leer lo que guarda este navegador. No se ha perdido nada; cierra otras pestañas de este sitio e inténtalo de nuevo.',
  opened: (when) => `Abierto ${when}`,
  movedOn: (when) => `Entregado ${when}; se juega en el otro dispositivo`,
  copied: 'Una copia para mirar: nunca juega',
  play: 'Abrir la mesa',
  fromTable: 'Trasladar este asiento a otro dispositivo',
  fromTableNote:
    'Deja esta mesa aquí; el reloj sigue hasta que el otro dispositivo tome el relevo. Tenlo a mano.',
  handOver: 'Trasladar a otro dispositivo',
  handOverTitle: 'Trasladar este asiento',
  handOverText:
    'En el otro dispositivo, abre esta página y trae aquí su código. El asiento deja este dispositivo en el acto, con sus cartas y fichas: se guarda un archivo que solo el otro dispositivo puede abrir, así que puede ir por cualquier vía, también por correo.',
  code: 'Código del otro dispositivo',
  handOverNow: 'Entregar ahora',
  handedOver:
    'Entregado. Lleva el archivo guardado al otro dispositivo y ábrelo allí; hasta entonces nadie juega este asiento, y su reloj corre.',
  saveAgain: 'Guardar el archivo otra vez',
  backUp: 'Guardar una copia',
  backUpTitle: 'Una copia con contraseña',
  backUpText:
    'Las manos, el registro y la clave, cerrados con las seis palabras de abajo. Apúntalas: sin ellas nadie puede abrir la copia. Sirve para mirar y para probar lo que se jugó. No puede jugar, porque este dispositivo podría seguir jugando.',
  passphrase: 'Las seis palabras',
  backUpSave: 'Guardar la copia',
  close: 'Cerrar',
  bringTitle: 'Traer un asiento a este dispositivo',
  bringText:
    'Muestra este código al dispositivo que tiene el asiento, entrégalo allí y abre aquí el archivo guardado. Una copia se abre con sus seis palabras. Abre solo archivos que hayas hecho tú.',
  ownCode: 'Código de este dispositivo',
  copyCode: 'Copiar el código',
  codeCopied: 'Copiado',
  codeQr: 'El código de este dispositivo como código QR',
  file: 'Archivo del asiento o de la copia',
  open: 'Abrir',
  brought: (table) =>
    `Tu asiento en «${table}» ya está aquí, con sus cartas y fichas. Abre la mesa para seguir jugando.`,
  broughtCopy: (table) =>
    `La copia de «${table}» está aquí: sus manos están en el historial. El asiento sigue en el dispositivo que lo tiene. Si se perdió, siéntate aquí con una clave nueva cuando la mesa haya dejado fuera la antigua.`,
  copyHere:
    'Este dispositivo tiene una copia de un asiento de esta mesa. Una copia nunca juega, porque su dispositivo podría hacerlo: lo que tomes aquí es otro asiento, con su propia clave. Cuando la mesa haya dejado fuera el antiguo, sus fichas están en las cuentas.',
  refused: {
    'in-use': 'Una pestaña de este navegador tiene abierta esta partida. Ciérrala antes; no se cambió nada.',
    gone: 'Este asiento ya no está aquí. No se cambió nada.',
    'bad-code':
      'Esto no es el código de un dispositivo: empieza por age1 y tiene 62 caracteres. No se cambió nada.',
    'own-code': 'Este es el código de este mismo dispositivo. Usa el del otro; no se cambió nada.',
    'used-code':
      'Ya se entregó un asiento a este código, y un código vale para uno solo. No se cambió nada: abre primero aquel archivo en el otro dispositivo y copia después el código nuevo que muestra.',
    'needs-passphrase': 'Esto es una copia: escribe sus seis palabras.',
    'wrong-passphrase':
      'Estas palabras no abren esta copia. No se cambió nada; compáralas con lo que apuntaste.',
    'not-for-this-device':
      'Este archivo es para otro dispositivo, o ya se abrió aquí. No se cambió nada: ábrelo en el dispositivo para cuyo código se hizo.',
    damaged:
      'Este archivo está dañado: le falta el final o algo lo cambió. Aquí no se cambió nada; guárdalo otra vez en el otro dispositivo.',
    'other-version':
      'Este archivo lo hizo otra versión de esta aplicación. Recarga esta página e inténtalo de nuevo; no se cambió nada.',
    'not-a-seat': 'Esto no es el archivo de un asiento. No se cambió nada.',
    'already-here':
      'Este dispositivo ya tiene este asiento, y lo que tiene es más reciente. No se cambió nada.',
  },
  failed: 'No funcionó, y aquí no se cambió nada. Inténtalo de nuevo.',
  alike: (one, seat, other, otherSeat) =>
    `Los nombres ${one} (asiento ${seat}) y ${other} (asiento ${otherSeat}) se parecen, pero son dos jugadores con claves propias. Pregunta quién es quién.`,
  askerAlike: (name) =>
    `Este nombre se parece al de ${name}, que ya está en la mesa: es otra persona o un segundo dispositivo. Pregunta antes de dejarlo entrar.`,
  keyElsewhere: {
    title: 'Tu asiento también se está jugando en otro sitio.',
    text: 'Otra pestaña u otro dispositivo firma con la misma clave. Para que tu clave nunca se contradiga, lo que podría costarte el asiento, esta no dice nada más; tus fichas están a salvo. Sigue jugando allí, o ciérralo allí y recarga esta página.',
    again: 'Allí está cerrado: recargar',
  },
};
