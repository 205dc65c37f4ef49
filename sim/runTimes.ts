/** When what happens in a run, in milliseconds of virtual time. */
export const healMs = 12_000;
/** After healing, until links are opened anew. */
export const reconnectMs = 40_000;
export const quietFromMs = 170_000;
export const endMs = 200_000;
export const startTimeMs = 5_000_000;
/** Whom not to wait for, and whose blocks to pass on, is learnt first; what is said until then is not measured. */
export const learningMs = 1_500;
/** One way, milliseconds: for the one whose links are slow. */
export const slowLinkMs = 1000;
/** A strict write takes no longer, milliseconds. */
export const mostJournalMs = 3;
/** After a crash, until its last messages have arrived or are lost. */
export const forgottenMs = 2500;
