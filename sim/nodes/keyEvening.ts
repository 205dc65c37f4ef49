/**
 * An evening of whole nodes with all that a table's key goes through: it is made, signs hands and what the clock
 * decides, is dealt on when one of four leaves, and signs the closing. Every secret of every device is written down.
 */
import { tableIdOf } from '../../src/codec/config.ts';
import { toHex } from '../../src/codec/decode.ts';
import type { Ed25519 } from '../../src/crypto/ed25519.ts';
import { encodeScalar } from '../../src/crypto/fr.ts';
import type { G1Group } from '../../src/crypto/group.ts';
import { decodeDealing, openShare } from '../../src/mentalpoker/threshold/dealing.ts';
import type { GameRecords, IdentityRecord } from '../../src/storage/storage.ts';
import type { KeyGeneration } from '../../src/table/state/keyState.ts';
import { polynomialThrough } from '../../src/testing/polynomial.ts';
import type { Secret } from '../../src/testing/secretSearch.ts';
import { createRandom } from '../random.ts';
import { Evening } from './evening.ts';
import type { Player } from './world.ts';

const SEATS = 4;
const LEAVER = 3;
/** What is kept like a secret and others are told: words for the deck and the key, and the closing. */
const TOLD = /:said:|:duty:|:deck$|^closing$/;
const CHANNEL = /^key:[0-9a-f]{64}:channel$/;
/** Shorter ones are numbers of a permutation. */
const LEAST_BYTES = 16;

interface Kept {
  readonly player: number;
  readonly name: string;
  readonly value: Uint8Array;
}

export class KeyEvening {
  readonly kept: Kept[] = [];
  private readonly drawn: Uint8Array[] = [];
  /** By the instance of their epoch. */
  private readonly generations = new Map<string, KeyGeneration>();
  private table!: Evening;

  constructor(
    private readonly ed25519: Ed25519,
    private readonly group: G1Group,
  ) {}

  get players(): readonly Player[] {
    return this.table.players;
  }

  /** @param inTheMiddle when the key is being dealt on: devices hold all kinds of secrets then */
  async play(inTheMiddle: () => Promise<void>): Promise<void> {
    await this.begin();
    const { table } = this;
    const { players } = table;
    const validator = (p: Player) => p.node!.validator!;
    const has = (kind: string) => (p: Player) => validator(p).signed.some((s) => s.message.kind === kind);
    await table.must('a hand that the key has signed', () => players.every(has('checkpoint')), 300_000);
    table.idle = true;
    await table.must('a decision of the clock that is signed', () => players.every(has('timeout')), 120_000);
    table.wake();
    players[LEAVER]!.node!.submit({ kind: 'standUp', body: { version: 0 } });
    const three = players.filter((p) => p.index !== LEAVER);
    await table.must(
      'an epoch of three',
      () => three.every((p) => validator(p).settled.epoch === 1),
      180_000,
    );
    const dealings = (p: Player) => validator(p).settled.key!.generation?.dealings.length;
    await table.must('all dealings', () => three.every((p) => dealings(p) === 3), 120_000);
    await inTheMiddle();
    await table.must('a hand of the epoch that is signed', () => three.every(has('checkpoint')), 180_000);
    const holders = (p: Player) => validator(p).settled.key!.serving!.sharing.holders.length;
    await table.must('the key in the hands of three', () => three.every((p) => holders(p) === 3), 180_000);
    for (const { node } of three) {
      const refused = node!.submit({ kind: 'close', body: { instance: node!.table!.instance, agree: 1 } });
      if (refused !== undefined) throw new Error(refused);
    }
    await table.must('the closing', () => three.every(has('closing')), 120_000);
    await table.until(3_000, () => false);
  }

