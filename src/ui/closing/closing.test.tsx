/** Closing a table for good, as people are asked and told, in each language. */

import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { TableView } from '../../client/contract/view.ts';
import { allTables } from '../gallery/stateFixtures.ts';
import { MessagesContext } from '../messages/context.ts';
import { closing as closingDe } from '../messages/de/closing.ts';
import { de } from '../messages/de/index.ts';
import { closing as closingEn } from '../messages/en/closing.ts';
import { en, type Messages } from '../messages/en/index.ts';
import { closing as closingEs } from '../messages/es/closing.ts';
import { es } from '../messages/es/index.ts';
import { Closed } from './CloseTable.tsx';
import { ClosingBanner } from './ClosingBanner.tsx';
import { closingIds } from './testIds.ts';

const asked = allTables.closing!;
const closed = allTables.closed!;
const draw = (m: Messages, what: ReactNode): string =>
  renderToStaticMarkup(<MessagesContext value={m}>{what}</MessagesContext>);
const banner = (m: Messages, view: TableView): string =>
  draw(m, <ClosingBanner view={view} client={undefined} />);

describe.each([
  ['en', en, closingEn],
  ['de', de, closingDe],
  ['es', es, closingEs],
] as const)('in %s', (_, m, words) => {
  it('everybody is told who would close the table, and whose word is missing', () => {
    const said = banner(m, asked);
    for (const name of ['Bea', 'Ada']) expect(said).toContain(name);
    const mine = banner(m, { ...asked, closing: { ...asked.closing!, youAgreed: true } });
    expect(mine).toContain(words.youAsked);
  });

  it('nobody is asked where nobody has said so, or it is closed', () => {
    expect(banner(m, { ...asked, closing: { ...asked.closing!, agreed: [] } })).toBe('');
    expect(banner(m, closed)).toBe('');
    expect(banner(m, { ...asked, closing: undefined })).toBe('');
  });

  it.each(['signed', 'unsigned', 'noKey'] as const)('a table that is closed says that it is %s', (state) => {
    const said = draw(m, <Closed view={{ ...closed, chain: { ...closed.chain!, closing: state } }} />);
    expect(said).toContain(`data-signed="${state}"`);
    expect(said).toContain(closingIds.closed);
    expect(said).toContain(words.closed);
    for (const other of ['signed', 'unsigned', 'noKey'] as const)
      expect(said.includes(words[other])).toBe(other === state);
  });
});
