/**
 * Whether a checkpoint is certified (docs/CONSENSUS.md, Epochs): by a quorum of the epoch that it ends, or, where that
 * epoch was adjourned, by everybody who stopped in it.
 */
import { ADJOURN_MEMBERS, adjournSigningBytes, type Stop } from '../codec/adjournment.ts';
import { type Checkpoint, checkpointRoot, checkpointSigningBytes } from '../codec/checkpoint.ts';
import { equalBytes } from '../codec/decode.ts';
import type { Member } from '../codec/genesis.ts';
import type { GenesisRoot } from '../codec/ids.ts';
import { quorumSize } from '../codec/quorum.ts';
import type { Ed25519 } from '../crypto/ed25519.ts';

export type CheckpointFault = 'order' | 'stop' | 'signature' | 'too few signatures' | 'key';

/** Are these as many as it takes? @param signers numbers in the epoch that ends, which had so many members */
export function isEnough(signers: ReadonlySet<number>, stops: readonly Stop[], members: number): boolean {
  if (stops.length === 0) return signers.size >= quorumSize(members);
  return stops.every((s) => signers.has(s.validator));
}

/**
 * If there are any: all but one of the epoch's members have stopped, without that one, and signed it.
 * @param epoch that ended, whose members are `signers`
 */
export async function stopsHold(
  table: GenesisRoot,
  stops: readonly Stop[],
  epoch: number,
  signers: readonly Member[],
  ed25519: Pick<Ed25519, 'verify'>,
): Promise<boolean> {
  for (const stop of stops) {
    const member = signers[stop.validator];
    const bytes = adjournSigningBytes(table, { epoch, stopped: 1, stop });
    const holds =
      stop.missing < signers.length &&
      signers.length === ADJOURN_MEMBERS &&
      stops.length === signers.length - 1 &&
      member !== undefined &&
      (await ed25519.verify(member.key, bytes, stop.signature));
    if (!holds) return false;
  }
  return true;
}

/**
 * What is wrong with the checkpoint that begins `epoch`, the one before having had these members; undefined if nothing
 * is. Every signature it carries has to hold.
 */
export async function checkpointFault(
  { body, signatures, stops }: Checkpoint,
  table: GenesisRoot,
  epoch: number,
  signers: readonly Member[],
  ed25519: Pick<Ed25519, 'verify' | 'isAdmissibleKey'>,
): Promise<CheckpointFault | undefined> {
  if (body.epoch !== epoch || !equalBytes(body.instance, table)) return 'order';
  if (!(await stopsHold(table, stops, epoch - 1, signers, ed25519))) return 'stop';
  const message = checkpointSigningBytes(checkpointRoot(body));
  const signed = new Set<number>();
  for (const { validator, signature } of signatures) {
    const member = signers[validator];
    if (!member || !(await ed25519.verify(member.key, message, signature))) return 'signature';
    signed.add(validator);
  }
  if (!isEnough(signed, stops, signers.length)) return 'too few signatures';
  return body.members.every((m) => ed25519.isAdmissibleKey(m.key)) ? undefined : 'key';
}
