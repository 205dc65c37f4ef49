/**
 * What the table's key has signed of a log, held against what the log comes to itself. Nothing of a signature's message
 * is in the file, so one of another hand, table, epoch or key is no signature here.
 *
 * Upon a slot after which the key has something to sign: the file's signature holds under the key that is in service
 *   there, or it is false; one that is missing is counted. Upon the log's end: signatures that are of no such slot are
 *   false, and cost nothing. So no file makes us look at more of them than its log has to sign.
 */
import { encodeKeyMessage, KEY_MESSAGES, type KeyMessage } from '../../codec/keyMessages.ts';
import type { LogFile } from '../../codec/logFile.ts';
import { keyWords } from '../../table/key/signing.ts';
import type { TableState } from '../../table/state/state.ts';
import type { DeckWorker } from '../../workers/deckWorker.ts';
import type { LogListener } from './listener.ts';
import { LogError } from './replay.ts';
import type { KeySignedCounts, SignedOf } from './report.ts';

/** So many false ones are named. */
const NAMED = 8;

type Counted = { -readonly [K in keyof SignedOf]: SignedOf[K] };

const SLOT: Partial<Record<KeyMessage['kind'], keyof KeySignedCounts>> = {
  checkpoint: 'hands',
  timeout: 'timeouts',
  closing: 'closings',
};

export class KeySignatures {
  readonly counts: Readonly<Record<keyof KeySignedCounts, Counted>> = {
    hands: { signed: 0, of: 0 },
    timeouts: { signed: 0, of: 0 },
    closings: { signed: 0, of: 0 },
  };
  /** By height and kind: those that nothing in the log has asked for yet. */
  private readonly told: Map<string, Uint8Array>;
  private readonly untrue: string[] = [];

  constructor(
    signed: LogFile['signed'],
    private readonly heard?: Pick<LogListener, 'keySigned'>,
  ) {
    this.told = new Map(signed.map((s) => [`${s.height}:${s.what}`, s.signature]));
  }

  /** @param firstRoot state root with which the epoch began */
  async slot(
    before: TableState,
    after: TableState,
    firstRoot: Uint8Array,
    worker: Pick<DeckWorker, 'verify'>,
  ): Promise<void> {
    for (const message of keyWords(before, after, firstRoot)) {
      const what = KEY_MESSAGES.indexOf(message.kind);
      const count = this.counts[SLOT[message.kind]!];
      count.of++;
      const id = `${after.height}:${what}`;
      const signature = this.told.get(id);
      if (signature === undefined) continue;
      this.told.delete(id);
      const { key } = after.key!.serving!.sharing;
      const content = encodeKeyMessage(message);
      const { verdict } = await worker.verify({ kind: 'keySigned', key, what, content, signature });
      if (!verdict.ok) {
        this.untrue.push(nameOf(message, after.height));
        continue;
      }
      count.signed++;
      this.heard?.keySigned?.(message, after);
    }
  }

  /** @throws LogError that names the signatures that are false, where any is */
  end(): void {
    const idle = [...this.told.keys()].map(
      (id) => `slot ${id.split(':')[0]}, where it signs nothing of the kind`,
    );
    const all = [...this.untrue, ...idle];
    if (all.length === 0) return;
    const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : '';
    throw new LogError(
      `what stands as a signature of the table's key is none: ${all.slice(0, NAMED).join('; ')}${more}`,
    );
  }
}

function nameOf(message: KeyMessage, height: number): string {
  switch (message.kind) {
    case 'timeout':
      return `the clock's decision for seat ${message.seat + 1} in hand ${message.hand} (slot ${height})`;
    case 'closing':
      return `the closing (slot ${height})`;
    case 'checkpoint':
    case 'standing':
      return `hand ${message.hand} (slot ${height})`;
    case 'ready':
      return `slot ${height}`;
  }
}
