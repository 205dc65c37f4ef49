/** The network of the rail for a browser tab. Loaded by those who watch from it, and by members whose turn it is. */
import { createLibp2pNetwork, type Libp2pNetworkOptions } from '../libp2pBrowser.ts';
import { openRail, type RailOptions, type RailParts } from './openRail.ts';

export type BrowserRailOptions = Omit<Libp2pNetworkOptions, keyof RailParts> & RailOptions;

/** Opens the rail of the table that meets under this key. @throws NetworkError */
export const createBrowserRail = (options: BrowserRailOptions) =>
  openRail(options, (parts) => createLibp2pNetwork({ ...options, ...parts }));
