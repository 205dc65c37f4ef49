/**
 * Under which name the tabs of a table meet: in the relays' directories, and in the first word on every link.
 *
 * A table's id stands in the path of its URL, so web servers and their logs know it; whoever knew only the id could
 * fill the table's places in a directory, and ask whoever it met there for the rest. What stands behind the `#` of a
 * link reaches no web server: the key is a hash of the configuration as it stands there, whose salt nobody guesses. So
 * the key is the ticket: whoever has it was given the link, or is the relay.
 *
 * Tables of the first version of the configuration meet under their id, as they always did.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@noble/hashes/utils.js';
import { encodeTableConfig, type TableConfig, tableIdOf } from './config.ts';
import { isSealed } from './genesis.ts';

const tag = new TextEncoder().encode('dealerless/meeting/v1\0');

/** 32 bytes: SHA-256(tag ‖ encoded configuration). */
export function meetingKeyOf(config: TableConfig): Uint8Array {
  return isSealed(config) ? sha256(concatBytes(tag, encodeTableConfig(config))) : tableIdOf(config);
}

const railTag = new TextEncoder().encode('dealerless/rail/v1\0');

/** Under which name those on a table's rail meet, 32 bytes: SHA-256(tag ‖ meeting key). */
export function railKeyOf(meetingKey: Uint8Array): Uint8Array {
  return sha256(concatBytes(railTag, meetingKey));
}
