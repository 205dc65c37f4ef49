import { type ReactNode, useRef } from 'react';
import { testIds } from '../testIds.ts';
import { Button } from './Button.tsx';

interface FileButtonProps {
  readonly look?: 'primary' | 'quiet';
  readonly onFile: (file: File) => void;
  readonly children: ReactNode;
}

/** Lets a file of this device be chosen. */
export function FileButton({ look = 'primary', onFile, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button look={look} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        data-testid={testIds.savedFile}
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          // The same file chosen again is a choice, too.
          e.currentTarget.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}
