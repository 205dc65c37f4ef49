/** The links to a table: for whoever plays, watches, or shows it in a stream. */
import type { TableView } from '../../client/contract/view.ts';

/**
 * A table's address that offers no seat to whoever opens it. It is a courtesy and no lock. Always the long one: it
 * names the rules, so that nobody who plays has to be asked for them.
 */
export function watchLink(href: string, { linkMark }: Pick<TableView, 'linkMark'>): string {
  const url = new URL(markedLink(href, linkMark));
  const fragment = new URLSearchParams(url.hash.slice(1));
  fragment.set('w', '1');
  url.hash = fragment.toString();
  return url.href;
}

/** The same for a stream's picture; `&d=N` behind it shows the table N committed slots late. */
export function overlayLink(href: string, view: Pick<TableView, 'linkMark'>): string {
  const url = new URL(watchLink(href, view));
  url.pathname = url.pathname.replace(/^\/t\//, '/overlay/');
  return url.href;
}

/** A table's address with what it says of the table's past (client/create/tableUrl.ts), where there is one. */
export function markedLink(href: string, mark: string | undefined): string {
  const url = new URL(href);
  const parts = [...new URLSearchParams(url.hash.slice(1))].filter(([name]) => name !== 'e');
  if (mark === undefined) return href;
  // Before the relays: an address that is cut off ends within them.
  const at = parts.findIndex(([name]) => name === 'c' || name === 'm') + 1;
  parts.splice(at, 0, ['e', mark]);
  url.hash = new URLSearchParams(parts).toString();
  return url.href;
}

/** The link to send to others: the short one, where the table has one. */
export function inviteLink(
  href: string,
  { invite, linkMark }: Pick<TableView, 'invite' | 'linkMark'>,
): string {
  return markedLink(invite === undefined ? href : new URL(invite, href).href, linkMark);
}

/** The table's address in that of its overlay; undefined for any other page. */
export function overlaidTable(href: string): string | undefined {
  const url = new URL(href);
  if (!url.pathname.startsWith('/overlay/')) return undefined;
  url.pathname = url.pathname.replace(/^\/overlay\//, '/t/');
  return url.href;
}

/** Committed slots that an overlay is late, as its link says; 0 unless it does. */
export function delayOf(href: string): number {
  const late = new URLSearchParams(new URL(href).hash.slice(1)).get('d') ?? '';
  return /^[0-9]{1,4}$/.test(late) ? Number(late) : 0;
}

export const isWatchLink = (href: string): boolean =>
  new URLSearchParams(new URL(href).hash.slice(1)).get('w') === '1';
