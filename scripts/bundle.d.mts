export function bundleRelay(outDir: string): Promise<void>;
