import { describe, expect, it } from 'vitest';
import { DeckWorkerError } from './deckWorker.ts';
import type { WarmableDeckWorker } from './inProcess.ts';
import { createLaneDeckWorker, Lanes, type LaneWorker } from './lanes.ts';

/** Workers whose jobs the test ends by hand. */
function workshop() {
  const jobs: { worker: number; name: string; done: (v: unknown) => void; fail: (e: Error) => void }[] = [];
  const deaths: ((what: string) => void)[] = [];
  const terminated: number[] = [];
  const spawn = async (): Promise<LaneWorker> => {
    const worker = deaths.length;
    const died = new Promise<string>((resolve) => deaths.push(resolve));
    const method = (name: string) => () =>
      new Promise((done, fail) => {
        jobs.push({ worker, name, done, fail });
      });
    const api = {
      verify: method('verify'),
      verifyAll: (statements: readonly { name: string }[]) =>
        method(`together ${statements.map((x) => x.name).join(' ')}`)(),
      proveShuffle: method('prove'),
      makeShares: method('shares'),
      openCards: method('open'),
      warmUp: method('warm'),
    } as unknown as WarmableDeckWorker;
    return { api, died, terminate: () => terminated.push(worker) };
  };
  return { jobs, deaths, terminated, spawn };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const any = { ctx: { hand: 1 } } as never;
const ahead = { ctx: { hand: 2 } } as never;

describe('lanes', () => {
  it('one job a lane at a time; duties overtake verifications; proofs have their lane', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 2));
    const results = [
      deck.verify(any),
      deck.verify(any),
      deck.verify(any),
      deck.makeShares(any),
      deck.proveShuffle(any),
    ];
    await settle();
    expect(w.jobs.map((j) => j.name)).toEqual(['verify', 'verify']);
    w.jobs[0]!.done('a');
    w.jobs[1]!.done('b');
    await settle();
    expect(
      w.jobs
        .map((j) => j.name)
        .slice(2)
        .sort(),
    ).toEqual(['prove', 'shares']);
    w.jobs[2]!.done('c');
    w.jobs[3]!.done('d');
    await settle();
    w.jobs[4]!.done('e');
    expect((await Promise.all(results)).sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(w.deaths.length).toBe(2);
  });

  it('before the first hand all are started; one rehearses, the others check it, and duties overtake that', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 3));
    deck.warm();
    deck.warm();
    await settle();
    expect(w.deaths.length, 'workers').toBe(3);
    expect(w.jobs.map((j) => j.name)).toEqual(['warm']);
    // A duty does not wait for the rehearsal.
    const shares = deck.makeShares(any);
    await settle();
    w.jobs[1]!.done('shares');
    expect(await shares).toBe('shares');
    w.jobs[0]!.done({ ctx: { hand: 0 } });
    await settle();
    expect(w.jobs.map((j) => j.name).slice(2)).toEqual(['verify', 'verify']);
    expect(new Set(w.jobs.slice(2).map((j) => j.worker)).size).toBe(2);
    w.jobs[2]!.fail(new Error('this lane is broken'));
    w.jobs[3]!.done('ok');
    await settle();
    deck.close();
  });

  it('a rehearsal that fails harms nothing', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 2));
    deck.warm();
    await settle();
    w.jobs[0]!.fail(new TypeError('no memory'));
    await settle();
    // It was tried once more in a new worker, like every job.
    w.jobs[1]!.fail(new TypeError('no memory'));
    await settle();
    const proof = deck.proveShuffle(any);
    await settle();
    w.jobs[2]!.done('proof');
    expect(await proof).toBe('proof');
  });

  it('the next hand waits for everything of this one, in the proving lane, and never the other way', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 3));
    deck.foreground(1);
    const results: Promise<unknown>[] = [deck.verify(ahead), deck.verify(ahead), deck.proveShuffle(ahead)];
    await settle();
    // One at a time, and in one lane: two stay free.
    expect(w.jobs.map((j) => j.name)).toEqual(['verify']);
    results.push(deck.verify(any), deck.verify(any), deck.verify(any), deck.makeShares(any));
    await settle();
    expect(w.jobs.map((j) => j.name).slice(1)).toEqual(['verify', 'verify']);
    w.jobs[0]!.done('ahead');
    await settle();
    // The proving lane, too, helps this hand first.
    expect(w.jobs.map((j) => j.name).slice(3)).toEqual(['verify']);
    w.jobs[1]!.done('a');
    await settle();
    expect(w.jobs.map((j) => j.name).slice(4)).toEqual(['shares']);
    w.jobs[3]!.done('c');
    await settle();
    expect(w.jobs.map((j) => j.name).slice(5)).toEqual(['prove']);
    // This hand is over: what is left is in a hurry now.
    w.jobs[2]!.done('b');
    await settle();
    expect(w.jobs).toHaveLength(6);
    deck.foreground(2);
    await settle();
    expect(w.jobs.map((j) => j.name).slice(6)).toEqual(['verify']);
    for (const job of w.jobs.slice(4)) job.done('rest');
    expect(await Promise.all(results)).toEqual(['ahead', 'rest', 'rest', 'a', 'b', 'c', 'rest']);
  });

  it('shuffles that wait when a lane takes up one of them are judged with it, and each gets its own verdict', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 1));
    deck.foreground(1);
    const shuffle = (name: string, hand = 1) => ({ kind: 'shuffle', ctx: { hand }, name }) as never;
    const verdicts = [
      deck.verify(shuffle('first')),
      deck.verify(shuffle('second')),
      deck.verify(any),
      deck.verify(shuffle('ahead', 2)),
      deck.verify(shuffle('third')),
    ];
    await settle();
    // The first did not wait for company.
    expect(w.jobs.map((j) => j.name)).toEqual(['verify']);
    w.jobs[0]!.done('first ok');
    await settle();
    expect(w.jobs.map((j) => j.name).slice(1)).toEqual(['together second third']);
    w.jobs[1]!.done(['second ok', 'third false']);
    await settle();
    // What is no shuffle is judged alone, and so is a deck that is in no hurry.
    w.jobs[2]!.done('any');
    await settle();
    w.jobs[3]!.done('ahead ok');
    expect(await Promise.all(verdicts)).toEqual(['first ok', 'second ok', 'any', 'ahead ok', 'third false']);
    expect(w.jobs.map((j) => j.name).slice(2)).toEqual(['verify', 'verify']);
  });

  it('shuffles judged together are tried once more together, and a second crash is a verdict on none', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 1));
    const shuffle = { kind: 'shuffle', ctx: { hand: 1 }, name: 'a' } as never;
    const busy = deck.makeShares(any);
    const both = [deck.verify(shuffle), deck.verify(shuffle)].map((v) =>
      v.catch((e: DeckWorkerError) => e.code),
    );
    await settle();
    w.jobs[0]!.done('shares');
    await busy;
    await settle();
    for (const job of [1, 2]) {
      w.jobs[job]!.fail(new Error('unreachable executed'));
      await settle();
    }
    expect(await Promise.all(both)).toEqual(['crashed', 'crashed']);
    expect(w.jobs.map((j) => j.name)).toEqual(['shares', 'together a a', 'together a a']);
  });

  it('a crash is no verdict: the job is tried once more on a fresh worker', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 1));
    const verdict = deck.verify(any);
    await settle();
    w.deaths[0]!('out of memory');
    await settle();
    expect(w.terminated).toEqual([0]);
    expect(w.jobs.map((j) => j.worker)).toEqual([0, 1]);
    w.jobs[1]!.done({ verdict: { ok: true }, tookMs: 1 });
    expect(await verdict).toEqual({ verdict: { ok: true }, tookMs: 1 });
  });

  it('a second crash rejects with its code, and the next job gets a fresh worker', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 1));
    const verdict = deck.verify(any);
    const next = deck.openCards([]);
    await settle();
    w.jobs[0]!.fail(new Error('unreachable executed'));
    await settle();
    w.deaths[1]!('gone');
    await expect(verdict).rejects.toMatchObject({ name: 'DeckWorkerError', code: 'crashed' });
    await settle();
    const last = w.jobs.at(-1)!;
    expect(last.name).toBe('open');
    last.done([7]);
    expect(await next).toEqual([7]);
  });

  it('refused arguments are not tried again', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 1));
    const shares = deck.makeShares(any);
    await settle();
    const refusal = new Error('positions: out-of-range');
    refusal.name = 'DecodeError';
    w.jobs[0]!.fail(refusal);
    await expect(shares).rejects.toMatchObject({ code: 'refused' });
    expect(w.jobs.length).toBe(1);
  });

  it('what cannot be loaded is reported as such', async () => {
    const spawn = () => Promise.reject(new DeckWorkerError('unavailable', 'no key'));
    const deck = createLaneDeckWorker(new Lanes(spawn, 2));
    await expect(deck.verify(any)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('closing rejects what waits and what runs', async () => {
    const w = workshop();
    const deck = createLaneDeckWorker(new Lanes(w.spawn, 1));
    const all = [deck.verify(any), deck.verify(any)].map((p) => p.catch((e: DeckWorkerError) => e.code));
    await settle();
    deck.close();
    expect(await Promise.all(all)).toEqual(['closed', 'closed']);
    expect(w.terminated).toEqual([0]);
    await expect(deck.verify(any)).rejects.toMatchObject({ code: 'closed' });
  });
});
