/**
 * `npm run circuits`: compiles the circuits, compares the constraint systems with digests.json, and verifies
 * the checked-in reference string from its transcript: powers of tau, then each proving key against
 * constraint system and powers, then verification keys and pinned digests. It never makes keys.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { powersOfTau, zKey } from 'snarkjs';
import { equalBytes, fromHex } from '../src/codec/decode.ts';
import { createNobleGroup } from '../src/crypto/backendNoble.ts';
import { crs, DECK_SIZES } from '../src/crypto/crsDigests.ts';
import { decodeShuffleKey } from '../src/crypto/groth16.ts';
import { compileCircuits, crsFolder, digestsFile, r1csPath, sha256Hex } from './compiler.ts';
import { ContributionList } from './contributions.ts';
import { verificationKeyOf } from './keyFiles.ts';

const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

let failures = 0;
function check(what: string, holds: boolean): void {
  process.stdout.write(`${holds ? 'ok    ' : 'FAILED'} ${what}\n`);
  if (!holds) failures += 1;
}

/** Whoever contributed looks for the hash it was told. */
function list(phase: string, contributions: ContributionList): void {
  const { all } = contributions;
  check(`${phase} has contributions, each with its hash`, all.length > 0);
  for (const { number, name, hash } of all)
    process.stdout.write(
      `       ${phase}, contribution ${number}${name === '' ? '' : ` by ${name}`}: ${hash}\n`,
    );
}

async function main(): Promise<void> {
  await compileCircuits();
  const expected = JSON.parse(readFileSync(digestsFile, 'utf8')) as Record<string, unknown>;
  for (const size of DECK_SIZES) {
    const digest = sha256Hex(readFileSync(r1csPath(size)));
    check(
      `shuffle${size}.r1cs is the checked-in constraint system`,
      expected[`shuffle${size}.r1cs`] === digest,
    );
    check(`shuffle${size}.r1cs is the one the keys are pinned with`, crs[size].r1cs === digest);
  }

  // The part of the powers that keys are made from is a function of the rest, so only the rest is checked in.
  const memory: { type: 'mem'; data?: Uint8Array } = { type: 'mem' };
  await powersOfTau.preparePhase2(bytesOf(join(crsFolder, 'phase1.ptau')), memory);
  const prepared = memory.data;
  if (!prepared) throw new Error('phase 2 could not be prepared');
  const powers = new ContributionList();
  check('powers of tau verify, every contribution', await powersOfTau.verify(prepared, powers.logger));
  list('phase 1', powers);
  const group = createNobleGroup();
  for (const size of DECK_SIZES) {
    const zkey = bytesOf(join(crsFolder, `shuffle${size}.zkey`));
    const contributions = new ContributionList();
    check(
      `shuffle${size}.zkey follows from constraints, powers and its contributions`,
      await zKey.verifyFromR1cs(bytesOf(r1csPath(size)), prepared, zkey, contributions.logger),
    );
    list(`phase 2, ${size} cards`, contributions);
    check(`shuffle${size}.zkey has the pinned digest`, sha256Hex(zkey) === crs[size].zkey);
    const vkey = bytesOf(join(crsFolder, `shuffle${size}.vkey`));
    check(
      `shuffle${size}.vkey belongs to the proving key`,
      equalBytes(vkey, await verificationKeyOf(group, size, zkey)),
    );
    const key = decodeShuffleKey(group, vkey, fromHex(crs[size].vkey));
    check(`shuffle${size}.vkey has the pinned digest and is not degenerate`, key.size === size);
  }
}

main().then(
  () => {
    process.stdout.write(failures === 0 ? 'the reference string verifies\n' : `${failures} checks failed\n`);
    process.exit(failures === 0 ? 0 : 1);
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
