/** Addresses of the app's pages. */

export type Route =
  | { readonly page: 'landing' }
  | { readonly page: 'table'; readonly href: string }
  | { readonly page: 'history' }
  | { readonly page: 'seats' }
  | { readonly page: 'diagnostics' }
  | { readonly page: 'open-tables' }
  | { readonly page: 'saved' }
  | { readonly page: 'receipt' }
  | { readonly page: 'replay'; readonly tableId: string; readonly identity: string; readonly hand: number }
  | { readonly page: 'session'; readonly tableId: string; readonly identity: string }
  | { readonly page: 'gallery'; readonly item: string | undefined }
  | { readonly page: 'nowhere' };

export const HISTORY_PATH = '/history';
/** The seats of this device, and moving one to another. */
export const SEATS_PATH = '/seats';
/** Where saved games and shared hands are opened. */
export const SAVED_PATH = '/verify';

export function parseRoute(url: URL): Route {
  const path = url.pathname.replace(/\/+$/, '') || '/';
  if (path === '/' || path === '/index.html') return { page: 'landing' };
  if (path === SAVED_PATH) return { page: 'saved' };
  if (path === '/receipt') return { page: 'receipt' };
  if (path === HISTORY_PATH) return { page: 'history' };
  if (path === SEATS_PATH) return { page: 'seats' };
  if (path === '/tables') return { page: 'open-tables' };
  if (path === '/diagnostics') return { page: 'diagnostics' };
  const gallery = /^\/gallery(?:\/([a-z0-9-]+))?$/.exec(path);
  if (gallery) return { page: 'gallery', item: gallery[1] };
  if (/^\/(t|overlay)\/[^/]+$/.test(path) || (path === '/t' && url.hash !== ''))
    return { page: 'table', href: url.href };
  const replay = /^\/history\/([^/]+)\/([^/]+)\/([0-9]{1,9})$/.exec(path);
  if (replay) {
    const [tableId, identity] = [decodePart(replay[1]!), decodePart(replay[2]!)];
    if (tableId === undefined || identity === undefined) return { page: 'nowhere' };
    return { page: 'replay', tableId, identity, hand: Number(replay[3]) };
  }
  const session = /^\/history\/([^/]+)\/([^/]+)$/.exec(path);
  if (session) {
    const [tableId, identity] = [decodePart(session[1]!), decodePart(session[2]!)];
    if (tableId === undefined || identity === undefined) return { page: 'nowhere' };
    return { page: 'session', tableId, identity };
  }
  return { page: 'nowhere' };
}

/** decodeURIComponent throws on a lone '%': an address is somebody else's text. */
function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

export function replayPath(hand: { tableId: string; identity: string; hand: number }): string {
  return `/history/${encodeURIComponent(hand.tableId)}/${encodeURIComponent(hand.identity)}/${hand.hand}`;
}

export function sessionPath(table: { tableId: string; identity: string }): string {
  return `/history/${encodeURIComponent(table.tableId)}/${encodeURIComponent(table.identity)}`;
}

/** A pasted invitation: an http(s) address of a table, or undefined. Text round the link is forgiven. */
export function parseInvite(text: string): URL | undefined {
  const match = /https?:\/\/[^\s<>"]+/i.exec(text);
  if (!match) return undefined;
  if (!URL.canParse(match[0])) return undefined;
  const url = new URL(match[0]);
  return parseRoute(url).page === 'table' && url.hash.length > 1 ? url : undefined;
}
