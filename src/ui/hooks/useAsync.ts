import { useEffect, useState } from 'react';

export type Loaded<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'loaded'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown };

/** Runs `load` when it changes; pass a stable function. */
export function useAsync<T>(load: () => Promise<T>): Loaded<T> {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  useEffect(() => {
    let left = false;
    setLoaded({ state: 'loading' });
    load().then(
      (value) => {
        if (!left) setLoaded({ state: 'loaded', value });
      },
      (error: unknown) => {
        console.error(error);
        if (!left) setLoaded({ state: 'failed', error });
      },
    );
    return () => {
      left = true;
    };
  }, [load]);
  return loaded;
}
