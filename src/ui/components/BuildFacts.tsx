import { useCallback, useState, useSyncExternalStore } from 'react';
import type { ServedBuild } from '../../client/contract/build.ts';
import { useAsync } from '../hooks/useAsync.ts';
import { useServices } from '../hooks/useServices.ts';
import { useMessages } from '../messages/context.ts';
import { servedNow } from '../platform/servedCheck.ts';
import { testIds } from '../testIds.ts';
import { version } from '../version.ts';
import styles from './BuildFacts.module.css';
import { Button } from './Button.tsx';

/** Which app this page runs, in four words, and whether its host serves the same to whoever asks again. */
export function BuildFacts() {
  const { build: t } = useMessages();
  const services = useServices();
  const own = useAsync(useCallback(() => services.ownBuild(), [services]));
  if (own.state !== 'loaded') return null;
  if (own.value === undefined) return <p data-testid={testIds.build}>{t.unknown(version)}</p>;
  const { digest, words } = own.value;
  return (
    <div className={styles.build} data-testid={testIds.build} data-digest={digest}>
      <p>
        {t.own(version)} <strong className={styles.words}>{words.join(' ')}</strong>
      </p>
      <p className={styles.digest}>{digest}</p>
      <p>{t.compareHint}</p>
      <Compare />
    </div>
  );
}

type Compared = 'running' | 'failed' | ServedBuild;

function Compare() {
  const { build: t } = useMessages();
  const services = useServices();
  // What the page has found by itself stands here until it is asked.
  const byItself = useSyncExternalStore(servedNow.subscribe, servedNow.get);
  const [asked, setCompared] = useState<Compared>();
  const compared = asked ?? byItself;
  const compare = async () => {
    setCompared('running');
    try {
      setCompared((await services.compareServed()) ?? 'failed');
    } catch (error) {
      // The host is gone, or this device is offline.
      console.warn(error);
      setCompared('failed');
    }
  };
  return (
    <>
      <Button onClick={compare} disabled={compared === 'running'} testId={testIds.compareBuild}>
        {t.compare}
      </Button>
      {compared !== undefined && (
        <p role="status" data-testid={testIds.comparedBuild} data-state={stateOf(compared)}>
          {compared === 'running' && t.comparing}
          {compared === 'failed' && t.compareFailed}
          {typeof compared === 'object' && <Result compared={compared} />}
        </p>
      )}
    </>
  );
}

const stateOf = (compared: Compared): string =>
  typeof compared === 'string' ? compared : compared.differing.length === 0 ? 'same' : 'differs';

function Result({ compared: { compared, differing } }: { compared: ServedBuild }) {
  const { build: t } = useMessages();
  return differing.length === 0
    ? t.same(compared)
    : t.differs(differing.slice(0, 5).join(', '), differing.length);
}
