export const MANIFEST: string;
export function manifestOf(folder: string): string;
export function writeManifest(folder: string): string;
export function digestOf(folder: string): string;
export function wrongFiles(folder: string): string[];
export function keepingLastAssets(folder: string, stash: string, build: () => void): string;
