/**
 * `tsx scripts/precompress.ts DIR`: compressed twins of the built files, for a host whose folder is read-only at
 * run time.
 */
import { precompress } from '../relay/precompress.ts';

const folder = process.argv[2];
if (folder === undefined) {
  console.error('usage: tsx scripts/precompress.ts DIR');
  process.exit(2);
}
console.log(`${await precompress(folder)} files compressed`);
