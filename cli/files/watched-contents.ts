import { readFileSync, realpathSync, statSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';

/** The text of each watched file, by its name; null: it cannot be read, as if it were not there. */
export type WatchedContents = ReadonlyMap<string, string | null>;

/** The named files, and those that they import by a relative path, and so on. */
export function watchedContents(names: readonly string[]): WatchedContents {
  const contents = new Map<string, string | null>();
  const open = [...names];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (contents.has(name)) continue;
    const file = read(name);
    contents.set(name, file?.text ?? null);
    if (file !== null) open.push(...importsOf(file));
  }
  return contents;
}

/** The names of the files whose text differs. */
export function changedFiles(before: WatchedContents, now: WatchedContents): readonly string[] {
  const names = new Set([...before.keys(), ...now.keys()]);
  return [...names].filter((name) => (before.get(name) ?? null) !== (now.get(name) ?? null));
}

interface ReadFile {
  readonly text: string;
  /** Not that of a link to the file: Node takes what is imported as relative to this one. */
  readonly folder: string;
}

/** Why a file cannot be read, the command itself says. */
function read(name: string): ReadFile | null {
  try {
    // A pipe is not read: it has its text only once.
    if (!statSync(name).isFile()) return null;
    return { text: readFileSync(name, 'utf8'), folder: dirname(realpathSync(name)) };
  } catch {
    return null;
  }
}

/** Each string that begins as a relative path may be what is imported. At worst more is watched. */
const RELATIVE_PATH = /['"`](\.{1,2}\/[^'"`?#\n]+)/g;

function importsOf({ text, folder }: ReadFile): readonly string[] {
  const paths = [...text.matchAll(RELATIVE_PATH)].map(([, path = '']) => path);
  return paths.map((path) => relative('', resolve(folder, path)));
}
