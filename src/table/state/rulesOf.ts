/** By which rules of the consensus a table is timed and decided, for ever: its configuration says so. */
import { PROTOCOL_VERSION, type TableConfig } from '../../codec/config.ts';
import { NEWEST_RULES, OLDEST_RULES, type RulesVersion } from '../../consensus/rules.ts';

/** Tables of the first protocol version go on by the first rules, so that their logs replay. */
export function rulesOf({ protocolVersion }: Pick<TableConfig, 'protocolVersion'>): RulesVersion {
  return protocolVersion === PROTOCOL_VERSION ? OLDEST_RULES : NEWEST_RULES;
}
