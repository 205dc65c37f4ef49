import { describe, expect, it, vi } from 'vitest';
import { decodeListing, type Listing } from '../../codec/listing.ts';
import { newCreator } from '../../testing/listings.ts';
import { createManualScheduler } from '../../testing/manualScheduler.ts';
import { toBase64Url } from '../create/base64Url.ts';
import { OwnListing } from './list.ts';
import { openTables } from './read.ts';

const creator = await newCreator();

/** A host that answers what the test says. */
function host(answers: (listing: Listing) => Response) {
  const heard: Listing[] = [];
  const post = async (bytes: Uint8Array): Promise<Response> => {
    const listing = decodeListing(bytes);
    heard.push(listing);
    return answers(listing);
  };
  return { heard, post };
}

function tab(post: (bytes: Uint8Array) => Promise<Response>, wall = 5_000_000) {
  const manual = createManualScheduler();
  const waiting = new Set<object>();
  const scheduler = {
    now: () => manual.now(),
    advance: (ms: number) => manual.advance(ms),
    /** It will do something by itself. */
    get pending() {
      return waiting.size;
    },
    after(ms: number, run: () => void) {
      const job = {};
      waiting.add(job);
      const cancel = manual.after(ms, () => {
        waiting.delete(job);
        run();
      });
      return () => {
        waiting.delete(job);
        cancel();
      };
    },
  };
  const seats = { free: 5, playing: false };
  const own = new OwnListing({
    config: creator.config,
    relays: ['/dns4/b.example.org/tcp/443/tls/ws'],
    sign: creator.sign,
    seats: () => seats,
    scheduler,
    wallClockMs: () => wall + scheduler.now(),
    post,
  });
  const states: string[] = [];
  own.onChange = () => states.push(own.state);
  return { own, scheduler, seats, states };
}

/** Signing and answers take their time. */
const until = (holds: () => boolean) => vi.waitUntil(holds, { interval: 1, timeout: 30_000 });

const json = (body: object, status = 200) => new Response(JSON.stringify(body), { status });

describe('a creator’s tab', () => {
  it('lists its table when it is told to, repeats it in time, tells of seats, and takes it off', async () => {
    const { heard, post } = host(() => json({ listed: true }));
    const { own, scheduler, seats, states } = tab(post);
    expect(own.state).toBe('unlisted');
    own.seatsChanged();
    scheduler.advance(100_000);
    await own.close();
    expect(heard, 'unlisted by default').toEqual([]);
    own.want(true);
    scheduler.advance(0);
    await until(() => own.state === 'listed');
    expect(states).toEqual(['waiting', 'listed']);
    expect(heard[0]).toMatchObject({ freeSeats: 5, playing: 0 });
    const ttlMs = heard[0]!.ttlSeconds * 1000;
    scheduler.advance(ttlMs / 2);
    await until(() => heard.length === 2 && scheduler.pending > 0);
    seats.free = 2;
    seats.playing = true;
    own.seatsChanged();
    scheduler.advance(1_000);
    await until(() => heard.length === 3 && scheduler.pending > 0);
    expect(heard.at(-1)).toMatchObject({ freeSeats: 2, playing: 1 });
    own.want(false);
    expect(own.state).toBe('unlisted');
    scheduler.advance(0);
    await until(() => heard.length === 4);
    expect(heard.at(-1)!.ttlSeconds).toBe(0);
    await own.close();
    scheduler.advance(ttlMs);
    await own.close();
    expect(heard.length, 'nothing more is said').toBe(4);
    const times = heard.map((l) => l.issuedAtMs);
    expect([...times].sort((x, y) => x - y)).toEqual(times);
    expect(new Set(times).size).toBe(times.length);
  });

  it('whose clock is off goes by the host’s, and leaves the list with its page', async () => {
    const hostMs = 9_000_000;
    const { heard, post } = host((l) =>
      Math.abs(l.issuedAtMs - hostMs) > 60_000
        ? json({ reason: 'clock', nowMs: hostMs }, 400)
        : json({ listed: true }),
    );
    const { own, scheduler } = tab(post);
    own.want(true);
    scheduler.advance(0);
    await until(() => own.state === 'listed');
    expect(heard.map((l) => l.issuedAtMs)).toEqual([5_000_000, hostMs]);
    await own.close();
    expect(heard.at(-1)!.ttlSeconds).toBe(0);
  });

  it('whose page is left while it speaks says only that it is gone, and nothing later', async () => {
    const { heard, post } = host(() => json({ listed: true }));
    const { own, scheduler } = tab(post);
    own.want(true);
    scheduler.advance(0);
    await own.close();
    expect(heard.map((l) => l.ttlSeconds > 0)).toEqual([true, false]);
    expect(scheduler.pending).toBe(0);
  });

  it('is told when the host has no room, is away or talks nonsense, and tries again by itself', async () => {
    const nonsense = [
      () => new Response('<html>', { status: 502 }),
      () => json({ reason: 'clock', nowMs: 'noon' }, 400),
      () => json({ reason: 'clock', nowMs: 1 }, 400),
      (): Response => {
        throw new TypeError('offline');
      },
    ];
    let answer: () => Response = () => json({ reason: 'full' }, 503);
    const { post } = host(() => answer());
    const { own, scheduler } = tab(post);
    own.want(true);
    scheduler.advance(0);
    await until(() => own.state === 'full' && scheduler.pending > 0);
    for (const said of nonsense) {
      answer = said;
      scheduler.advance(30_000);
      await until(() => own.state === 'unreachable' && scheduler.pending > 0);
      answer = () => json({ listed: true });
      scheduler.advance(30_000);
      await until(() => own.state === 'listed' && scheduler.pending > 0);
    }
  });
});

describe('the list as a page shows it', () => {
  const from = (tables: unknown, status = 200) =>
    openTables('http://host.example', async () => json({ tables } as object, status));

  it('shows what creators signed and nothing else, the newest word of each', async () => {
    const mallory = await newCreator();
    const text = async (change: Partial<Listing>, by = creator.sign) =>
      toBase64Url(await creator.listing({ freeSeats: 4, ...change }, by));
    const forged = await text({ issuedAtMs: 9_000_000, freeSeats: 6 }, mallory.sign);
    const [old, late] = [await text({ issuedAtMs: 1 }), await text({ issuedAtMs: 2, freeSeats: 0 })];
    const full = toBase64Url(await mallory.listing({ freeSeats: 0 }));
    const shown = await from([old, full, late, old, forged, 7, null, '***', '', 'AAAA']);
    expect(shown.map((t) => t.freeSeats)).toEqual([0, 0]);
    expect(shown.every((t) => t.path.startsWith(`/t/${t.tableId}#c=`))).toBe(true);
  });

  it('fails where the host has no answer', async () => {
    await expect(from([], 503)).rejects.toThrow('503');
    await expect(from('no list')).rejects.toThrow('no list');
  });
});
