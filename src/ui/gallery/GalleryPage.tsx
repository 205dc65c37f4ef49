import { type ReactNode, useMemo, useState } from 'react';
import type { Services } from '../../client/contract/services.ts';
import type { FailureCode, TableView } from '../../client/contract/view.ts';
import { PageShell } from '../components/PageShell.tsx';
import { ServicesContext } from '../hooks/useServices.ts';
import { useMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { ReceiptPage } from '../receipt/ReceiptPage.tsx';
import { DiagnosticsPage } from '../screens/DiagnosticsPage.tsx';
import { FailureScreen } from '../screens/FailureScreen.tsx';
import { HistoryPage } from '../screens/HistoryPage.tsx';
import { Landing } from '../screens/Landing.tsx';
import { LeftPage } from '../screens/LeftPage.tsx';
import { OpenTablesPage } from '../screens/OpenTablesPage.tsx';
import { Replay } from '../screens/ReplayPage.tsx';
import { SeatsPage } from '../screens/SeatsPage.tsx';
import { SessionPage } from '../screens/SessionPage.tsx';
import { OpenTable } from '../screens/TablePage.tsx';
import { Components } from './Components.tsx';
import { fakeClient } from './fakeClient.ts';
import { handSummaries, replayFixture, tableFixtures } from './fixtures.ts';
import styles from './Gallery.module.css';
import { numbersFixture } from './numbersFixture.ts';
import { openTablesFixture } from './openTablesFixture.ts';
import { receiptFixture, receiptsFixture } from './receiptFixture.ts';
import { seatsFixture } from './seatsFixture.ts';
import { sessionFixture } from './sessionFixture.ts';
import { allTables, plays } from './stateFixtures.ts';

const services: Services = {
  openOverlay: async () => fakeClient(tableFixtures.lobby!),
  openTable: async () => fakeClient(tableFixtures.lobby!),
  createTable: async () => ({ ok: true, url: '/gallery/lobby-new' }),
  createAgain: async () => ({ ok: true, url: '/gallery/lobby-new' }),
  listHands: async () => handSummaries,
  replayHand: async () => replayFixture,
  readSession: async () => sessionFixture,
  exportHand: async () => 'unfit',
  deviceUse: async () => ({ usedBytes: 3_400_000, quotaBytes: 12_000_000_000, persistent: false }),
  openTables: async () => openTablesFixture,
  readDevice: async () => ({
    browser: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0',
    language: 'en',
    cores: 8,
    isolated: true,
    webRtc: true,
    serviceWorker: true,
    usedBytes: 3_400_000,
    quotaBytes: 12_000_000_000,
    build: 'frost ladder quiz olive',
  }),
  followNumbers: (tell) => {
    tell([numbersFixture]);
    return () => undefined;
  },
  keepForGood: async () => false,
  ownBuild: async () => ({
    digest: '5f1b569d'.repeat(8),
    words: ['frost', 'ladder', 'quiz', 'olive'],
    files: 71,
  }),
  compareServed: async () => ({ compared: 71, differing: [] }),
  erase: async () => 'in-use',
  practise: async () => '/gallery/your-turn',
  seats: async () => seatsFixture,
  checkReceipts: async () => receiptFixture,
  matchLink: async () => 'same',
};

function others(failures: Record<FailureCode, string>): Record<string, () => ReactNode> {
  return {
    'open-tables': () => <OpenTablesPage services={services} />,
    diagnostics: () => <DiagnosticsPage services={services} />,
    landing: () => <Landing services={services} />,
    history: () => <HistoryPage services={services} />,
    seats: () => <SeatsPage services={services} />,
    session: () => (
      <SessionPage
        services={services}
        tableId={handSummaries[0]!.tableId}
        identity={handSummaries[0]!.identity}
      />
    ),
    left: () => (
      <LeftPage
        client={fakeClient(tableFixtures.lobby!)}
        view={tableFixtures.lobby!}
        again={() => undefined}
      />
    ),
    receipt: () => <ReceiptPage services={services} fragment="x" />,
    receipts: () => (
      <ReceiptPage services={{ ...services, checkReceipts: async () => receiptsFixture }} fragment="x" />
    ),
    replay: () => <Replay replay={replayFixture} services={services} />,
    components: () => <Components />,
    ...Object.fromEntries(
      Object.entries(failures).map(([code, sentence]) => [
        `failure-${code}`,
        () => (
          <FailureScreen
            sentence={sentence}
            code={code}
            retry={() => window.location.reload()}
            report={code === 'internal' ? `failure: internal\nepoch 0, height 418, hand 4 (play)` : undefined}
          />
        ),
      ]),
    ),
  };
}

/**
 * Every screen and component with hand-written data; /gallery/<item> shows one alone, as tests and screenshots use
 * it.
 */
export function GalleryPage({ item }: { item: string | undefined }) {
  return (
    <ServicesContext value={services}>
      <Item item={item} />
    </ServicesContext>
  );
}

function Item({ item }: { item: string | undefined }) {
  const m = useMessages();
  const pages = useMemo(() => others(m.failure.sentences), [m]);
  const fixture = item === undefined ? undefined : allTables[item];
  if (fixture) return <FixtureTable key={item} views={[fixture]} />;
  const views = item === undefined ? undefined : plays[item];
  if (views) return <FixtureTable key={item} views={views} />;
  const page = item === undefined ? undefined : pages[item];
  if (page) return page();
  return (
    <PageShell>
      <h1>{m.gallery.title}</h1>
      <ul className={styles.list}>
        {[...Object.keys(pages), ...Object.keys(allTables)].map((name) => (
          <li key={name}>
            <a href={`/gallery/${name}`} onClick={onLinkClick}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </PageShell>
  );
}

function FixtureTable({ views }: { views: readonly TableView[] }) {
  // The list is a new one at every drawing; the table it begins is not.
  const [client] = useState(() => fakeClient(views[0]!, views.slice(1)));
  return <OpenTable client={client} />;
}
