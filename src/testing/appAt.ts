import { type App, NO_BUILD } from '../codec/app.ts';
import type { TableConfig } from '../codec/config.ts';
import { isSealed } from '../codec/genesis.ts';
import { rulesOf } from '../table/state/rulesOf.ts';

/** What an app without a build says of itself at this table; nothing at one of the first version. */
export const appAt = (config: Pick<TableConfig, 'protocolVersion'>): Partial<App> =>
  isSealed(config) ? { rules: rulesOf(config), build: NO_BUILD } : {};
