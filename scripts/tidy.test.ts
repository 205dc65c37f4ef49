import { describe, expect, it } from 'vitest';
import { bannedCalls, citations, comments, endingsOf, MAX_LINES, splitLines, tooLong } from './tidy.ts';

const core = 'src/consensus/step.ts';
const what = (findings: readonly { line: number; what: string }[]) =>
  findings.map((f) => `${f.line} ${f.what}`);

describe('what a core may not do', () => {
  it.each([
    'const now = Date.now();',
    'const { now } = Date;',
    'const d = new Date();',
    'const t = performance.now();',
    'setTimeout(() => step(state), 10);',
    'clearInterval(timer);',
    'crypto.getRandomValues(bytes);',
    'const id = crypto.randomUUID();',
    "localStorage.setItem('a', 'b');",
    'const home = process.env.HOME;',
    "await fetch('/relay.json');",
    "console.log('here');",
  ])('%s', (line) => {
    expect(bannedCalls(core, `\n  ${line}\n`).map((f) => f.line)).toEqual([2]);
    expect(bannedCalls('src/node/gameNode.ts', line)).toEqual([]);
    expect(bannedCalls('src/consensus/step.test.ts', line)).toEqual([]);
  });

  it.each([
    '// Date.now() is read by the shell',
    ' * A timer (setTimeout) is an effect.',
    "const reason = 'the performance of a hand';",
    'if (value instanceof Date) return;',
    'readonly randomBytes: RandomBytes;',
    'const dated = state.lastDate;',
  ])('and may say: %s', (line) => {
    expect(bannedCalls(core, line.startsWith(' *') ? `/**\n${line}\n */` : line)).toEqual([]);
  });
});

describe('what no file of the app may do', () => {
  it('draws from a source that can be guessed', () => {
    const line = 'if (Math.random() < 0.5) return;';
    for (const path of [core, 'src/ui/lobby/Lobby.tsx', 'src/cli/bots.ts', 'src/node/clock.test.ts'])
      expect(bannedCalls(path, line), path).toHaveLength(1);
    expect(bannedCalls('bench/evaluator.ts', line)).toEqual([]);
  });
});

describe('what pages and commands may not do', () => {
  it('reaches into a node past its readings', () => {
    for (const line of ['const { table } = node.validator!;', 'show(node.lobby.seats);']) {
      for (const path of ['src/client/table/present.ts', 'src/cli/bots.ts'])
        expect(bannedCalls(path, line), path).toHaveLength(1);
      for (const path of ['src/node/reading.ts', 'src/cli/bots.test.ts'])
        expect(bannedCalls(path, line), path).toEqual([]);
    }
  });
});

describe('sizes', () => {
  it('of files', () => {
    const lines = (n: number) => 'x\n'.repeat(n);
    expect(tooLong('src/a.ts', lines(MAX_LINES))).toEqual([]);
    expect(what(tooLong('src/a.ts', lines(MAX_LINES + 1)))).toEqual(['0 401 lines, more than 400']);
  });

  it('of comments: long strings are the formatter’s matter', () => {
    const wide = 'w'.repeat(118);
    expect(what(comments('src/a.ts', `/**\n * ${wide}\n */`))).toEqual(['2 a comment of 121 columns']);
    expect(what(comments('src/a.ts', `const a = 1; // ${wide}`))).toEqual(['1 a comment of 134 columns']);
    expect(comments('src/a.ts', `const text = 'see http://x/${wide}';`)).toEqual([]);
    // Columns are characters, not UTF-16 units.
    expect(comments('src/a.ts', `// ${'𝔽'.repeat(117)}`)).toEqual([]);
  });

  it('and nothing is put off', () => {
    expect(comments('src/a.ts', `// ${'TO'}DO: later`)).toHaveLength(1);
    expect(comments('src/a.ts', `const code = '${'TO'}DO';`)).toEqual([]);
  });
});

it('tells comments from code', () => {
  const text = "/** One. */\nconst url = 'https://a'; // two\n/*\n three\n*/\nfour();";
  expect(splitLines(text).map((l) => l.comment.trim())).toEqual([
    '/** One. */',
    '// two',
    '/*',
    'three',
    '*/',
    '',
  ]);
  expect(splitLines(text)[1]!.code).toBe("const url = 'https://a';");
});

describe('what is cited is there', () => {
  const all = new Set([
    'docs/PROTOCOL.md',
    'README.md',
    'src/crypto/ed25519.ts',
    'src/node/clock.ts',
    'e2e/a.spec.ts',
  ]);
  const endings = endingsOf(all);
  const cites = (path: string, text: string) => what(citations(path, text, all, endings));

  it('in comments, from the root, from beside, or by the ending of its path', () => {
    const text =
      '// docs/PROTOCOL.md, crypto/ed25519.ts, ed25519.ts, ./clock.ts, ../crypto/ed25519.ts and a.spec.ts.';
    expect(cites('src/node/a.ts', text)).toEqual([]);
    expect(cites('src/node/a.ts', '// See docs/CONSENSUS.md and clok.ts.')).toEqual([
      '1 cites docs/CONSENSUS.md, which is not there',
      '1 cites clok.ts, which is not there',
    ]);
    expect(cites('src/node/a.ts', "import { x } from './gone.ts';")).toEqual([]);
    expect(cites('src/node/a.ts', '// https://example.org/gone.md says so')).toEqual([]);
  });

  it('in documents, in links and backticks', () => {
    expect(
      cites(
        'docs/PROTOCOL.md',
        'See [the code](../src/node/clock.ts#L3) and `ed25519.ts`; gone.ts is prose.',
      ),
    ).toEqual([]);
    expect(cites('README.md', '[a](docs/GONE.md) `src/gone.ts` [b](https://x/y.md)')).toEqual([
      '1 cites docs/GONE.md, which is not there',
      '1 cites src/gone.ts, which is not there',
    ]);
  });
});
