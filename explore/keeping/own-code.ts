import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentKey } from './content-key.ts';

/** What a search of a design of ours can run: no layer above these is imported by them. */
const LAYERS = ['model', 'abstraction', 'port', 'impl', 'explore'];
/** A file of the user's can import these as well. */
const ENTRIES = ['report', 'index', 'vitest'];
/** Each design of ours lies here, in the file that has its name. */
const DESIGNS = 'impl/designs';
/** These are designs made of others. */
const BUGS = 'impl/bugs';
/** These import every design, and only to find one by its name. */
const LISTS = [`${DESIGNS}/known`, `${DESIGNS}/published`, `${BUGS}/known`];

/** A file of ours; paths have no extension, as sources and what is built of them differ there. */
interface OwnFile {
  readonly text: string;
  readonly imports: readonly string[];
}

/** Keys of our own code, by its content: a version number says nothing of a change in a clone. */
export class OwnCode {
  readonly #files: ReadonlyMap<string, OwnFile>;
  #engine: string | null = null;

  /** @param root the folder that has the layers */
  constructor(root: string = fileURLToPath(new URL('../../', import.meta.url))) {
    const names = [...LAYERS, ...ENTRIES].flatMap((name) => namesOf(root, name));
    this.#files = new Map(names.map((name) => [withoutExtension(name), fileOf(root, name)]));
  }

  /** All that a file of the user's can import. */
  get all(): string {
    return this.#keyOf([...this.#files.keys()]);
  }

  /** All but the designs: what a search of any of them runs. */
  get engine(): string {
    this.#engine ??= this.#keyOf(this.#closure(this.#besideDesigns()));
    return this.#engine;
  }

  /** A design of ours with all that it imports; null: it does not lie where its name says. */
  design(name: string): string | null {
    const path = `${DESIGNS}/${name}`;
    return this.#files.has(path) ? this.#keyOf(this.#closure([path])) : null;
  }

  #besideDesigns(): readonly string[] {
    const others = [...ENTRIES, DESIGNS, BUGS];
    return [...this.#files.keys()].filter(
      (path) => !others.some((other) => `${path}/`.startsWith(`${other}/`)),
    );
  }

  /** The files, and those that they import, and so on, but nothing by way of a list. */
  #closure(paths: readonly string[]): readonly string[] {
    const closed = new Set<string>();
    const open = [...paths];
    for (let path = open.pop(); path !== undefined; path = open.pop()) {
      const file = this.#files.get(path);
      if (file === undefined || closed.has(path) || LISTS.includes(path)) continue;
      closed.add(path);
      open.push(...file.imports);
    }
    return [...closed];
  }

  #keyOf(paths: readonly string[]): string {
    return contentKey(
      paths.toSorted().map((path) => [path, this.#files.get(path)?.text ?? ''] as const),
    );
  }
}

/** The files of a layer, or those of that name. */
function namesOf(root: string, name: string): readonly string[] {
  const folder = join(root, name);
  const below = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${name}/${file}`)
    : [`${name}.js`, `${name}.ts`].filter((file) => existsSync(join(root, file)));
  return below.filter((file) => /(?<!\.d)\.[jt]s$/.test(file));
}

function fileOf(root: string, name: string): OwnFile {
  const text = readFileSync(join(root, name), 'utf8');
  return { text, imports: importsOf(name, text) };
}

/** Each string that is a relative path may be what is imported. At worst the key has more in it. */
function importsOf(path: string, text: string): readonly string[] {
  return [...text.matchAll(/['"](?<to>\.{1,2}\/[^'"\n]+\.[jt]s)['"]/g)].map(({ groups }) =>
    withoutExtension(normalize(join(dirname(path), groups?.['to'] ?? ''))),
  );
}

function withoutExtension(path: string): string {
  return path.replace(/\.[jt]s$/, '');
}
