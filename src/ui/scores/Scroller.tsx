import type { ReactNode } from 'react';
import styles from './Accounts.module.css';

/** A wide table may be scrolled sideways, also with the keyboard. */
export function Scroller({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard
    <section className={styles.scroller} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
