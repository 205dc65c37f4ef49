import { describe, expect, it } from 'vitest';
import { opensAway, type Surroundings } from './hostAway.ts';

const answers: Surroundings['fetch'] = async () => new Response('', { status: 404 });
const unreachable: Surroundings['fetch'] = async () => {
  throw new TypeError('Failed to fetch');
};

describe('a page that is being opened', () => {
  it.each([
    {
      name: 'kept, the browser says offline, nobody answers',
      kept: true,
      onLine: false,
      fetch: unreachable,
      away: true,
    },
    {
      name: 'kept, the browser says offline, the host answers',
      kept: true,
      onLine: false,
      fetch: answers,
      away: false,
    },
    {
      name: 'fetched just now, whatever the browser says',
      kept: false,
      onLine: false,
      fetch: unreachable,
      away: false,
    },
    { name: 'kept, the browser says online', kept: true, onLine: true, fetch: unreachable, away: false },
  ])('$name: away = $away', async ({ away, ...surroundings }) => {
    expect(await opensAway(surroundings)).toBe(away);
  });

  it('asks its host past the service worker and every cache', async () => {
    let how: RequestInit | undefined;
    await opensAway({
      kept: true,
      onLine: false,
      fetch: async (_path, init) => {
        how = init;
      },
    });
    expect(how?.cache).toBe('no-store');
    expect(how?.signal).toBeInstanceOf(AbortSignal);
  });
});
