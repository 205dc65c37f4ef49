/** `--url URL`: which table a command that plays or watches without a page is to join. */
import { isShortUrl } from '../client/create/shortLink.ts';
import { parseTableUrl, type TableAddress } from '../client/create/tableUrl.ts';

export interface TableArgument {
  readonly address: TableAddress;
  /** The address's path and fragment, as an identity record keeps it. */
  readonly path: string;
}

/** A sentence when it is not the address of a table that others can join. */
export function readTableArgument(text: string | undefined): TableArgument | string {
  if (text === undefined || !URL.canParse(text)) return "give the table's address with --url";
  const url = new URL(text);
  if (isShortUrl(url)) return "this is a short link: give the long one that stands in a player's address bar";
  const address = parseTableUrl(url);
  if (address === 'cut-off') return 'the end of this address is missing (quote it: it contains & and #)';
  if (address === 'bad-url') return 'this is not the address of a table (quote it: it contains & and #)';
  if (address === 'wrong-id') return 'the address was changed: its rules are not those of its table';
  if (address === 'newer-link') return 'the address was made by a newer version of this program';
  if (address.relays.length === 0) return 'this table has no relay: nobody else can join it';
  return { address, path: `${url.pathname}${url.hash}` };
}
