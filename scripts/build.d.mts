/** Builds the web app where it is not, or is older than its sources. */
export function ensureBuilt(): void;
