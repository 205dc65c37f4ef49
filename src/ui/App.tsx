import { type ComponentType, lazy, Suspense, useMemo, useSyncExternalStore } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { Services } from '../client/contract/services.ts';
import { NewBuildNote, OlderTabNote } from './components/NewBuildNote.tsx';
import { useStartMessages } from './messages/context.ts';
import { currentLanguage, forgetFailed, loadMessages } from './messages/language.ts';
import { useHref } from './platform/navigation.ts';
import { parseRoute } from './platform/routes.ts';
import { servedNow } from './platform/servedCheck.ts';
import { PageDrawingFault } from './screens/DrawingFault.tsx';
import { FailureScreen } from './screens/FailureScreen.tsx';
import { Landing } from './screens/Landing.tsx';
import { OpeningScreen } from './screens/OpeningScreen.tsx';

/** A page whose code comes when it is opened, and all words with it. */
function page<P>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => {
    // Whoever needs the words asks for them again, and says where they are missing.
    void loadMessages(currentLanguage()).catch(() => undefined);
    return { default: await load() };
  });
}

const TablePage = page(async () => (await import('./screens/TablePage.tsx')).TablePage);
const HistoryPage = page(async () => (await import('./screens/HistoryPage.tsx')).HistoryPage);
const SeatsPage = page(async () => (await import('./screens/SeatsPage.tsx')).SeatsPage);
const ReplayPage = page(async () => (await import('./screens/ReplayPage.tsx')).ReplayPage);
const SessionPage = page(async () => (await import('./screens/SessionPage.tsx')).SessionPage);
const DiagnosticsPage = page(async () => (await import('./screens/DiagnosticsPage.tsx')).DiagnosticsPage);
const OpenTablesPage = page(async () => (await import('./screens/OpenTablesPage.tsx')).OpenTablesPage);
const SavedPage = page(async () => (await import('./saved/SavedPage.tsx')).SavedPage);
const ReceiptPage = page(async () => (await import('./receipt/ReceiptPage.tsx')).ReceiptPage);
const GalleryPage = page(async () => (await import('./gallery/GalleryPage.tsx')).GalleryPage);

const ServedNote = page(async () => (await import('./components/ServedNote.tsx')).ServedNote);

export function App({ services }: { services: Services }) {
  const href = useHref();
  return (
    <Suspense fallback={<OpeningScreen view={undefined} />}>
      <NewBuildNote />
      <OlderTabNote />
      <Served />
      <ErrorBoundary FallbackComponent={PageDrawingFault} onReset={forgetFailed} resetKeys={[href]}>
        <Page href={href} services={services} />
      </ErrorBoundary>
    </Suspense>
  );
}

/** The words and the drawing of a difference come when there is one. */
function Served() {
  const served = useSyncExternalStore(servedNow.subscribe, servedNow.get);
  if (served === undefined || served.differing.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ServedNote />
    </Suspense>
  );
}

function Page({ href, services }: { href: string; services: Services }) {
  const m = useStartMessages();
  const route = useMemo(() => parseRoute(new URL(href)), [href]);
  switch (route.page) {
    case 'landing':
      return <Landing services={services} />;
    case 'table':
      // The key: another address is another table, with nothing carried over.
      return <TablePage key={route.href} href={route.href} services={services} />;
    case 'history':
      return <HistoryPage services={services} />;
    case 'seats':
      return <SeatsPage services={services} />;
    case 'replay':
      return (
        <ReplayPage services={services} tableId={route.tableId} identity={route.identity} hand={route.hand} />
      );
    case 'session':
      return <SessionPage services={services} tableId={route.tableId} identity={route.identity} />;
    case 'open-tables':
      return <OpenTablesPage services={services} />;
    case 'diagnostics':
      return <DiagnosticsPage services={services} />;
    case 'saved':
      return services.openSaved ? (
        <SavedPage openSaved={services.openSaved} />
      ) : (
        <FailureScreen sentence={m.failure.nowhere} code="nowhere" />
      );
    case 'receipt':
      // The key: another link is another receipt.
      return <ReceiptPage key={href} services={services} fragment={new URL(href).hash.slice(1)} />;
    case 'gallery':
      return <GalleryPage item={route.item} />;
    case 'nowhere':
      return <FailureScreen sentence={m.failure.nowhere} code="nowhere" />;
  }
}
