/**
 * What tells a practice table's address from others. Whoever opens it elsewhere, or after a reload, learns that it
 * is over.
 */
const MARK = 'practice';

/** To be appended to a table's path, which has a fragment already. */
export const practiceMark = `&${MARK}=1`;

export const isPractice = (url: URL): boolean => new URLSearchParams(url.hash.slice(1)).has(MARK);
