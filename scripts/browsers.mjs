// Finds the browsers of the tests on this system, or installs them with the system's package manager.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const chromium = {
  variable: 'CHROMIUM_PATH',
  names: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  mac: '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  packages: ['chromium', 'fonts-dejavu-core'],
};

const firefox = {
  variable: 'FIREFOX_PATH',
  names: ['firefox-esr', 'firefox'],
  mac: '/Applications/Firefox.app/Contents/MacOS/firefox',
  packages: ['firefox-esr'],
};

function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'ENOTDIR') return false;
    throw error;
  }
}

/** The browser's path, or undefined. @throws Error when its variable names something else */
function find({ variable, names, mac }) {
  const given = process.env[variable];
  if (given) {
    if (executable(given)) return given;
    throw new Error(`${variable} is ${given}, which cannot be executed.`);
  }
  for (const dir of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of names) if (dir && executable(join(dir, name))) return join(dir, name);
  }
  return executable(mac) ? mac : undefined;
}

/** The same, after Debian's package has been installed where that can be done. */
function findOrInstall(browser) {
  const found = find(browser);
  if (found) return found;
  const apt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  if (!apt || process.getuid?.() !== 0) return undefined;
  const [name] = browser.packages;
  console.log(`A browser was not found: installing the package "${name}" …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...browser.packages], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env,
  });
  return find(browser);
}

/** Path of a Chromium; installs Debian's where it can. @throws Error with a sentence that says what to do */
export function findOrInstallChromium() {
  const found = findOrInstall(chromium);
  if (found) return found;
  throw new Error(
    'The browser tests need Chromium. Install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable.',
  );
}

/** The same, for a command that is nothing without it: ends the process with the sentence. */
export function ensureChromium() {
  try {
    return findOrInstallChromium();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

/** Where Firefox is, for the one test that needs it; without it that test says so in a line. */
export function firefoxEnv() {
  try {
    const path = findOrInstall(firefox);
    return path === undefined ? {} : { FIREFOX_PATH: path };
  } catch (error) {
    console.error(error.message);
    return {};
  }
}
