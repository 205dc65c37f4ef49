/**
 * A creator's tab keeps its table in the host's list of open tables, as long as its player wants that.
 *
 * Upon the wish: it is said at once, with a signature and a time to live, again before that is over, and when a seat is
 *   taken or left. Upon no more wish, or leaving the table: it is taken off the list, or else ends by itself.
 * Upon "your clock is off": by the host's clock from then on.
 */
import { encodeTableConfig, type TableConfig } from '../../codec/config.ts';
import { encodeListing, type Listing, listingSigningBytes } from '../../codec/listing.ts';
import type { Scheduler } from '../../node/clock.ts';
import type { ListingState } from '../contract/openTables.ts';

const TTL_SECONDS = 90;
const AGAIN_MS = 30_000;
/** After a change of seats: several come at once. */
const SOON_MS = 1_000;

export interface OwnListingOptions {
  readonly config: TableConfig;
  readonly relays: readonly string[];
  /** Signs as the table's creator. */
  readonly sign: (message: Uint8Array) => Promise<Uint8Array>;
  readonly seats: () => { readonly free: number; readonly playing: boolean };
  readonly scheduler: Pick<Scheduler, 'after'>;
  readonly wallClockMs: () => number;
  readonly post: (bytes: Uint8Array) => Promise<Response>;
}

export class OwnListing {
  /** The state has changed. */
  onChange: () => void = () => undefined;
  private wanted = false;
  private now: ListingState = 'unlisted';
  private offByMs = 0;
  private lastMs = 0;
  private said = '';
  private cancel: (() => void) | undefined;
  private busy: Promise<void> | undefined;

  constructor(private readonly o: OwnListingOptions) {}

  get state(): ListingState {
    return this.now;
  }

  /** Whether the table is to be found. */
  want(on: boolean): void {
    if (on === this.wanted) return;
    this.wanted = on;
    this.become(on ? 'waiting' : 'unlisted');
    this.soon(0);
  }

  /** Somebody sat down, or the game began. */
  seatsChanged(): void {
    if (this.wanted && this.picture() !== this.said) this.soon(SOON_MS);
  }

  /** Takes it off the list; for when the table is left. */
  async close(): Promise<void> {
    this.cancel?.();
    this.cancel = undefined;
    const { wanted } = this;
    // What is being said just now is not to be said again.
    this.wanted = false;
    await this.busy;
    if (wanted) await this.say(0);
  }

  private picture(): string {
    const { free, playing } = this.o.seats();
    return `${free} ${playing}`;
  }

  private soon(ms: number): void {
    this.cancel?.();
    this.cancel = this.o.scheduler.after(ms, () => {
      this.busy = this.tell();
    });
  }

  private async tell(): Promise<void> {
    const { wanted } = this;
    this.said = this.picture();
    const state = await this.say(wanted ? TTL_SECONDS : 0);
    // The wish has changed meanwhile: that is told next.
    if (wanted !== this.wanted || !wanted) return;
    this.become(state);
    this.soon(this.picture() === this.said ? AGAIN_MS : SOON_MS);
  }

  /** @returns how the host took it */
  private async say(ttlSeconds: number, again = true): Promise<ListingState> {
    try {
      const answer = await this.o.post(await this.signed(ttlSeconds));
      if (answer.ok) return 'listed';
      const body: unknown = await answer.json();
      const said = typeof body === 'object' && body !== null ? body : {};
      const reason = 'reason' in said ? said.reason : undefined;
      if (reason === 'clock' && again && 'nowMs' in said && Number.isSafeInteger(said.nowMs)) {
        this.offByMs = Number(said.nowMs) - this.o.wallClockMs();
        return await this.say(ttlSeconds, false);
      }
      return reason === 'full' ? 'full' : 'unreachable';
    } catch {
      // Offline, or the host is away: it is said again.
      return 'unreachable';
    }
  }

  private async signed(ttlSeconds: number): Promise<Uint8Array> {
    const { config, relays, sign, seats, wallClockMs } = this.o;
    const { free, playing } = seats();
    // Two in one millisecond would count as one.
    this.lastMs = Math.max(this.lastMs + 1, Math.round(wallClockMs() + this.offByMs));
    const listing: Listing = {
      config,
      configBytes: encodeTableConfig(config),
      relays,
      freeSeats: free,
      playing: playing ? 1 : 0,
      issuedAtMs: this.lastMs,
      ttlSeconds,
      signature: new Uint8Array(64),
    };
    return encodeListing({ ...listing, signature: await sign(listingSigningBytes(listing)) });
  }

  private become(state: ListingState): void {
    if (state === this.now) return;
    this.now = state;
    this.onChange();
  }
}
