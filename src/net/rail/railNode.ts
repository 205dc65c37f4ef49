/** The network of the rail for a Node process: a host's rail, spectators without a screen, a witness that feeds. */
import { createNodeNetwork, type NodeNetworkOptions } from '../libp2pNode.ts';
import { openRail, type RailOptions, type RailParts } from './openRail.ts';

export type NodeRailOptions = Omit<NodeNetworkOptions, keyof RailParts> & RailOptions;

/** Opens the rail of the table that meets under this key. @throws NetworkError */
export const createNodeRail = (options: NodeRailOptions) =>
  openRail(options, (parts) => createNodeNetwork({ ...options, ...parts }));
