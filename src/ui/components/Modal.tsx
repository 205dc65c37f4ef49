import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';
import styles from './Modal.module.css';

export interface ModalProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  readonly closeLabel?: string;
  readonly closeTestId?: string;
  readonly testId?: string;
  readonly narrow?: boolean;
  readonly children: ReactNode;
}

/** A dialog with a title; focus is kept inside (Radix) and goes back to what opened it. */
export function Modal(props: ModalProps) {
  // Radix gives the focus back to its own trigger only, and these dialogs are opened by any button.
  const opener = useRef<Element | null>(null);
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.content}
          data-narrow={props.narrow ? '' : undefined}
          data-testid={props.testId}
          aria-describedby={undefined}
          onOpenAutoFocus={() => {
            opener.current = document.activeElement;
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (opener.current instanceof HTMLElement) opener.current.focus();
          }}
        >
          <header className={styles.header}>
            <Dialog.Title className={styles.title}>{props.title}</Dialog.Title>
            {props.closeLabel && (
              <Dialog.Close asChild>
                <Button look="quiet" testId={props.closeTestId ?? ''}>
                  {props.closeLabel}
                </Button>
              </Dialog.Close>
            )}
          </header>
          {props.closeLabel ? (
            // What may be longer than the screen must scroll by keyboard too.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            <section className={styles.body} aria-label={props.title} tabIndex={0}>
              {props.children}
            </section>
          ) : (
            <div className={styles.body}>{props.children}</div>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
