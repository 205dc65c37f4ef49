import { lazy, Suspense, useMemo } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import type { Services } from '../client/contract/services.ts';
import { NewBuildNote } from './components/NewBuildNote.tsx';
import { useMessages } from './messages/context.ts';
import { useHref } from './platform/navigation.ts';
import { parseRoute } from './platform/routes.ts';
import { PageDrawingFault } from './screens/DrawingFault.tsx';
import { FailureScreen } from './screens/FailureScreen.tsx';
import { Landing } from './screens/Landing.tsx';
import { OpeningScreen } from './screens/OpeningScreen.tsx';

const TablePage = lazy(() =>
  import('./screens/TablePage.tsx').then((module) => ({ default: module.TablePage })),
);
const HistoryPage = lazy(() =>
  import('./screens/HistoryPage.tsx').then((module) => ({ default: module.HistoryPage })),
);
const SeatsPage = lazy(() =>
  import('./screens/SeatsPage.tsx').then((module) => ({ default: module.SeatsPage })),
);
const ReplayPage = lazy(() =>
  import('./screens/ReplayPage.tsx').then((module) => ({ default: module.ReplayPage })),
);
const SessionPage = lazy(() =>
  import('./screens/SessionPage.tsx').then((module) => ({ default: module.SessionPage })),
);
const DiagnosticsPage = lazy(() =>
  import('./screens/DiagnosticsPage.tsx').then((module) => ({ default: module.DiagnosticsPage })),
);
const OpenTablesPage = lazy(() =>
  import('./screens/OpenTablesPage.tsx').then((module) => ({ default: module.OpenTablesPage })),
);
const SavedPage = lazy(() =>
  import('./saved/SavedPage.tsx').then((module) => ({ default: module.SavedPage })),
);
const ReceiptPage = lazy(() =>
  import('./receipt/ReceiptPage.tsx').then((module) => ({ default: module.ReceiptPage })),
);
const GalleryPage = lazy(() =>
  import('./gallery/GalleryPage.tsx').then((module) => ({ default: module.GalleryPage })),
);

export function App({ services }: { services: Services }) {
  const href = useHref();
  return (
    <Suspense fallback={<OpeningScreen view={undefined} />}>
      <NewBuildNote />
      <ErrorBoundary FallbackComponent={PageDrawingFault} resetKeys={[href]}>
        <Page href={href} services={services} />
      </ErrorBoundary>
    </Suspense>
  );
}

function Page({ href, services }: { href: string; services: Services }) {
  const m = useMessages();
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
