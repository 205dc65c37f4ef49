import { expect, it } from 'vitest';
import type { TableClient } from '../contract/actions.ts';
import { failedClient, openingClient } from './opening.ts';

it('what only some tables offer is there once the table is', async () => {
  const client = openingClient({ tableId: '', name: 'Friday' });
  expect([client.sayOnRail, client.receipt]).toEqual([undefined, undefined]);
  const said: string[] = [];
  const inner: TableClient = {
    ...failedClient('internal'),
    sayOnRail: async (nickname, line) => {
      said.push(`${nickname}: ${line}`);
      return { ok: true };
    },
    receipt: async () => 'not-yet',
  };
  client.attach(inner);
  expect(await client.sayOnRail?.('Wanda', 'hello')).toEqual({ ok: true });
  expect(said).toEqual(['Wanda: hello']);
  expect(await client.receipt?.()).toBe('not-yet');
});
