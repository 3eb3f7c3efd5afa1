/** Checks the arrows of `arrows.ts`, and that layers do not name what they must not know. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  BROWSER,
  DESIGNS,
  JUDGED_LAYERS,
  KNOWS_ONLY,
  MAY_IMPORT,
  ROOMS,
  SEEDED_BUGS,
  UNKNOWING_LAYERS,
} from './arrows.ts';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Names that some layers must not use. */
export interface Names {
  readonly policies: readonly string[];
  readonly properties: readonly string[];
}

export interface Source {
  /** Relative to the root, with `/`. */
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

/**
 * The layer of a file: `impl` for `impl/kernel/clock.ts`, `index` for `index.ts`, `vitest` for
 * `vitest.ts`, none for `vitest.config.ts`.
 */
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
    const mayUseVitest = from === 'properties' || (from === 'vitest' && specifier === 'vitest');
    return ofVitest && !mayUseVitest ? `${says}: only properties does` : undefined;
  }
  const target = posix.join(posix.dirname(source.path), specifier);
  const to = layerOf(target);
  const known = Object.entries(KNOWS_ONLY).find(([folder]) => source.path.startsWith(folder));
  if (known !== undefined && !target.startsWith(known[0])) {
    const may = known[1].some((place) => target.startsWith(place));
    if (!may) return `${says}: ${known[0]} knows nothing of it`;
  }
  if (to === from) return brokenRoom(source.path, target, says);
  if (to === undefined) return from === 'model' ? `${says}: outside model` : undefined;
  return MAY_IMPORT[from]?.includes(to) ? undefined : `${says}: no arrow from ${from} to ${to}`;
}

/**
 * The room of a file within a folder: `explore/engines/lasso/scene.ts` is in room `lasso` of
 * `explore/engines`; null: it is in none.
 */
export function roomOf(folder: string, path: string): string | null {
  if (!path.startsWith(`${folder}/`)) return null;
  const [room, ...rest] = path.slice(folder.length + 1).split('/');
  return room === undefined || rest.length === 0 ? null : room;
}

function brokenRoom(source: string, target: string, says: string): string | undefined {
  for (const [folder, rooms] of Object.entries(ROOMS)) {
    const from = roomOf(folder, source);
    if (from === null) continue;
    if (!rooms.includes(from)) return `${source}: ${folder} has no room ${from}`;
    if (!target.startsWith(`${folder}/`)) continue;
    const to = roomOf(folder, target);
    if (to === null) return `${says}: it is in no room of ${folder}`;
    const may = rooms.slice(0, rooms.indexOf(from) + 1).includes(to);
    if (!may) return `${says}: no arrow from room ${from} to ${to}`;
  }
  return undefined;
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

/**
 * A pattern that finds the name. If the name of a policy is a plain English word, only quotes make
 * it a name.
 */
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
export function broken(sources: readonly Source[], names: Names): readonly string[] {
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

export function sourcesIn(folder: string): readonly Source[] {
  const absolute = join(ROOT, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}
