/** Which Dealerless this is; the build writes it in, from package.json. */
export const version: string = import.meta.env.VITE_DEALERLESS_VERSION ?? 'dev';

/** Where the host serves the sources of this build. */
export const sourcePath: string = import.meta.env.VITE_DEALERLESS_SOURCE ?? '/source/';
