/**
 * The arrows of the design, one way: between the layers, as `MAY_IMPORT` has them, and between the
 * rooms of a layer, as `ROOMS` has them. `properties` sees all and nothing sees it; `bench` likewise.
 * The suite must not know what it is looking for, so `UNKNOWING_LAYERS` name no design, no policy
 * and no finding. What is judged must not know its judges, so `impl` names no property, except that
 * a seeded bug says what catches it. What is in `BROWSER` must also run in a browser.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allProperties } from '../../model/properties/all.ts';

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
/**
 * The rooms of a layer: each imports itself and rooms before it only. Files that are in no room, as
 * `cli/main.ts`, may import any room, and no room imports them.
 */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  cli: ['process', 'files', 'arguments', 'pipeline', 'commands'],
};
/** Most files of a room. */
const ROOM_MAX = 25;
/** Folders that import nothing of Node. */
const BROWSER = [
  'model/',
  'abstraction/',
  'port/',
  'impl/',
  'explore/state-space/',
  'explore/run/',
  'explore/world/',
  'explore/shrinking/',
  'explore/engines/',
  'explore/minimal/',
  'explore/contract/',
];
const DESIGNS = ['llist', 'marker', 'mainline', 'hardened'];
const UNKNOWING_LAYERS = ['model', 'abstraction', 'port', 'explore'];
const JUDGED_LAYERS = ['abstraction', 'port', 'impl'];
const SEEDED_BUGS = 'impl/bugs/';

/** What some layers must not name. */
interface Names {
  readonly policies: readonly string[];
  readonly properties: readonly string[];
}

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
    if (specifier.startsWith('node:') && BROWSER.some((folder) => source.path.startsWith(folder))) {
      return `${says}: it must run in a browser`;
    }
    if (from === 'model') return `${says}: model imports nothing from outside`;
    const ofVitest = /^(?:@[^/]+\/)?vitest\b/.test(specifier);
    return ofVitest && from !== 'properties' ? `${says}: only properties does` : undefined;
  }
  const target = posix.join(posix.dirname(source.path), specifier);
  const to = layerOf(target);
  if (to === from) return brokenRoom(from, source.path, target, says);
  if (to === undefined) return from === 'model' ? `${says}: outside model` : undefined;
  return MAY_IMPORT[from]?.includes(to) ? undefined : `${says}: no arrow from ${from} to ${to}`;
}

/** `cli/files/folders.ts` is in `files`, `cli/main.ts` in none. */
function roomOf(path: string): string | null {
  const [, room, ...rest] = path.split('/');
  return room === undefined || rest.length === 0 ? null : room;
}

