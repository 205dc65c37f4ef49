import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyPatch, patchDependencies, patchText } from './patchDependencies.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('patching a dependency', () => {
  let modules: string;
  const patch = {
    packageName: 'p',
    version: '1.0.0',
    file: 'index.js',
    originalDigest: sha256('old text\n'),
    patchedDigest: sha256('new text\n'),
    edits: [{ from: 'old', to: 'new' }],
  };
  const put = (text: string, version = '1.0.0'): void => {
    writeFileSync(join(modules, 'p', 'package.json'), JSON.stringify({ version }));
    writeFileSync(join(modules, 'p', 'index.js'), text);
  };
  beforeEach(() => {
    modules = mkdtempSync(join(tmpdir(), 'modules-'));
    mkdirSync(join(modules, 'p'));
  });
  afterEach(() => rmSync(modules, { recursive: true }));

  it('happens once', () => {
    put('old text\n');
    expect(applyPatch(modules, patch)).toBe(true);
    expect(readFileSync(join(modules, 'p', 'index.js'), 'utf8')).toBe('new text\n');
    expect(applyPatch(modules, patch)).toBe(false);
  });

  it('fails for another version, another text, or a place that is not there once', () => {
    put('old text\n', '1.0.1');
    expect(() => applyPatch(modules, patch)).toThrow('1.0.1');
    put('old text!\n');
    expect(() => applyPatch(modules, patch)).toThrow('neither');
    expect(() => patchText('old old', patch.edits)).toThrow('2 times');
    expect(() => patchText('', patch.edits)).toThrow('0 times');
  });

  it('is done in this checkout', () => {
    const root = fileURLToPath(new URL('..', import.meta.url));
    patchDependencies(root);
    const file = join(root, 'node_modules/@libp2p/webrtc/dist/src/private-to-private/initiate-connection.js');
    expect(readFileSync(file, 'utf8')).toContain("channel.readyState === 'connecting'");
  });
});
