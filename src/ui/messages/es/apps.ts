/** Which apps are at a table: the same build, another one, or one that plays by other rules. In Spanish. */

/** Why a table does not open, where the version of the app is the reason. */
export const appFailures = {
  'newer-link':
    'Este enlace lo hizo una versión de esta aplicación más nueva que la de esta página. No se ha perdido nada: recarga la página para obtener la nueva, o abre el enlace en un sitio que la tenga.',
  'rules-newer':
    'En esta mesa se juega con reglas más nuevas que las que conoce esta página, así que no participa: juzgaría mal lo que hacen los demás. Tu asiento, tus fichas y tu clave siguen en este dispositivo. Recarga la página para obtener la versión nueva de la aplicación.',
  'rules-older':
    'En esta mesa se juega con reglas más antiguas que las que conoce esta página, así que no participa: juzgaría mal lo que hacen los demás. Tu asiento, tus fichas y tu clave siguen en este dispositivo. Abre el enlace en un sitio que aún tenga la versión antigua, o seguid en una mesa nueva.',
};

export const apps = {
  newer: (names: string) =>
    `${names}: una versión más nueva de esta aplicación, que juega con reglas más nuevas. No podéis sentaros juntos hasta que esta página también la tenga: recarga la página. No hay fichas en juego y nadie ha hecho nada malo.`,
  older: (names: string) =>
    `${names}: una versión más antigua de esta aplicación, que juega con reglas más antiguas. No podéis sentaros juntos hasta que allí recarguen la página. No hay fichas en juego y nadie ha hecho nada malo.`,
  same: (n: number, words: string) =>
    n === 1
      ? `La otra persona usa la misma aplicación que tú: ${words}.`
      : `Las otras ${n} personas usan la misma aplicación que tú: ${words}.`,
  sameOf: (same: number, n: number, words: string) =>
    `${same} de las otras ${n} personas usan la misma aplicación que tú: ${words}.`,
  own: (words: string) => `Tu aplicación es ${words}.`,
  different: (name: string, words: string) => `${name} usa otra compilación de la aplicación: ${words}.`,
  differentHint:
    'Es lo normal después de una actualización: quien recarga obtiene la nueva. Si nadie sabe de ninguna, leeos las palabras y preguntad a quien lleva el sitio antes de jugar por dinero.',
  unknown: (names: string) =>
    `${names}: no se sabe qué compilación de la aplicación usan. Los bots y los testigos no la nombran.`,
};

export const otherRulesRefusal =
  'Esa aplicación juega con otras reglas que esta mesa. Quien tenga la versión antigua debe recargar antes la página.';
