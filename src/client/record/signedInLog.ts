/** What the table's key has signed of a part of a log, as a saved game carries it. */
import { KEY_MESSAGES } from '../../codec/keyMessages.ts';
import { decodeKeySigned } from '../../codec/keyPartial.ts';
import type { LogFile } from '../../codec/logFile.ts';
import type { SignedRecord } from '../../storage/storage.ts';

/**
 * @param signed in any order
 * @param slots of the file: what was signed after another one is left out
 */
export function signedInLog(signed: readonly SignedRecord[], slots: LogFile['slots']): LogFile['signed'] {
  const epochs = new Map(slots.map(({ height, epoch }) => [height, epoch]));
  const told = signed.flatMap(({ bytes }) => {
    const { epoch, message, signature } = decodeKeySigned(bytes);
    if (message.kind === 'ready' || epochs.get(message.height) !== epoch) return [];
    return [{ height: message.height, what: KEY_MESSAGES.indexOf(message.kind), signature }];
  });
  return told.sort((a, b) => a.height - b.height || a.what - b.what);
}
