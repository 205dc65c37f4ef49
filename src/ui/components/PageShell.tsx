import type { ReactNode } from 'react';
import { useStartMessages } from '../messages/context.ts';
import { onLinkClick } from '../platform/navigation.ts';
import { startTestIds as testIds } from '../startTestIds.ts';
import { Mark } from './Mark.tsx';
import styles from './PageShell.module.css';

/** Header and width of every page but the table itself. */
export function PageShell({
  children,
  wide = false,
  aside,
}: {
  children: ReactNode;
  wide?: boolean;
  aside?: ReactNode;
}) {
  const m = useStartMessages();
  return (
    <div className={styles.shell}>
      <header className={styles.header}>
        <a
          href="/"
          onClick={onLinkClick}
          className={styles.brand}
          aria-label={m.app.home}
          data-testid={testIds.homeLink}
        >
          <Mark size={28} />
          <span>{m.app.name}</span>
        </a>
        {aside}
      </header>
      <main className={styles.main} data-wide={wide ? '' : undefined}>
        {children}
      </main>
    </div>
  );
}
