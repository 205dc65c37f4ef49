/** A table in one process whose members make a key: a deck in clear, and everything about the key in earnest. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { CONFIG_VERSION, SECOND_DEFAULTS, type TableConfig, tableIdOf } from '../codec/config.ts';
import { toHex } from '../codec/decode.ts';
import { type Genesis, genesisSigningBytes } from '../codec/genesis.ts';
import { type Hello, helloSigningBytes } from '../codec/hello.ts';
import { keyCertificateBytes } from '../codec/keyCertificate.ts';
import { type KeySigned, keySignedBody } from '../codec/keyPartial.ts';
import { PROOF_KINDS } from '../codec/proofKinds.ts';
import { blsVerify } from '../crypto/bls.ts';
import type { G1Group, RandomBytes } from '../crypto/group.ts';
import { judgedBy } from '../mentalpoker/judge.ts';
import { createKeyCrypto, type KeyCrypto } from '../mentalpoker/threshold/keyCrypto.ts';
import { isKeyStatement, keyStatementHolds } from '../mentalpoker/threshold/statements.ts';
import { type KeyDuty, keyDuties } from '../table/key/duties.ts';
import { appAt } from './appAt.ts';
import { clearDeck, type DeckStandIn, type Unsent } from './clearDeck.ts';
import { genesis, type Outcome, Play, seeded } from './tablePlay.ts';

/** SECRET Ed25519 seed of the member who sits at `seat`. */
export const seedOf = (seat: number): Uint8Array => new Uint8Array(32).fill(seat + 1);

/** A genesis of the second rules whose members have real keys. */
export function signedGenesis(seats: readonly number[], change: Partial<TableConfig> = {}): Genesis {
  const second = {
    protocolVersion: CONFIG_VERSION,
    proofs: PROOF_KINDS.indexOf('transparent'),
    ...SECOND_DEFAULTS,
  };
  const { body } = genesis(seats, { ...second, ...change });
  const members = body.members.map((m) => ({ ...m, key: ed25519.getPublicKey(seedOf(m.seat)) }));
  const named = { ...body, members };
  const bytes = genesisSigningBytes(named);
  return { body: named, signatures: seats.map((seat) => ed25519.sign(bytes, seedOf(seat))) };
}

/** What one member's tab keeps. All of it SECRET. */
interface Tab {
  /** Channel key of the epoch. */
  channel: Uint8Array | undefined;
  /** Shares by the sharing's instance. */
  readonly shares: Map<string, Uint8Array>;
  readonly done: Set<string>;
  /** What was made for each duty: after a reload the same is said again. */
  readonly said: Map<string, Unsent | undefined>;
}

/** What a liar's tab does in place of a duty: other words, or none. */
export type Twist = (honest: Unsent | undefined, duty: KeyDuty, tab: Tab) => Unsent | undefined;

export class KeyPlay {
  readonly play: Play;
  readonly crypto: KeyCrypto;
  readonly tabs = new Map<string, Tab>();
  /** By seat. */
  readonly twists = new Map<number, Twist>();
  /** What the device at a seat has that the key in service signed, where devices sign (signingDevices.ts). */
  signedBy: (seat: number) => KeySigned | undefined = () => undefined;
  /** What was refused, or held against its author. */
  readonly outcomes: { seat: number; kind: string; outcome: Outcome }[] = [];

  constructor(
    readonly start: Genesis,
    readonly group: G1Group,
    readonly rng: RandomBytes,
  ) {
    this.crypto = createKeyCrypto(group);
    const deck: DeckStandIn = clearDeck(seeded(1));
    this.play = new Play(start, {
      ...deck,
      verify: (s) => (isKeyStatement(s) ? judgedBy(s, () => keyStatementHolds(group, s)) : deck.verify(s)),
      combineDealings: (args) => this.crypto.combineDealings(args),
    });
  }

  get state() {
    return this.play.state;
  }

  tab(seat: number): Tab {
    const known = this.tabs.get(String(seat));
    if (known !== undefined) return known;
    const tab: Tab = { channel: undefined, shares: new Map(), done: new Set(), said: new Map() };
    this.tabs.set(String(seat), tab);
    return tab;
  }

  /** Every tab does what it owes the key, until none has anything left to do. */
  work(): void {
    for (let again = true; again; ) {
      again = false;
      for (const { seat } of this.state.seats) again = this.workOf(seat) || again;
    }
  }

  /** True if it has said something. */
  private workOf(seat: number): boolean {
    const author = this.play.author(seat);
    const tab = this.tab(seat);
    for (const duty of author < 0 ? [] : keyDuties(this.state, author)) {
      const id = `${toHex(this.state.instance)}/${duty.id}`;
      if (tab.done.has(id) || (duty.kind === 'signed' && this.signedBy(seat) === undefined)) continue;
      tab.done.add(id);
      if (!tab.said.has(id)) {
        const honest = this.fulfil(tab, seat, duty);
        const twist = this.twists.get(seat);
        tab.said.set(id, twist === undefined ? honest : twist(honest, duty, tab));
      }
      const said = tab.said.get(id);
      if (said === undefined) continue;
      this.say(seat, said);
      return true;
    }
    return false;
  }

  say(seat: number, tx: Unsent): Outcome {
    const outcome = this.play.commit(seat, tx);
    this.outcomes.push({ seat, kind: tx.kind, outcome });
    return outcome;
  }

