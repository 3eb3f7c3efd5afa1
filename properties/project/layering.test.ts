/**
 * The arrows of the design: `model <- impl <- explore <- report <- cli`, one way. `properties` sees
 * all and nothing sees it; `bench` likewise; and the suite must not know what it is looking for, so
 * `model` and `explore` name no design, no policy and no finding.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { knownDesigns } from '../../impl/designs/known.ts';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What each layer may import besides itself. The top-level `index.ts` is the layer `index`. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  abstraction: ['model'],
  port: ['model', 'abstraction'],
  impl: ['model', 'abstraction', 'port'],
  explore: ['model', 'abstraction', 'port', 'impl'],
  report: ['model', 'abstraction', 'port', 'impl', 'explore'],
  index: ['model', 'abstraction', 'port', 'impl', 'explore', 'report'],
  cli: ['model', 'abstraction', 'port', 'impl', 'explore', 'report', 'index'],
  bench: [
    'model',
    'abstraction',
    'port',
    'impl',
    'explore',
    'report',
    'index',
    'cli',
    'properties',
  ],
  properties: [
    'model',
    'abstraction',
    'port',
    'impl',
    'explore',
    'report',
    'index',
    'cli',
    'bench',
  ],
};
const DESIGNS = knownDesigns.map(({ name }) => name);
const UNKNOWING_LAYERS = ['model', 'abstraction', 'port', 'explore'];

interface Source {
  /** From the root, with `/`. */
  readonly path: string;
  readonly text: string;
}

const IMPORTS = [
  /^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
  /\bnew URL\(\s*['"](\.[^'"]+)['"]\s*,\s*import\.meta\.url/g,
];

function importsOf(source: Source): readonly string[] {
  return IMPORTS.flatMap((pattern) =>
    [...source.text.matchAll(pattern)].map((match) => match[1] ?? ''),
  );
}

/** `impl/kernel/clock.ts` is of `impl`, `index.ts` of `index`, `vitest.config.ts` of none. */
function layerOf(path: string): string | undefined {
  const slash = path.indexOf('/');
  const name = slash === -1 ? path.replace(/\.[jt]s$/, '') : path.slice(0, slash);
  return Object.hasOwn(MAY_IMPORT, name) ? name : undefined;
}

function brokenImport(source: Source, from: string, specifier: string): string | undefined {
  const says = `${source.path} imports ${specifier}`;
  if (!specifier.startsWith('.')) {
    if (from === 'model') return `${says}: model imports nothing from outside`;
    const ofVitest = /^(?:@[^/]+\/)?vitest\b/.test(specifier);
    return ofVitest && from !== 'properties' ? `${says}: only properties does` : undefined;
  }
  const target = posix.join(posix.dirname(source.path), specifier);
  const to = layerOf(target);
  if (to === from) return undefined;
  if (to === undefined) return from === 'model' ? `${says}: outside model` : undefined;
  return MAY_IMPORT[from]?.includes(to) ? undefined : `${says}: no arrow from ${from} to ${to}`;
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/** A plain English word is a policy's name only between quotes. */
function wordPattern(name: string): string {
  return /[-_A-Z]/.test(name) ? `\\b${name}\\b` : `(?<=['"\`])${name}(?=['"\`])`;
}

function forbiddenNames(policies: readonly string[]): RegExp {
  const camelCased = policies.map((name) =>
    name.replace(/-(\w)/g, (_, first: string) => first.toUpperCase()),
  );
  const designPattern = `\\b(?:${DESIGNS.join('|')}|${DESIGNS.map(capitalised).join('|')})\\b`;
  const words = [...policies, ...camelCased].map(wordPattern);
  return new RegExp([...words, designPattern, '\\bF\\d\\d\\b'].join('|'), 'g');
}

function namesIn({ path, text }: Source, forbidden: RegExp): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, at) =>
      [...line.matchAll(forbidden)].map(([name]) => `${path}:${at + 1} names ${name}`),
    );
}

/** One line for each broken rule. */
function broken(sources: readonly Source[], policies: readonly string[]): readonly string[] {
  const forbidden = forbiddenNames(policies);
  return sources.flatMap((source) => {
    const from = layerOf(source.path);
    if (from === undefined) return [];
    const imports = importsOf(source).map((specifier) => brokenImport(source, from, specifier));
    const names = UNKNOWING_LAYERS.includes(from) ? namesIn(source, forbidden) : [];
    return [...imports.filter((line) => line !== undefined), ...names];
  });
}

