/**
 * A receipt of an evening's chips by tables of 4, 7 and 13 members (9 who play and 4 witnesses) under a key of the
 * first epoch: its bytes, and what it takes to check it from nothing.
 */
import { ed25519 as stock } from '@noble/curves/ed25519.js';
import {
  decodeGenesisBody,
  encodeGenesisBody,
  genesisRootOf,
  genesisSigningBytes,
  type Member,
  NO_SEAT,
  sealSigningBytes,
} from '../src/codec/genesis.ts';
import { instanceId } from '../src/codec/ids.ts';
import { keyCertificateBytes } from '../src/codec/keyCertificate.ts';
import { keySigningBytes } from '../src/codec/keyMessages.ts';
import { limits } from '../src/codec/limits.ts';
import { quorumSize } from '../src/codec/quorum.ts';
import { encodeReceipt } from '../src/codec/receipt.ts';
import { stateTreeRoot } from '../src/codec/stateTree.ts';
import { blsSign } from '../src/crypto/bls.ts';
import { createEd25519 } from '../src/crypto/ed25519.ts';
import { decodeScalar } from '../src/crypto/fr.ts';
import type { G1Group } from '../src/crypto/group.ts';
import { combinePartials } from '../src/crypto/thresholdBls.ts';
import { checkReceipt } from '../src/light/check.ts';
import { ledgerRoot, seatsRoot } from '../src/light/lists.ts';
import { appAt } from '../src/testing/appAt.ts';
import { wholeGenesis } from '../src/testing/receiptTable.ts';
import { keyMade } from '../src/testing/sharings.ts';
import { systemRandom } from '../src/workers/inProcess.ts';
import { check, median, timed } from './shuffle.ts';

const BROUGHT = 20_000;

/** As many players as there are seats, then witnesses by key; SECRET seeds beside. */
function membersOf(n: number): { member: Member; seed: Uint8Array }[] {
  const made = Array.from({ length: n }, (_, i) => {
    const seed = systemRandom(32);
    const isPlayer = i < limits.seats;
    const member: Member = {
      role: isPlayer ? 0 : 1,
      seat: isPlayer ? i : NO_SEAT,
      key: stock.getPublicKey(seed),
      nickname: new TextEncoder().encode(`Player ${i}`),
    };
    return { member, seed };
  });
  const byKey = (a: { member: Member }, b: { member: Member }): number =>
    a.member.role - b.member.role ||
    a.member.seat - b.member.seat ||
    Buffer.compare(a.member.key, b.member.key);
  return made.sort(byKey);
}

function receiptOf(group: G1Group, n: number): Uint8Array {
  const people = membersOf(n);
  const { config: plain } = wholeGenesis([0, 1]).body;
  const config = { ...plain, seats: limits.seats, creatorKey: people[0]!.member.key };
  const members = people.map(({ member }) => ({ ...member, ...appAt(config) }));
  const body = decodeGenesisBody(encodeGenesisBody({ config, members }));
  const signs = people.map(({ seed }) => stock.sign(genesisSigningBytes(body), seed));
  const genesis = { body, signatures: [...signs, stock.sign(sealSigningBytes(body), people[0]!.seed)] };
  const table = genesisRootOf(body);
  const firstRoot = systemRandom(32);
  const { sharing, shares } = keyMade(group, n, systemRandom);
  const { threshold, key, digest } = sharing;
  const made = { epoch: 0, instance: instanceId(table, 0, firstRoot), threshold, key, digest };
  const word = keyCertificateBytes({ table, ...made });
  const quorum = people.slice(0, quorumSize(n));
  const signatures = quorum.map(({ seed }, validator) => ({ validator, signature: stock.sign(word, seed) }));
  const players = members.filter((m) => m.role === 0);
  const chips = (i: number): number => BROUGHT + (i % 2 === 0 ? 350 : -350);
  const ledger = players.map((m, i) => ({
    player: m.key,
    broughtChips: BROUGHT,
    takenChips: 0,
    tableChips: chips(i),
  }));
  const seats = players.map(({ seat, key: player }, i) => ({
    ...{ seat, player, stackChips: chips(i), bondChips: 0, creditChips: 0, status: 0 },
  }));
  const at = { height: 6_400, timeMs: 7_200_000 };
  const rest = { history: systemRandom(32), rest: systemRandom(32) };
  const lists = { seats: seatsRoot(seats), ledger: ledgerRoot(ledger) };
  const stateRoot = stateTreeRoot({ table, epoch: 3, ...at, ...lists, ...rest });
  const place = { instance: instanceId(table, 3, firstRoot), firstRoot, ...at };
  const message = { ...place, table, rules: 2, epoch: 3, hand: 57, stateRoot };
  const bytes = keySigningBytes({ kind: 'checkpoint', ...message });
  const partials = sharing.holders.slice(0, threshold).map(({ index, publicShare }) => ({
    holder: index,
    publicShare: group.decode2(publicShare),
    signature: blsSign(group, decodeScalar(shares.get(index)!), bytes),
  }));
  const { signature } = combinePartials(group, group.decode2(key), threshold, bytes, partials);
  return encodeReceipt({
    ...{ genesis, chain: [], key: { ...made, signatures }, ledger },
    said: { kind: 'checkpoint', message, signature: signature! },
    tree: { timeMs: at.timeMs, seats, ...rest },
  });
}

const ROUNDS = 9;
const WARM_UP = 3;

/** Bytes of a receipt, and the median time to check it; nothing is remembered of the check before. */
export async function receiptFigures(group: G1Group, n: number): Promise<{ bytes: number; ms: number }> {
  const receipts = Array.from({ length: WARM_UP + ROUNDS }, () => receiptOf(group, n));
  const times: number[] = [];
  for (const [round, receipt] of receipts.entries()) {
    const ed25519 = await createEd25519(crypto.subtle);
    const ms = await timed(async () => check((await checkReceipt(receipt, { group, ed25519 })).ok));
    if (round >= WARM_UP) times.push(ms);
  }
  return { bytes: receipts[0]!.length, ms: median(times) };
}