function brokenRoom(
  layer: string,
  source: string,
  target: string,
  says: string,
): string | undefined {
  const rooms = ROOMS[layer];
  const from = roomOf(source);
  if (rooms === undefined || from === null) return undefined;
  const to = roomOf(target);
  if (!rooms.includes(from)) return `${source}: ${layer} has no room ${from}`;
  if (to === null) return `${says}: it is in no room`;
  return rooms.slice(0, rooms.indexOf(from) + 1).includes(to)
    ? undefined
    : `${says}: no arrow from room ${from} to ${to}`;
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
function broken(sources: readonly Source[], names: Names): readonly string[] {
  const forbidden = forbiddenNames(names.policies);
  const propertyIds = new RegExp(`\\b(?:${names.properties.join('|')})\\b`, 'g');
  return sources.flatMap((source) => {
    const from = layerOf(source.path);
    if (from === undefined) return [];
    const imports = importsOf(source).map((specifier) => brokenImport(source, from, specifier));
    const isJudged = JUDGED_LAYERS.includes(from) && !source.path.startsWith(SEEDED_BUGS);
    return [
      ...imports.filter((line) => line !== undefined),
      ...(UNKNOWING_LAYERS.includes(from) ? namesIn(source, forbidden) : []),
      ...(isJudged ? namesIn(source, propertyIds) : []),
    ];
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

/** What the files of a folder call themselves: `name: 'fixed-delay'`. */
function namesOf(folder: string): readonly string[] {
  return sourcesIn(folder).flatMap(({ text }) =>
    [...text.matchAll(/\b(?:id|name)\s*[:=]\s*['"]([\w-]+)['"]/g)].map((match) => match[1] ?? ''),
  );
}

function allNames(): Names {
  return { policies: namesOf('impl/policies'), properties: namesOf('model/properties') };
}

/** The rule under test, on a file that is not there. `$` keeps this file's own samples apart. */
function brokenBy(path: string, text: string): readonly string[] {
  const names = { policies: ['flat', 'doubling-delay'], properties: ['OWN-1', 'LCK-1'] };
  return broken([{ path, text: text.replaceAll('$', '') }], names);
}

describe('this project', () => {
  test('every import follows an arrow, explore knows no design, and impl no property', () => {
    expect(broken(allSources(), allNames())).toEqual([]);
  });

  test('the names are found', () => {
    const { policies, properties } = allNames();
    expect(policies).toContain('flat-10ms');
    expect(properties.toSorted()).toEqual(allProperties.map(({ id }) => id).toSorted());
  });

  test('every layer with rooms has those and no others, none of them large', () => {
    for (const [layer, rooms] of Object.entries(ROOMS)) {
      const all = sourcesIn(layer).flatMap(({ path }) => roomOf(path) ?? []);
      expect(new Set(all)).toEqual(new Set(rooms));
      const large = rooms.filter((room) => all.filter((one) => one === room).length > ROOM_MAX);
      expect(large).toEqual([]);
    }
  });

  test('every folder that must run in a browser is there', () => {
    expect(BROWSER.filter((folder) => sourcesIn(folder).length === 0)).toEqual([]);
  });

  test('the command line imports no command before it is called', () => {
    const main = readFileSync(join(ROOT, 'cli/main.ts'), 'utf8');
    expect(main).toMatch(/import\('\.\/commands\/check\.ts'\)/);
    expect(main).not.toMatch(/\bfrom '\.\/commands\//);
  });

  test('one file of the command line writes to standard output, and one room to files', () => {
    const printing = sourcesIn('cli').filter(({ text }) => text.includes('process.stdout'));
    expect(printing.map(({ path }) => path)).toEqual(['cli/process/standard-output.ts']);
    const ofFiles = sourcesIn('cli').filter(({ text }) => /\bfrom 'node:fs/.test(text));
    expect(new Set(ofFiles.map(({ path }) => roomOf(path)))).toEqual(new Set(['files']));
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
    ['impl/kernel/a.ts', `import { join } fr$om 'node:path';`],
    ['explore/engines/lasso/a.ts', `import { join } fr$om 'node:path';`],
    ['cli/process/a.ts', `import { x } fr$om '../files/text-files.ts';`],
    ['cli/arguments/a.ts', `import type { X } fr$om '../commands/check.ts';`],
    ['cli/pipeline/a.ts', `const x = await imp$ort('../commands/check.ts');`],
    ['cli/commands/a.ts', `imp$ort '../main.ts';`],
    ['cli/elsewhere/a.ts', `imp$ort '../process/exit-code.ts';`],
  ];
  test.each(refused)('refuses in %s: %s', (path, text) => {
    expect(brokenBy(path, text)).toHaveLength(1);
  });

  const allowed: readonly (readonly [path: string, text: string])[] = [
    ['model/range.ts', `import type { Fact } fr$om './fact.ts';`],
    ['impl/tree/a.ts', `import type { Range } fr$om '../../model/range.ts';`],
    ['explore/a.ts', `import * as fc fr$om 'fast-check';`],
    ['explore/loading/a.ts', `import { join } fr$om 'node:path';`],
    ['cli/commands/a.ts', `imp$ort './shown-run.ts';\nimport '../arguments/side-ref.ts';`],
    ['cli/commands/a.ts', `imp$ort '../pipeline/b.ts';\nimport '../../report/text/item.ts';`],
    ['cli/main.ts', `imp$ort('./commands/check.ts');`],
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

  const judging = [`kernel.misuse('LCK-1', what)`, '/** Breaks OWN-1. */'];
  test.each(judging)('refuses in impl, outside seeded bugs: %s', (text) => {
    for (const path of ['impl/kernel/a.ts', 'abstraction/a.ts', 'port/a.ts']) {
      expect(brokenBy(path, text)).toHaveLength(1);
    }
    for (const path of ['impl/bugs/a.ts', 'model/a.ts', 'explore/a.ts']) {
      expect(brokenBy(path, text)).toEqual([]);
    }
  });

  test.each(['LCK-10', 'BLCK-1', 'UTF-8'])('allows in impl: %s', (text) => {
    expect(brokenBy('impl/a.ts', text)).toEqual([]);
  });
});
