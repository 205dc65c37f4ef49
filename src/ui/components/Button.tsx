import type { ComponentProps } from 'react';
import styles from './Button.module.css';

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger';

export interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: ButtonLook;
  readonly large?: boolean;
  readonly testId?: string;
}

export function Button({
  look = 'plain',
  large = false,
  testId,
  className,
  type = 'button',
  ...rest
}: ButtonProps) {
  const names = [styles.button, styles[look], large ? styles.large : '', className ?? '']
    .filter(Boolean)
    .join(' ');
  return <button type={type} className={names} data-testid={testId} {...rest} />;
}
