import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contentKey } from './content-key.ts';

/** What a search can run of ours: no layer above these is imported by them. */
const LAYERS = ['model', 'abstraction', 'port', 'impl', 'explore'];
/** In these rooms lie designs, each in the file that has its name. */
const ROOMS_OF_DESIGNS = ['impl/designs', 'impl/bugs'];
/** These import every design, and only to find one by its name. */
const LISTS = ['impl/designs/known', 'impl/designs/published', 'impl/bugs/known'];

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
    this.#files = new Map(LAYERS.flatMap((layer) => filesBelow(root, layer)));
  }

  /** All that a search can run. */
  get all(): string {
    return this.#keyOf([...this.#files.keys()]);
  }

  /** All but the designs: what a search of any of them runs. */
  get engine(): string {
    this.#engine ??= this.#keyOf(this.#closure(this.#besideDesigns()));
    return this.#engine;
  }

  /** A design of ours with all that it imports; null: none lies where its name says. */
  design(name: string): string | null {
    const paths = ROOMS_OF_DESIGNS.map((room) => `${room}/${name}`);
    const path = paths.find((one) => this.#files.has(one) && !LISTS.includes(one));
    return path === undefined ? null : this.#keyOf(this.#closure([path]));
  }

  #besideDesigns(): readonly string[] {
    const isOfDesign = (path: string): boolean =>
      ROOMS_OF_DESIGNS.includes(dirname(path)) || path.startsWith('impl/bugs/');
    return [...this.#files.keys()].filter((path) => !isOfDesign(path));
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

function filesBelow(root: string, layer: string): readonly (readonly [string, OwnFile])[] {
  const names = readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' });
  return names.flatMap((name) => {
    if (!/(?<!\.d)\.[jt]s$/.test(name)) return [];
    const path = `${layer}/${name.replaceAll('\\', '/')}`;
    const text = readFileSync(join(root, path), 'utf8');
    return [[withoutExtension(path), { text, imports: importsOf(path, text) }] as const];
  });
}

/** Each string that is a relative path may be what is imported. At worst the key has more in it. */
function importsOf(path: string, text: string): readonly string[] {
  return [...text.matchAll(/['"](?<to>\.{1,2}\/[^'"\n]+\.[jt]s)['"]/g)].map(({ groups }) =>
    withoutExtension(normalize(join(dirname(path), groups?.['to'] ?? '')).replaceAll('\\', '/')),
  );
}

function withoutExtension(path: string): string {
  return path.replace(/\.[jt]s$/, '');
}