function sourcesIn(folder: string): readonly Source[] {
  const absolute = join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => path.endsWith('.ts'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

function allSources(): readonly Source[] {
  const index = join(ROOT, 'index.ts');
  const top = existsSync(index) ? [{ path: 'index.ts', text: readFileSync(index, 'utf8') }] : [];
  return [...Object.keys(MAY_IMPORT).flatMap(sourcesIn), ...top];
}

/** What the policies call themselves: `name: 'fixed-delay'`. */
function policyNames(): readonly string[] {
  return sourcesIn('impl/policies').flatMap(({ text }) =>
    [...text.matchAll(/\b(?:id|name)\s*[:=]\s*['"]([\w-]+)['"]/g)].map((match) => match[1] ?? ''),
  );
}

/** The rule under test, on a file that is not there. `$` keeps this file's own samples apart. */
function brokenBy(path: string, text: string): readonly string[] {
  return broken([{ path, text: text.replaceAll('$', '') }], ['flat', 'doubling-delay']);
}

describe('this project', () => {
  test('every import follows an arrow, and model and explore know no design', () => {
    expect(broken(allSources(), policyNames())).toEqual([]);
  });

  test('the command line imports no command before it is called', () => {
    const main = readFileSync(join(ROOT, 'cli/main.ts'), 'utf8');
    expect(main).toMatch(/import\('\.\/check-command\.ts'\)/);
    expect(main).not.toMatch(/\bfrom '\.\/[\w-]+-command\.ts'/);
  });
});

describe('the checker of the arrows', () => {
  const refused: readonly (readonly [path: string, text: string])[] = [
    ['model/range.ts', `import { x } fr$om '../impl/kernel/clock.ts';`],
    ['model/range.ts', `import { x } fr$om 'fast-check';`],
    ['model/range.ts', `import { x } fr$om 'node:fs';`],
    ['model/range.ts', `import data fr$om '../package.json' with { type: 'json' };`],
    ['impl/a.ts', `import type { World } fr$om '../explore/world.ts';`],
    ['impl/kernel/a.ts', `import {\n  x,\n  y,\n} fr$om '../../report/text.ts';`],
    ['explore/a.ts', `export * fr$om '../report/text.ts';`],
    ['explore/a.ts', `imp$ort '../cli/main.ts';`],
    ['explore/a.ts', `const x = await imp$ort('../cli/main.ts');`],
    ['explore/a.ts', `new U$RL('../cli/worker.js', import.meta.url)`],
    ['report/a.ts', `import { x } fr$om '../index.ts';`],
    ['report/a.ts', `let x: imp$ort('../cli/main.ts').Options;`],
    ['cli/a.ts', `import { x } fr$om '../properties/arbitraries.ts';`],
    ['cli/a.ts', `import { x } fr$om '../bench/peers.ts';`],
    ['index.ts', `export { x } fr$om './cli/main.ts';`],
    ['index.ts', `export { x } fr$om './bench/main.ts';`],
    ['explore/a.ts', `import { test } fr$om 'vitest';`],
    ['bench/a.ts', `import { bench } fr$om 'vitest/node';`],
    ['report/a.ts', `import { test } fr$om '@fast-check/vitest';`],
  ];
  test.each(refused)('refuses in %s: %s', (path, text) => {
    expect(brokenBy(path, text)).toHaveLength(1);
  });

  const allowed: readonly (readonly [path: string, text: string])[] = [
    ['model/range.ts', `import type { Fact } fr$om './fact.ts';`],
    ['impl/tree/a.ts', `import type { Range } fr$om '../../model/range.ts';`],
    ['explore/a.ts', `import * as fc fr$om 'fast-check';`],
    ['cli/main.ts', `import { check } fr$om '../index.ts';\nimport '../report/text.ts';`],
    ['properties/a.test.ts', `import 'vitest';\nimport '../cli/main.ts';\nimport '../bench/a.ts';`],
    ['bench/a.ts', `import '../index.ts';\nimport '../cli/main.ts';`],
    ['vitest.config.ts', `import { defineConfig } fr$om 'vitest/config';`],
  ];
  test.each(allowed)('allows in %s: %s', (path, text) => {
    expect(brokenBy(path, text)).toEqual([]);
  });
});

describe('the checker of what must not be known', () => {
  const naming = [
    `design === 'llist'`,
    `// as the marker design does`,
    `const { mainline } = designs;`,
    `// Hardened: the simplest`,
    `the cause of F01`,
    `policy.name === 'flat'`,
    `// what doubling-delay promises`,
    `doublingDelay.next(state)`,
  ];
  test.each(naming)('refuses in model and explore: %s', (text) => {
    expect(brokenBy('model/a.ts', text)).toHaveLength(1);
    expect(brokenBy('explore/prove/a.ts', text)).toHaveLength(1);
    expect(brokenBy('impl/a.ts', text)).toEqual([]);
  });

  const innocent = ['a lock-free list', 'llistAdd', 'a flat array', '0xF12', 'F1', 'markers'];
  test.each(innocent)('allows in model and explore: %s', (text) => {
    expect(brokenBy('model/a.ts', text)).toEqual([]);
    expect(brokenBy('explore/a.ts', text)).toEqual([]);
  });
});
