import { useCallback, useState } from 'react';
import type { DeviceUse } from '../../client/contract/device.ts';
import type { Services } from '../../client/contract/services.ts';
import { BuildFacts } from '../components/BuildFacts.tsx';
import { Button } from '../components/Button.tsx';
import { useAsync } from '../hooks/useAsync.ts';
import { useMessages } from '../messages/context.ts';
import { useFormat } from '../messages/format.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { SEATS_PATH } from '../platform/routes.ts';
import { testIds } from '../testIds.ts';
import styles from './Device.module.css';
import { Erase } from './Erase.tsx';

/** What this browser keeps, for how long, and how to be rid of it. */
export function Device({ services, onErased }: { services: Services; onErased: () => void }) {
  const { device, seats } = useMessages();
  const use = useAsync(useCallback(() => services.deviceUse(), [services]));
  return (
    <section className={styles.device} data-testid={testIds.device}>
      <h2>{device.title}</h2>
      <p>{device.lead}</p>
      {use.state === 'loaded' && <Use use={use.value} services={services} />}
      {use.state === 'failed' && <p>{device.unreadable}</p>}
      {services.seats && (
        <a href={SEATS_PATH} onClick={onLinkClick} data-testid={testIds.seatsLink}>
          {seats.link}
        </a>
      )}
      <Erase services={services} label={device.eraseAll} question={device.eraseAllAsk} onErased={onErased} />
      <BuildFacts />
    </section>
  );
}

function Use({ use, services }: { use: DeviceUse; services: Services }) {
  const { device } = useMessages();
  const { bytes } = useFormat();
  const [answer, setAnswer] = useState<boolean>();
  const persistent = use.persistent || answer === true;
  return (
    <>
      <p>
        {use.usedBytes === undefined
          ? device.unreadable
          : use.quotaBytes === undefined
            ? device.used(bytes(use.usedBytes))
            : device.use(bytes(use.usedBytes), bytes(use.quotaBytes))}{' '}
        {persistent ? device.persistent : device.fleeting}
      </p>
      {!persistent && (
        <div className={styles.buttons}>
          <Button onClick={async () => setAnswer(await services.keepForGood())}>{device.keep}</Button>
        </div>
      )}
      {answer === false && <p role="status">{device.keepRefused}</p>}
    </>
  );
}
