/**
 * `npm run ceremony`: makes a new structured reference string. Whoever knows the entropy of ALL
 * contributions to phase 1, or of ALL contributions to phase 2, can forge shuffles; one contributor per
 * phase who forgets theirs is enough. Entropy is drawn from the operating system, held in memory for the
 * one call that uses it, and never seeded, written down, or taken from a beacon.
 *
 *   npm run ceremony                            the whole ceremony on this machine, two contributions a phase
 *   npm run ceremony -- start FOLDER            then hand FOLDER from person to person:
 *   npm run ceremony -- contribute FOLDER NAME    each contributes to phase 1,
 *   npm run ceremony -- phase2 FOLDER             somebody prepares phase 2,
 *   npm run ceremony -- contribute FOLDER NAME    each contributes again,
 *   npm run ceremony -- finish FOLDER             verifies all of it and installs it in public/crs
 */
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { curves, powersOfTau, zKey } from 'snarkjs';
import { createNobleGroup } from '../src/crypto/backendNoble.ts';
import { type CrsDigests, DECK_SIZES, type DeckSize } from '../src/crypto/crsDigests.ts';
import { parseShuffleKey } from '../src/crypto/groth16.ts';
import { circuitsFolder, compileCircuits, crsFolder, digestsFile, r1csPath, sha256Hex } from './compiler.ts';
import { hashText } from './contributions.ts';
import { verificationKeyOf } from './keyFiles.ts';

/** 2^7 rows: 51 constraints and 55 rows of public signals for 52 cards. */
const POWER = 7;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The newest file of a chain such as tau-0.ptau, tau-1.ptau, …: its number and path. */
function latest(folder: string, stem: string, ending: string): { number: number; path: string } | undefined {
  let number = -1;
  for (const name of readdirSync(folder)) {
    const match = new RegExp(`^${stem}-(\\d+)\\.${ending}$`).exec(name);
    if (match) number = Math.max(number, Number(match[1]));
  }
  return number < 0 ? undefined : { number, path: join(folder, `${stem}-${number}.${ending}`) };
}

function required(folder: string, stem: string, ending: string): { number: number; path: string } {
  const found = latest(folder, stem, ending);
  if (!found) throw new Error(`${folder} holds no ${stem}-*.${ending}: the ceremony was not begun here`);
  return found;
}

const entropy = (): string => randomBytes(64).toString('hex');

async function start(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) throw new Error(`${folder} is not empty`);
  const curve = await curves.getCurveFromName('bls12381');
  await powersOfTau.newAccumulator(curve, POWER, join(folder, 'tau-0.ptau'));
  say(`started in ${folder}`);
}

/** What a contributor needs to find itself again. */
const KEEP_IT =
  'Note this hash: `npm run circuits` lists those of all contributions that are in the shipped string.';

async function contribute(folder: string, name: string): Promise<void> {
  if (!existsSync(join(folder, 'prepared.ptau'))) {
    const { number, path } = required(folder, 'tau', 'ptau');
    const next = join(folder, `tau-${number + 1}.ptau`);
    const hash = await powersOfTau.contribute(path, next, name, entropy());
    say(`phase 1: contribution ${number + 1} by ${name}`);
    say(`  ${hashText(hash)}\n${KEEP_IT}`);
    return;
  }
  for (const size of DECK_SIZES) {
    const { number, path } = required(folder, `shuffle${size}`, 'zkey');
    const next = join(folder, `shuffle${size}-${number + 1}.zkey`);
    const hash = await zKey.contribute(path, next, name, entropy());
    say(`phase 2, ${size} cards: contribution ${number + 1} by ${name}`);
    say(`  ${hashText(hash)}`);
  }
  say(KEEP_IT);
}

async function phase2(folder: string): Promise<void> {
  const tau = required(folder, 'tau', 'ptau');
  if (tau.number === 0) throw new Error('nobody has contributed to phase 1');
  await compileCircuits();
  const prepared = join(folder, 'prepared.ptau');
  await powersOfTau.preparePhase2(tau.path, prepared);
  for (const size of DECK_SIZES)
    await zKey.newZKey(r1csPath(size), prepared, join(folder, `shuffle${size}-0.zkey`));
  say('phase 2 is prepared');
}

async function finish(folder: string): Promise<void> {
  await compileCircuits();
  const prepared = join(folder, 'prepared.ptau');
  if (!(await powersOfTau.verify(prepared))) throw new Error('phase 1 does not verify');
  const group = createNobleGroup();
  const digests = {} as Record<DeckSize, CrsDigests>;
  mkdirSync(crsFolder, { recursive: true });
  for (const size of DECK_SIZES) {
    const { number, path } = required(folder, `shuffle${size}`, 'zkey');
    if (number === 0) throw new Error('nobody has contributed to phase 2');
    if (!(await zKey.verifyFromR1cs(r1csPath(size), prepared, path)))
      throw new Error(`the key for ${size} cards does not verify`);
    const vkey = await verificationKeyOf(group, size, new Uint8Array(readFileSync(path)));
    parseShuffleKey(group, vkey);
    copyFileSync(path, join(crsFolder, `shuffle${size}.zkey`));
    writeFileSync(join(crsFolder, `shuffle${size}.vkey`), vkey);
    digests[size] = {
      vkey: sha256Hex(vkey),
      zkey: sha256Hex(readFileSync(path)),
      r1cs: sha256Hex(readFileSync(r1csPath(size))),
    };
    say(`key for ${size} cards verified: ${number} contributions, digest ${digests[size].vkey}`);
  }
  copyFileSync(required(folder, 'tau', 'ptau').path, join(crsFolder, 'phase1.ptau'));
  const r1cs = Object.fromEntries(DECK_SIZES.map((size) => [`shuffle${size}.r1cs`, digests[size].r1cs]));
  writeFileSync(digestsFile, `${JSON.stringify(r1cs, null, 2)}\n`);
  pinDigests(digests);
}

/** Replaces the table in src/crypto/crsDigests.ts. */
function pinDigests(digests: Record<DeckSize, CrsDigests>): void {
  const file = join(circuitsFolder, '../src/crypto/crsDigests.ts');
  const source = readFileSync(file, 'utf8');
  const begin = source.indexOf('export const crs:');
  const line = (d: CrsDigests): string =>
    (['vkey', 'zkey', 'r1cs'] as const).map((k) => `    ${k}: '${d[k]}',\n`).join('');
  const table = DECK_SIZES.map((size) => `  ${size}: {\n${line(digests[size])}  },\n`).join('');
  writeFileSync(
    file,
    `${source.slice(0, begin)}export const crs: Readonly<Record<DeckSize, CrsDigests>> = {\n${table}};\n`,
  );
}

async function everything(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ceremony-'));
  await start(folder);
  for (const name of ['first', 'second']) await contribute(folder, name);
  await phase2(folder);
  for (const name of ['first', 'second']) await contribute(folder, name);
  await finish(folder);
  rmSync(folder, { recursive: true });
}

async function main(args: string[]): Promise<void> {
  const [command, folder, name] = args;
  if (command === undefined) return everything();
  if (folder === undefined) throw new Error('which folder?');
  switch (command) {
    case 'start':
      return start(folder);
    case 'contribute':
      if (name === undefined) throw new Error('who contributes? Give a name');
      return contribute(folder, name);
    case 'phase2':
      return phase2(folder);
    case 'finish':
      return finish(folder);
    default:
      throw new Error(`unknown command ${command}: start, contribute, phase2 or finish`);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    },
  );
}
