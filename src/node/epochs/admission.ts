/**
 * Those who ask to be let in at a running table, as members see and answer them, and the answers as the asker hears
 * them (table/house/consent.ts).
 *
 * Upon a linked peer's hello that is ready and names a free seat, or is a witness's: it asks, as long as it does; the
 *   first eight are listened to, and nothing of it reaches the log by itself.
 * Upon the table letting it in: one member hands its hello in, the one whose number the key says; the next a moment
 *   later, if nobody has.
 * Upon a change of how it stands: the asker is told, by each member to which it is linked; it believes what most say.
 */
import { admissionOf } from '../../codec/config.ts';
import { equalBytes, toHex } from '../../codec/decode.ts';
import { NO_SEAT } from '../../codec/genesis.ts';
import { sameId, type TableId } from '../../codec/ids.ts';
import { encodeMessage, type MessageOf, STANDINGS, type Standing } from '../../codec/wire.ts';
import type { Network, PeerId } from '../../net/network.ts';
import { judgeAdmission } from '../../table/epoch/epoch.ts';
import { askingOf, consentCount, doorRefusal, isDeclined } from '../../table/house/consent.ts';
import type { TableState } from '../../table/state/state.ts';
import type { Scheduler } from '../clock.ts';
import { rulesSaid, WITNESS } from '../lobby/seating.ts';
import type { Hello, LobbyState } from '../lobby/state.ts';
import type { Peers } from '../peers.ts';
import type { Validator } from '../validator/validator.ts';

/** So many are listened to at once, and so many wishes are under way: strangers cannot pile up more. */
export const MOST_ASKERS = 8;
/** After the member whose turn it is to hand a hello in, the next one waits so long; milliseconds. */
const nextHandsInMs = 1_500;

/** How an asker stands, and the voices that were counted, where they are. */
export interface StandingReading {
  readonly standing: Standing;
  readonly yes: number;
  readonly needed: number;
}

interface AdmissionsOptions {
  readonly tableId: TableId;
  readonly network: Network;
  readonly scheduler: Scheduler;
  readonly lobby: () => LobbyState;
  readonly peers: Peers;
  /** Where we have a vote. */
  readonly validator: () => Validator | undefined;
  readonly onChange: () => void;
}

export class Admissions {
  /** Since when a hello could be handed in, by the scheduler's clock; by hex key. */
  private readonly due = new Map<string, number>();
  /** What each asker was told last. */
  private readonly told = new Map<PeerId, string>();
  /** What we were told, where we ask. */
  private readonly heard = new Map<PeerId, StandingReading>();

  constructor(private readonly o: AdmissionsOptions) {}

  /** Those who ask, by peer; each key once, the first ones first. */
  askers(): Map<PeerId, Hello> {
    const { app, others, links, members = [] } = this.o.lobby();
    const found = new Map<PeerId, Hello>();
    const isKnown = ({ key }: Hello): boolean =>
      [...members, ...found.values()].some((m) => equalBytes(m.key, key));
    for (const [peer, hello] of others) {
      if (found.size >= MOST_ASKERS) break;
      // Whose rules differ cannot be let in by anybody; its player and ours are told why.
      const asks =
        rulesSaid(hello) === app.rules &&
        hello.ready === 1 &&
        (hello.role === WITNESS) === (hello.seat === NO_SEAT);
      if (asks && links.has(peer) && !isKnown(hello)) found.set(peer, hello);
    }
    return found;
  }

  /** Something has changed: the table, who is linked, or what somebody asks for. */
  review(): void {
    const validator = this.o.validator();
    if (!validator || validator.observes || validator.replaying) return;
    const { table } = validator;
    const ready = new Set<string>();
    for (const [peer, hello] of this.askers()) {
      this.tell(peer, table, hello);
      if (judgeAdmission(table, hello) !== undefined) continue;
      const key = toHex(hello.key);
      ready.add(key);
      this.handIn(validator, hello, key);
    }
    for (const key of this.due.keys()) if (!ready.has(key)) this.due.delete(key);
  }

  private handIn(validator: Validator, hello: Hello, key: string): void {
    const { scheduler } = this.o;
    const waitMs = this.placeOf(validator, hello) * nextHandsInMs;
    const sinceMs = this.due.get(key);
    if (sinceMs === undefined) {
      this.due.set(key, scheduler.nowMs());
      if (waitMs > 0) scheduler.after(waitMs, () => this.review());
    }
    if (waitMs > 0 && (sinceMs === undefined || scheduler.nowMs() - sinceMs < waitMs)) return;
    const admits = validator.pending.flatMap(({ transaction: t }) => (t.kind === 'admit' ? [t.body] : []));
    const isThere = (a: Hello): boolean =>
      equalBytes(a.key, hello.key) || (a.seat !== NO_SEAT && a.seat === hello.seat);
    if (admits.length >= MOST_ASKERS || admits.some(isThere)) return;
    validator.submit({ kind: 'admit', body: hello });
  }

  /** How many members come before us. */
  private placeOf({ members, index = 0 }: Validator, { key }: Hello): number {
    const first = key[0]! % members.length;
    return (index - first + members.length) % members.length;
  }

  private tell(peer: PeerId, table: TableState, hello: Hello): void {
    const { standing, yes, needed } = standingOf(table, hello);
    const said = `${hello.seat} ${standing} ${yes} ${needed}`;
    if (this.told.get(peer) === said) return;
    this.told.set(peer, said);
    const body = { tableId: this.o.tableId, standing: STANDINGS.indexOf(standing), yes, needed };
    this.o.network.send(peer, encodeMessage({ kind: 'standing', body }));
  }

  /** A member says how we stand. */
  receive(from: PeerId, { tableId, standing, yes, needed }: MessageOf<'standing'>['body']): void {
    const { members = [] } = this.o.lobby();
    if (!sameId(tableId, this.o.tableId) || !this.o.peers.isMember(members, from)) return;
    this.heard.set(from, { standing: STANDINGS[standing]!, yes, needed });
    this.o.onChange();
  }

  /** What most of the members say who are linked; undefined as long as we do not ask, or nobody has answered. */
  standing(): StandingReading | undefined {
    const { members = [], ready } = this.o.lobby();
    if (!ready) return undefined;
    const said = [...this.heard].flatMap(([peer, s]) => (this.o.peers.isMember(members, peer) ? [s] : []));
    const count = (s: StandingReading): number => said.filter((x) => x.standing === s.standing).length;
    return said.reduce<StandingReading | undefined>(
      (most, s) => (most === undefined || count(s) > count(most) ? s : most),
      undefined,
    );
  }

  /** We ask for something else now: what was answered is no answer to it. */
  askAnew(): void {
    this.heard.clear();
  }

  /** Its link is gone. */
  forget(peer: PeerId): void {
    this.told.delete(peer);
    this.heard.delete(peer);
  }
}

/** How somebody who asks stands at this table. */
function standingOf(table: TableState, hello: Hello): StandingReading {
  const none = { yes: 0, needed: 0 };
  if (table.joins.some((j) => equalBytes(j.key, hello.key))) return { standing: 'let-in', ...none };
  const refused = judgeAdmission(table, hello);
  if (refused === undefined) return { standing: 'let-in', ...none };
  if (admissionOf(table.config) === 'closed' && doorRefusal(table, hello) !== undefined)
    return { standing: 'closed', ...none };
  const asking = askingOf(table, hello);
  if (asking === undefined) return { standing: 'asked', ...none };
  const { yes, needed } = consentCount(table, asking);
  return { standing: isDeclined(table, asking) ? 'declined' : 'asked', yes, needed };
}
