/** Whether the laboratory can be built here: exit code 0, or 1 and the reason in a line. */
import { noInternet } from './internet.ts';

const missing = noInternet();
if (missing !== undefined) {
  console.log(`The laboratory of four houses cannot be built here and was left out: ${missing}.`);
  process.exit(1);
}
