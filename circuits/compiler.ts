/**
 * Compiles the circuits with circom2 (circom as WebAssembly, pinned in package.json) to constraint systems
 * (.r1cs) in circuits/build, which is not checked in: its digests are (digests.json).
 */
import { createHash } from 'node:crypto';
import * as fs from 'node:fs';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bindings, CircomRunner } from 'circom2';
import { DECK_SIZES, type DeckSize } from '../src/crypto/crsDigests.ts';

export const circuitsFolder = fileURLToPath(new URL('.', import.meta.url));
export const crsFolder = fileURLToPath(new URL('../public/crs/', import.meta.url));
export const digestsFile = join(circuitsFolder, 'digests.json');

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function r1csPath(size: DeckSize): string {
  return join(circuitsFolder, 'build', `shuffle${size}.r1cs`);
}

/** Writes the r1cs of every deck size. `--O2` folds linear constraints, so the key stays small. */
export async function compileCircuits(): Promise<void> {
  mkdirSync(join(circuitsFolder, 'build'), { recursive: true });
  const wasm = readFileSync(createRequire(import.meta.url).resolve('circom2/circom.wasm'));
  const home = process.cwd();
  process.chdir(circuitsFolder);
  try {
    for (const size of DECK_SIZES) {
      const runner = new CircomRunner({
        args: [`shuffle${size}.circom`, '--r1cs', '--O2', '--prime', 'bls12381', '-o', 'build'],
        env: {},
        preopens: { '.': '.' },
        bindings: { ...bindings, fs },
      });
      await runner.execute(wasm);
    }
  } finally {
    process.chdir(home);
  }
}
