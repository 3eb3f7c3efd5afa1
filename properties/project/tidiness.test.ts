/** What every file of the project looks like: its name, its size, and what it must not contain. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const LINES_MAX = 300;
const COLUMNS_MAX = 100;

/**
 * Files that may be longer, each with its reason. An entry that is no longer needed fails a test.
 */
const LONG_FILES: ReadonlyMap<string, string> = new Map([
  ['docs/hardened-runs.md', 'a run for each part of a design, as it is printed'],
]);

/** Files that are recorded or generated. Their names are not ours, and they are not prose. */
const NOT_OURS = /^(?:conformance\/|package-lock\.json$)/;
const SOURCE = /\.(?:tsx?|mjs|css)$/;
const KEBAB_CASE = /^\.?[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
/** Names that are expected in capitals: `README.md`, `LICENSE`. */
const ALL_CAPITALS = /^[A-Z]+(?:\.md)?$/;
const SAYS_NOTHING = /^(?:utils?|helpers?|index)$/;

// Put together from parts, so that this file passes its own rules.
const MACHINE_PATH = new RegExp(`(?<![\\w.-])/(?:${['work', 'tmp', 'root'].join('|')})/`);
const REGISTRIES = ['registry npmjs', 'registry yarnpkg', 'deb debian'].map((words) =>
  words.replace(' ', '.'),
);
const UNFINISHED_WORDS = [['TO', 'DO'].join(''), ['FIX', 'ME'].join('')];
const UNFINISHED = new RegExp(`\\b(?:${UNFINISHED_WORDS.join('|')})\\b`);

interface TrackedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

function brokenName(path: string): readonly string[] {
  return path.split('/').flatMap((part, at, parts) => {
    const isFile = at === parts.length - 1;
    const stem = isFile ? part.replace(/\..*$/, '') : part;
    if (SAYS_NOTHING.test(stem) && path !== 'index.ts') return [`${path}: ${part} says nothing`];
    const named = KEBAB_CASE.test(part) || (isFile && ALL_CAPITALS.test(part));
    return named ? [] : [`${path}: ${part} is not in kebab-case`];
  });
}

function brokenSize({ path, text }: TrackedFile): readonly string[] {
  const lines = text.replace(/\n$/, '').split('\n');
  const columns = lines.map((line) => Array.from(line).length);
  const wide = columns.flatMap((width, at) =>
    width > COLUMNS_MAX ? [`${path}:${at + 1}: ${width} columns`] : [],
  );
  if (lines.length > LINES_MAX && !LONG_FILES.has(path))
    wide.push(`${path}: ${lines.length} lines`);
  return wide;
}

/**
 * The hosts of registries. npm passes the configured one to scripts; it must not be written down
 * either.
 */
function registryHosts(): readonly string[] {
  const configured = process.env['npm_config_registry'];
  return configured === undefined ? REGISTRIES : [...REGISTRIES, new URL(configured).host];
}

function brokenText({ path, text }: TrackedFile): readonly string[] {
  return text.split('\n').flatMap((line, at) => {
    const where = `${path}:${at + 1}`;
    const found: string[] = [];
    if (registryHosts().some((host) => line.includes(host))) found.push(`${where}: a registry`);
    if (NOT_OURS.test(path)) return found;
    if (MACHINE_PATH.test(line)) found.push(`${where}: a path of one machine`);
    if (UNFINISHED.test(line)) found.push(`${where}: unfinished`);
    return found;
  });
}

/** One line for each broken rule. */
function broken(file: TrackedFile): readonly string[] {
  return [
    ...(NOT_OURS.test(file.path) ? [] : brokenName(file.path)),
    ...(SOURCE.test(file.path) ? brokenSize(file) : []),
    ...brokenText(file),
  ];
}

/** The files without git, as in an unpacked archive: all except those that git would ignore. */
function walkedPaths(folder: string): readonly string[] {
  const ignored = ['.git', ...readFileSync(join(ROOT, '.gitignore'), 'utf8').split(/\/?\n/)];
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter((entry) => !ignored.includes(entry.name))
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? walkedPaths(path) : [path];
    });
}

