import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

const PREFIX = 'kernel:';

/** A file or a folder, as it is or as it is in a revision of its git repository. */
export interface PlaceRef {
  readonly path: string;
  /** Null: as it lies there. */
  readonly revision: string | null;
}

/** A kernel tree, or an allocator with the tree that it belongs to. */
export interface KernelRef {
  /** The file that is the allocator; null: that of the tree. */
  readonly file: PlaceRef | null;
  /** The top folder; null: all that is needed lies beside the file. */
  readonly tree: PlaceRef | null;
}

/**
 * The subject of a kernel tree, as commands take it: "kernel:DIR", "kernel:FILE" or
 * "kernel:FILE,DIR". After a file or a folder there may be "@REVISION".
 */
export function kernelName(tree: string): string {
  return `${PREFIX}${tree}`;
}

/** Whether the name of a subject is that of a kernel tree. */
export function isKernelName(name: string): boolean {
  return name.startsWith(PREFIX);
}

/** What the user has typed after "kernel:", for messages. */
export function typedName(name: string): string {
  return name.slice(PREFIX.length);
}

/**
 * The kernel of that name. Files, folders and revisions may have "@" and "," in their names: the
 * longest file that is there is meant, and the longest folder.
 */
export function kernelRef(name: string): KernelRef {
  const typed = typedName(name);
  if (!existsSync(typed)) {
    for (const comma of indexesOf(typed, ',').toReversed()) {
      const file = placeRef(typed.slice(0, comma));
      if (isFile(file.path)) return { file, tree: placeRef(typed.slice(comma + 1)) };
    }
  }
  const place = placeRef(typed);
  return isFile(place.path) ? withTreeAround(place) : { file: null, tree: place };
}

function placeRef(typed: string): PlaceRef {
  if (existsSync(typed)) return { path: typed, revision: null };
  const ats = indexesOf(typed, '@');
  const at = ats.findLast((end) => existsSync(typed.slice(0, end))) ?? ats[0];
  if (at === undefined) return { path: typed, revision: null };
  return { path: typed.slice(0, at), revision: typed.slice(at + 1) };
}

function indexesOf(text: string, character: string): readonly number[] {
  return [...text.matchAll(new RegExp(character, 'g'))].map(({ index }) => index);
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** A file in `drivers/iommu/` belongs to the tree in which it stands. */
function withTreeAround(file: PlaceRef): KernelRef {
  const folder = dirname(resolve(file.path));
  if (!folder.endsWith(join('/', 'drivers', 'iommu'))) return { file, tree: null };
  const tree = { path: join(dirname(file.path), '..', '..'), revision: file.revision };
  return basename(file.path) === 'iova.c' ? { file: null, tree } : { file, tree };
}

const LENGTH_MAX = 64;

/**
 * The name that runs of a kernel carry: letters, digits, ".", "_" and "-", at most 64.
 * @param path that of the file or the folder that the user named
 * @param version what distinguishes it from others of that name
 */
export function designNameOf(path: string, version: string): string {
  const base = basename(resolve(path)).replaceAll(/[^A-Za-z0-9._-]/g, '-');
  const end = `-${version}`;
  return `kernel-${base}`.slice(0, LENGTH_MAX - end.length) + end;
}

/** Whether the design is the C of a kernel, by the name that runs carry. */
export function isKernelDesign(design: string): boolean {
  return design.startsWith('kernel-');
}

/**
 * What the name of such a design says of its sources: two that say the same are the same C. Null:
 * nothing, as older run files.
 */
export function sourcesNamedIn(design: string): string | null {
  if (!isKernelDesign(design)) return null;
  return /-(?<version>(?:files-)?[0-9a-f]{12,40})$/.exec(design)?.groups?.['version'] ?? null;
}
