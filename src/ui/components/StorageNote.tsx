import { useEffect, useState } from 'react';
import type { DeviceUse } from '../../client/contract/device.ts';
import type { Services } from '../../client/contract/services.ts';
import { useMessages } from '../messages/context.ts';
import { useFormat } from '../messages/format.ts';
import { testIds } from '../testIds.ts';
import styles from './NewBuildNote.module.css';

/** An evening takes some tens of megabytes; a liar can make it hundreds. */
const LITTLE_BYTES = 100_000_000;
const LOOK_AGAIN_MS = 120_000;

/** Says in time that the browser will soon keep nothing more: then this tab has to stop, since it may not forget. */
export function StorageNote({ services }: { services: Pick<Services, 'deviceUse'> }) {
  const { device } = useMessages();
  const { bytes } = useFormat();
  const left = useBytesLeft(services);
  if (left === undefined || left >= LITTLE_BYTES) return null;
  return (
    <aside className={styles.note} role="status" data-testid={testIds.storageLow} data-left={left}>
      <span>{device.full(bytes(left))}</span>
    </aside>
  );
}

function useBytesLeft(services: Pick<Services, 'deviceUse'>): number | undefined {
  const [left, setLeft] = useState<number>();
  useEffect(() => {
    let gone = false;
    const look = async (): Promise<void> => {
      let use: DeviceUse;
      try {
        use = await services.deviceUse();
      } catch (error) {
        // A browser that does not say how much is left is no reason to say anything.
        console.warn(error);
        return;
      }
      const { usedBytes, quotaBytes } = use;
      if (gone || usedBytes === undefined || quotaBytes === undefined) return;
      setLeft(Math.max(0, quotaBytes - usedBytes));
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_AGAIN_MS);
    return () => {
      gone = true;
      clearInterval(timer);
    };
  }, [services]);
  return left;
}