/** The files that git knows. New files count before they are added. */
function trackedPaths(): readonly string[] {
  const arguments_ = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  try {
    const listed = execFileSync('git', arguments_, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' });
    return listed.split('\0').filter(Boolean);
  } catch {
    return walkedPaths('');
  }
}

function trackedFiles(): readonly TrackedFile[] {
  return trackedPaths()
    .filter((path) => statSync(join(ROOT, path), { throwIfNoEntry: false })?.isFile())
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

describe('this project', () => {
  const files = trackedFiles();

  test('every file is tidy', () => {
    expect(files.flatMap(broken)).toEqual([]);
  });

  test('git and a walk of the folders find the same files', () => {
    const paths = files.map((file) => file.path).toSorted();
    expect(walkedPaths('').toSorted()).toEqual(paths);
  });

  test('every long file on the list is there and long', () => {
    const lengths = new Map(files.map(({ path, text }) => [path, text.split('\n').length - 1]));
    const stale = [...LONG_FILES.keys()].filter((path) => (lengths.get(path) ?? 0) <= LINES_MAX);
    expect(stale).toEqual([]);
  });

  test('CI calls the command that README gives for the tests', () => {
    const readme = files.find(({ path }) => path === 'README.md');
    const ci = files.find(({ path }) => path === '.ci/run');
    expect(ci?.text).toContain('npm ci && npm test');
    if (readme !== undefined) expect(readme.text).toContain('npm ci && npm test');
  });
});

interface LockedPackage {
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

describe('the lock file', () => {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8');
  const { packages } = JSON.parse(text) as {
    readonly packages: Readonly<Record<string, LockedPackage>>;
  };

  test('the lock file names no address of a package', () => {
    expect(text).not.toContain('"resolved"');
  });

  test('the lock file has no install scripts except those of this package and fsevents', () => {
    const scripted = Object.keys(packages).filter((path) => packages[path]?.hasInstallScript);
    const known = ['', 'node_modules/fsevents'];
    expect(scripted.filter((path) => !known.includes(path))).toEqual([]);
  });

  test('the lock file has every optional package, which `npm ci` insists on', () => {
    const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
    const optional = Object.values(packages).flatMap((one) =>
      Object.keys(one.optionalDependencies ?? {}),
    );
    expect(optional.filter((name) => !locked.has(name))).toEqual([]);
  });
});

describe('the checker of tidiness', () => {
  const untidy: readonly (readonly [why: string, path: string, text: string])[] = [
    ['camelCase', 'model/mapleTree.ts', ''],
    ['PascalCase', 'model/Range.ts', ''],
    ['snake_case', 'impl/maple_tree/node.ts', ''],
    ['a name that says nothing', 'model/utils.ts', ''],
    ['a folder that says nothing', 'explore/helpers/search.ts', ''],
    ['a barrel', 'model/index.ts', ''],
    ['a folder called index', 'index/range.ts', ''],
    ['301 lines', 'model/range.ts', 'x\n'.repeat(LINES_MAX + 1)],
    ['101 columns', 'model/range.ts', 'x'.repeat(COLUMNS_MAX + 1)],
    ['a path of one machine', 'docs/a.md', `see ${['', 'tmp', 'a'].join('/')}`],
    ['a registry', 'package-lock.json', `"resolved": "${REGISTRIES[0]}.org"`],
    ['unfinished work', 'docs/a.md', `${UNFINISHED_WORDS[0]}: write`],
  ];
  test.each(untidy)('the check of tidiness refuses %s: %s', (_why, path, text) => {
    expect(broken({ path, text })).toHaveLength(1);
  });

  const tidy: readonly (readonly [path: string, text: string])[] = [
    ['model/range.ts', 'x\n'.repeat(LINES_MAX)],
    ['model/range.ts', 'é'.repeat(COLUMNS_MAX)],
    ['index.ts', ''],
    ['.ci/run', ''],
    ['.oxlintrc.json', ''],
    ['properties/kernel/per-cpu.slow.test.ts', ''],
    ['docs/a.md', 'x'.repeat(COLUMNS_MAX + 1)],
    ['README.md', 'the framework/tmp/out folder'],
    ['LICENSE', ''],
  ];
  test.each(tidy)('the check of tidiness allows %s', (path, text) => {
    expect(broken({ path, text })).toEqual([]);
  });
});
