// `npm run digest`: builds the app and prints the digest of what a host serves.
// `npm run digest -- FOLDER`: that of a folder built elsewhere; names the files that are not as its manifest says.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root } from './install.mjs';
import { digestOf, MANIFEST, wrongFiles } from './manifest.mjs';

const [named] = process.argv.slice(2);
ensureInstalled();
if (named === undefined) ensureBuilt();
const folder = named === undefined ? join(root, 'dist') : resolve(named);
const { files } = JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'));
const wrong = wrongFiles(folder);
for (const path of wrong) console.error(`not as in the manifest: ${path}`);
console.log(`${digestOf(folder)}  ${Object.keys(files).length} files`);
process.exitCode = wrong.length === 0 ? 0 : 1;
