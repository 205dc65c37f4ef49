/**
 * The sources of a build as one archive beside it, so that whoever is given the app is given what made it (GPL-3.0,
 * section 6). The same tree gives the same bytes, on every platform and under every Node: sorted names, one time for
 * all, a mode that follows from the content, and a compressor that comes with the lock file.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Zippable, zipSync } from 'fflate';
import type { Plugin } from 'vite';
import { sourceFiles } from './sourceFiles.mjs';

/** Where a host serves it; the page links there (src/ui/version.ts). */
export const sourcePath = (version: string): string => `source/dealerless-${version}.zip`;

/** The first time that the format can say, in the zone of the machine, as the format has it. */
const mtime = new Date(1980, 0, 1);
/** Unix. */
const os = 3;

const isProgram = (bytes: Uint8Array): boolean => bytes[0] === 0x23 && bytes[1] === 0x21;

/** A ZIP archive with one folder, `dealerless-<version>`. */
export function sourceArchive(root: string, version: string): Uint8Array {
  const files: Zippable = {};
  for (const path of sourceFiles(root)) {
    const bytes = new Uint8Array(readFileSync(join(root, path)));
    const mode = isProgram(bytes) ? 0o100755 : 0o100644;
    files[`dealerless-${version}/${path}`] = [bytes, { level: 9, mtime, os, attrs: (mode << 16) >>> 0 }];
  }
  return zipSync(files);
}

export function sourceText(root: string, version: string): Plugin {
  return {
    name: 'source-text',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: sourcePath(version), source: sourceArchive(root, version) });
    },
  };
}
