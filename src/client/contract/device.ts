/** What a device keeps, as screens see it. */
import { watched } from './watched.ts';

/** Something of this page waits for a tab of an older version, which still has the storage open. */
export const olderTab = watched(false);

export interface DeviceUse {
  /** Bytes of everything this site stores; undefined where the browser does not say. */
  readonly usedBytes: number | undefined;
  readonly quotaBytes: number | undefined;
  /** The browser has promised not to delete it by itself. */
  readonly persistent: boolean;
}

/** 'in-use': a tab has the game open, and nothing was erased. */
export type EraseResult = 'erased' | 'in-use';