  fulfil(tab: Tab, seat: number, duty: KeyDuty): Unsent | undefined {
    const { instance, key } = this.state;
    const { crypto, rng } = this;
    switch (duty.kind) {
      case 'channelKey': {
        const { secret, publicKey, proof } = crypto.perform({ kind: 'channelKey', holder: duty.holder }, rng);
        tab.channel = secret;
        return { kind: 'channelKey', body: { instance, publicKey, proof } };
      }
      case 'deal': {
        const { terms, dealer } = duty;
        const share = terms.from && tab.shares.get(toHex(terms.from.instance));
        if (terms.from !== undefined && share === undefined) return undefined;
        const job = { kind: 'deal', terms, dealer, ...(share && { share }) } as const;
        return { kind: 'dkgDeal', body: { instance, dealing: crypto.perform(job, rng) } };
      }
      case 'check': {
        const { terms, receiver, dealer, bytes } = duty;
        const secret = tab.channel!;
        const bad = crypto.perform(
          { kind: 'check', terms, receiver, secret, dealings: [{ dealer, bytes }] },
          rng,
        );
        return bad.length === 0 ? undefined : this.complaint(seat, duty);
      }
      case 'ready': {
        const { terms, receiver, dealings, digest, word } = duty;
        const made = crypto.perform(
          { kind: 'ready', terms, receiver, secret: tab.channel!, dealings, digest },
          rng,
        );
        if (made === undefined) return undefined;
        tab.shares.set(toHex(key!.generation!.terms.instance), made.share);
        const signature = ed25519.sign(keyCertificateBytes(word), seedOf(seat));
        return { kind: 'dkgReady', body: { instance, digest, partial: made.partial, signature } };
      }
      case 'signed':
        return this.shown(seat);
    }
  }

  private shown(seat: number): Unsent {
    const { epoch: _, ...body } = keySignedBody(this.signedBy(seat)!);
    return { kind: 'keySigned', body };
  }

  /** Whether it is right or not. */
  complaint(seat: number, { terms, receiver, dealer, bytes }: Extract<KeyDuty, { kind: 'check' }>): Unsent {
    const secret = this.tab(seat).channel!;
    const complaint = this.crypto.perform(
      { kind: 'complain', terms, complainer: receiver, dealer, bytes, secret },
      this.rng,
    );
    return { kind: 'dkgComplaint', body: { instance: this.state.instance, dealer, complaint } };
  }

  /** The tab at this seat is opened again: it knows what it has kept, and not what it has done. */
  reload(seat: number): void {
    this.tab(seat).done.clear();
  }

  /** This seat gets up, and the next epoch begins without it. */
  leave(seat: number): void {
    const { epoch } = this.state;
    this.play.commit(seat, { kind: 'standUp', body: { version: 0 } });
    this.nextEpoch(epoch);
  }

  /** Somebody sits down here, where the table is open, and the next epoch begins. */
  join(seat: number): Outcome {
    const { epoch, config } = this.state;
    const unsigned: Hello = {
      tableId: tableIdOf(config),
      key: ed25519.getPublicKey(seedOf(seat)),
      ...{ revision: 1, role: 0, seat, ready: 1, epoch },
      nickname: new TextEncoder().encode(`P${seat}`),
      peerId: new Uint8Array(0),
      signature: new Uint8Array(64),
      ...appAt(config),
    };
    const signature = ed25519.sign(helloSigningBytes(unsigned), seedOf(seat));
    const by = this.state.seats[0]!.seat;
    const outcome = this.play.commit(by, { kind: 'admit', body: { ...unsigned, signature } });
    if (outcome.applied) this.nextEpoch(epoch);
    return outcome;
  }

  private nextEpoch(before: number): void {
    for (let i = 0; i < 200 && this.state.epoch === before; i++) this.play.slot(5_000);
    if (this.state.epoch !== before + 1) throw new Error('the epoch does not end');
  }

  /** Does a message signed by those at these seats, all of them needed, come out as signed by the table's key? */
  signs(seats: readonly number[], message: Uint8Array = Uint8Array.of(1, 2, 3)): boolean {
    const { sharing, holderKeys } = this.state.key!.serving!;
    const partials = seats.flatMap((seat) => {
      const share = this.tab(seat).shares.get(toHex(sharing.instance));
      const own = toHex(ed25519.getPublicKey(seedOf(seat)));
      const holder = sharing.holders[holderKeys.findIndex((k) => toHex(k) === own)];
      if (share === undefined || holder === undefined) return [];
      const signature = this.crypto.perform({ kind: 'sign', share, message }, this.rng);
      return [{ holder: holder.index, publicShare: holder.publicShare, signature }];
    });
    const { key } = sharing;
    const job = { kind: 'combine', key, threshold: partials.length, message, partials } as const;
    const { signature } = partials.length === 0 ? {} : this.crypto.perform(job, this.rng);
    return signature !== undefined && blsVerify(this.group, key, message, signature);
  }

  /** `ms` of committed time go by, in steps of a few seconds. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 5_000) {
      this.play.slot(Math.min(left, 5_000));
      this.work();
    }
  }

  /** From channel keys to a sharing in service, or to its failure. */
  make(): void {
    this.deal();
    this.pass(50_000);
  }

  /** As far as dealings. */
  deal(): void {
    for (let i = 0; i < 2; i++) {
      this.play.slot();
      this.work();
    }
  }
}