  private async begin(): Promise<void> {
    const random = createRandom(7);
    const times = random.fork('times');
    this.table = await Evening.begin(
      {
        ...{ seed: 7, players: SEATS, random, lyingDisks: false, signatures: this.ed25519 },
        latencyMs: () => times.between(5, 30),
        clockRate: () => 1,
        proofMs: () => times.between(5, 300),
        thinkMs: () => times.between(50, 500),
        onDrawn: (bytes) => void this.drawn.push(bytes),
        config: { startingStackChips: 2_000, actionTimeMs: 30_000 },
      },
      ({ players }) => {
        for (const p of players) this.watch(p);
      },
    );
    // Nobody loses all that it has.
    this.table.hasty = true;
    this.table.onChange = ({ node }) => {
      const settled = node?.validator?.settled;
      const generation = settled?.key?.generation;
      if (generation !== undefined) this.generations.set(toHex(settled!.instance), generation);
    };
  }

  /** Writes down what the device keeps in secret. */
  private watch({ disk, index: player }: Player): void {
    const mount = disk.mount.bind(disk);
    disk.mount = (time) => {
      const game = mount(time);
      const putSecret = (name: string, value: Uint8Array) => {
        this.kept.push({ player, name, value: value.slice() });
        return game.putSecret(name, value);
      };
      return { ...game, putSecret };
    };
  }

  /** Everything on a player's disk, as a browser has it. */
  async recordsOf({ disk: { game }, index }: Player): Promise<GameRecords> {
    const { world } = this.table;
    const publicKey = toHex(world.keyOf(index));
    const seeds = this.drawn.filter((d) => d.length === 32);
    const secretKey = seeds.find((d) => toHex(this.ed25519.publicKeyOf(d)) === publicKey)!;
    const tableId = toHex(tableIdOf(world.config));
    const path = `/t/${tableId}#c=1`;
    const id = '12'.repeat(16);
    const identity: IdentityRecord = { id, tableId, secretKey, path, tableName: 'Kitchen', createdAt: 5 };
    const names = await game.secretNames();
    return {
      identity,
      genesis: await game.loadGenesis(),
      epochs: await game.loadEpochs(),
      blocks: await game.loadBlocks(),
      slots: await game.loadSlots(),
      verdicts: [...(await game.loadVerdicts())].map(([digest, reason]) => ({ digest, reason })),
      hands: await game.loadHands(),
      secrets: await Promise.all(names.map(async (name) => ({ name, value: (await game.getSecret(name))! }))),
      signed: await game.loadSigned(),
    };
  }

  /** All of all devices: whatever was drawn, kept, or received, and every polynomial. */
  secrets(): Secret[] {
    const drawn = this.drawn.map((value, i) => ({ name: `drawn ${i}`, value }));
    const kept = this.kept
      .filter((k) => !TOLD.test(k.name))
      .map(({ player, name, value }) => ({ name: `player ${player}: ${name}`, value }));
    return [...drawn, ...kept, ...this.dealt()].filter((s) => s.value.length >= LEAST_BYTES);
  }

  /** What every dealer gave to every receiver, and the polynomials that it lies on. */
  private dealt(): { name: string; value: Uint8Array }[] {
    const channels = this.kept.filter((k) => CHANNEL.test(k.name)).map((k) => k.value);
    return [...this.generations.values()].flatMap(({ terms, dealings }) =>
      dealings.flatMap(({ dealer, bytes }) => {
        const dealing = decodeDealing(this.group, terms, dealer, bytes);
        const points = terms.receivers.map(({ index }) => {
          const opened = channels.map((k) => openShare(this.group, terms, dealer, dealing, index, k));
          const value = opened.find((share) => share !== undefined);
          if (value === undefined) throw new Error(`what ${dealer} gave to ${index} cannot be opened`);
          return { x: BigInt(index), value };
        });
        const coefficients = polynomialThrough(points.slice(0, terms.threshold));
        const of = `${toHex(terms.instance).slice(0, 8)} dealer ${dealer}`;
        return [
          ...points.map(({ x, value }) => ({ name: `${of}: share of ${x}`, value: encodeScalar(value) })),
          ...coefficients.map((a, k) => ({ name: `${of}: coefficient ${k}`, value: encodeScalar(a) })),
        ];
      }),
    );
  }

  /** Of which epochs' keys something was dealt. */
  get instances(): Uint8Array[] {
    return [...this.generations.values()].map((g) => g.terms.instance);
  }
}
