/** Path of a Chromium, found or fetched. */
export function ensureChromium(): string;
