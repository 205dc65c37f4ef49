import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { sourceArchive, sourcePath } from './sourceArchive.ts';
import { sourceFiles } from './sourceFiles.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const copies: string[] = [];
afterAll(() => {
  for (const folder of copies) rmSync(folder, { recursive: true, force: true });
});

/** Another checkout of the same files, written in another order, at another time. */
function copyOf(): string {
  const folder = mkdtempSync(join(tmpdir(), 'dealerless-source-'));
  copies.push(folder);
  for (const path of sourceFiles(root).reverse()) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  return folder;
}

const packed = unzipSync(sourceArchive(root, '1.2.3'));
const names = Object.keys(packed);

describe('the sources of a build, beside it', () => {
  it('hold every file of the project but its documents, byte for byte, in one folder', () => {
    // In an archive that was unpacked there is no repository to compare with; there it holds itself.
    const listed = existsSync(join(root, '.git'))
      ? execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
          .split('\0')
          .filter((path) => path !== '' && !path.startsWith('docs/') && existsSync(join(root, path)))
      : sourceFiles(root);
    const missing = listed.filter((path) => !(`dealerless-1.2.3/${path}` in packed));
    expect(missing).toEqual([]);
    for (const path of listed) {
      const same = Buffer.compare(packed[`dealerless-1.2.3/${path}`]!, readFileSync(join(root, path))) === 0;
      expect(same, path).toBe(true);
    }
    expect(names.filter((name) => !name.startsWith('dealerless-1.2.3/'))).toEqual([]);
  });

  it('are all that a build reads: every module, configuration and licence', () => {
    const { scripts } = JSON.parse(strFromU8(packed['dealerless-1.2.3/package.json']!));
    for (const command of Object.values<string>(scripts)) {
      const file = /(?:^|\s)((?:scripts|sim|src|bench|deploy|circuits)\/[\w./]+)/.exec(command)?.[1];
      if (file !== undefined) expect(names).toContain(`dealerless-1.2.3/${file}`);
    }
    for (const file of ['package-lock.json', 'vite.config.ts', 'index.html', 'LICENSE', '.npmrc'])
      expect(names).toContain(`dealerless-1.2.3/${file}`);
  });

  it('are the same bytes for the same tree, wherever and whenever it was written', () => {
    const one = copyOf();
    const before = sourceArchive(one, '1.2.3');
    expect(Buffer.compare(before, sourceArchive(root, '1.2.3'))).toBe(0);
    writeFileSync(join(one, 'README.md'), 'changed');
    expect(Buffer.compare(before, sourceArchive(one, '1.2.3'))).not.toBe(0);
  });

  it('hold nothing that a host keeps beside them', () => {
    const folder = copyOf();
    for (const path of [
      '.env',
      'relay.key',
      'deploy/.env',
      'relay/relay.key',
      'src/node_modules.log',
      'notes.txt',
    ])
      writeFileSync(join(folder, path), 'a secret');
    for (const kept of ['node_modules/x', 'dist', '.cache', '.git', 'dist-relay', 'state']) {
      mkdirSync(join(folder, kept), { recursive: true });
      writeFileSync(join(folder, kept, 'file.js'), 'a secret');
    }
    expect(sourceFiles(folder)).toEqual(sourceFiles(root));
    writeFileSync(join(folder, '.npmrc'), '//registry.example/:_authToken=abc\n');
    expect(() => sourceArchive(folder, '1.2.3')).toThrow('.npmrc holds a password');
  });

  it('stand at a path with the version in its name', () => {
    expect(sourcePath('0.3.1')).toBe('source/dealerless-0.3.1.zip');
  });
});
