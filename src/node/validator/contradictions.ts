/**
 * Who has contradicted itself, and who is told so at once. A transaction tells the table (duties/accuser.ts); but
 * what keeps a table from being held up by a liar is that nobody builds on it any more, and that cannot wait for a
 * commit.
 *
 * Upon the core showing the first two blocks of an author: the proof goes to all.
 * Upon a proof, in a message or in the transaction of a block that was accepted: if it is of this epoch, of a member
 *   that is not known to have lied and both signatures hold, the author is shunned and the proof goes on to all.
 * Each author is told of once, so nobody can keep these messages going; what is known already costs no verification.
 */
import { blockSigningBytes } from '../../codec/block.ts';
import { DecodeError } from '../../codec/decode.ts';
import { decodeTwoBlocks, encodeTwoBlocks, headerId, type TwoBlocks } from '../../codec/evidence.ts';
import type { Member } from '../../codec/genesis.ts';
import { type GenesisRoot, sameId } from '../../codec/ids.ts';
import { claimedKind, decodeTransaction } from '../../codec/transactions.ts';
import type { VerifiedBlock } from '../../consensus/types.ts';
import type { Ed25519 } from '../../crypto/ed25519.ts';

export interface ContradictionsOptions {
  readonly instance: GenesisRoot;
  readonly epoch: number;
  readonly members: readonly Member[];
  readonly self: number | undefined;
  readonly ed25519: Pick<Ed25519, 'verify'>;
  /** Tells the core. */
  readonly shun: (validator: number) => void;
  /** One more is known to have lied: this goes to all, and before the table. */
  readonly proven: (author: number, proof: TwoBlocks) => void;
}

/** What became of a proof that somebody sent: 'false' is what no honest tab sends. */
export type Received = 'new' | 'known' | 'other' | 'false';

export class Contradictions {
  private readonly known = new Set<number>();
  /** Who contradicted itself in our own DAG, and the round in which that was seen first. */
  readonly seen: { readonly author: number; readonly round: number }[] = [];

  constructor(private readonly o: ContradictionsOptions) {}

  /** The core holds two different blocks of one author for one round; told once for each author. */
  saw(author: number, round: number, one: VerifiedBlock, other: VerifiedBlock): void {
    this.seen.push({ author, round });
    if (author === this.o.self || this.known.has(author)) return;
    this.known.add(author);
    this.o.proven(author, decodeTwoBlocks(encodeTwoBlocks(one, other)));
  }

  async received(proof: TwoBlocks): Promise<Received> {
    const { instance, epoch, members, self, ed25519 } = this.o;
    const { header } = proof.a;
    for (const { header: h } of [proof.a, proof.b])
      if (!sameId(h.tableId, instance) || h.epoch !== epoch) return 'other';
    const member = members[header.author];
    if (!member || header.author !== proof.b.header.author || header.round !== proof.b.header.round)
      return 'false';
    if (header.author === self || this.known.has(header.author)) return 'known';
    for (const { header: h, signature } of [proof.a, proof.b])
      if (!(await ed25519.verify(member.key, blockSigningBytes(headerId(h)), signature))) return 'false';
    if (this.known.has(header.author)) return 'known';
    this.known.add(header.author);
    this.o.shun(header.author);
    this.o.proven(header.author, proof);
    return 'new';
  }

  /** Looks at one proof of a block at most: evidence is the first transaction of its kind, or not worth a look. */
  async inBlock(transactions: readonly Uint8Array[]): Promise<void> {
    for (const bytes of transactions) {
      const proof = proofIn(bytes);
      if (proof === undefined) continue;
      await this.received(proof);
      return;
    }
  }
}

/** What a transaction that is evidence carries, if that is well-formed. */
function proofIn(bytes: Uint8Array): TwoBlocks | undefined {
  if (claimedKind(bytes) !== 'evidence') return undefined;
  try {
    const tx = decodeTransaction(bytes);
    return tx.kind === 'evidence' ? decodeTwoBlocks(tx.body.bytes) : undefined;
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
