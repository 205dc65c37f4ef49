/** What tests wait for: each says what it is, and how things stand now. One that fails prints it (sayAwaited.ts). */
export const awaited = new Set<() => string>();
