import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
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

/** A dialog with a title; focus is kept inside and comes back afterwards (Radix). */
export function Modal(props: ModalProps) {
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.overlay} />
        <Dialog.Content
          className={styles.content}
          data-narrow={props.narrow ? '' : undefined}
          data-testid={props.testId}
          aria-describedby={undefined}
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
          <div className={styles.body}>{props.children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
