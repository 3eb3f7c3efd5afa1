import { existsSync } from 'node:fs';
import { BACKINGS } from './backing.ts';
import { fileOfModule, keyOfModule } from './build-cache.ts';
import { buildTools, toolVersions } from './build-tools.ts';
import { type FoundKernel, kernelTree } from './found-kernel.ts';
import { kernelFiles, readKernelTree, type Source, sourceOf } from './kernel-tree.ts';
import { standInHeaders, withStandIns } from './stand-ins.ts';

/** What a kernel tree has of what a check needs. */
export interface KernelExamination {
  /** As the user has typed it. */
  readonly as: string;
  /** The user's file, and the folder of the tree; a commit is null: as it lies there. */
  readonly places: readonly { readonly as: string; readonly commit: string | null }[];
  /** "6.12.4"; null: there is no top-level Makefile that says it. */
  readonly version: string | null;
  /** The trees of which `iova.h` includes the header. */
  readonly trees: readonly string[];
  /** Each with where it is found; null: nowhere. */
  readonly files: readonly { readonly path: string; readonly from: string | null }[];
  /** The includes of headers that have no stand-in, as "drivers/iommu/iova.c:9 includes <...>". */
  readonly strange: readonly string[];
  /** Where the compiled module is kept; null: it is not compiled yet. */
  readonly module: string | null;
}

/** The files whose includes are listed. */
const INCLUDING = ['drivers/iommu/iova.c', 'include/linux/iova.h'] as const;

/**
 * Looks at the kernel tree of that name. Nothing is compiled.
 * @throws UnloadableKernel if there is no such file, folder or revision, or no allocator
 */
export async function examineKernel(name: string): Promise<KernelExamination> {
  const kernel = kernelTree(name);
  const files = kernelFiles(kernel).map((path) => ({
    path,
    from: sourceOf(kernel, path)?.from ?? null,
  }));
  const includes = INCLUDING.flatMap((path) => includesOf(path, sourceOf(kernel, path)));
  const known = new Set([...kernelFiles(kernel), ...standInHeaders()]);
  const strange = includes.filter(({ header }) => !known.has(`include/${header}`));
  const ofHeader = includes.filter(({ path }) => path === INCLUDING[1]);
  return {
    as: kernel.as,
    places: [kernel.file, kernel.tree].filter((place) => place !== null),
    // A Makefile beside the user's file is another one.
    version: versionIn(sourceOf({ ...kernel, file: null }, 'Makefile')?.text ?? ''),
    trees: ofHeader.flatMap(({ header }) => BACKINGS[header]?.inWords ?? []),
    files,
    strange: strange.map(({ from, line, header }) => `${from}:${line} includes <${header}>`),
    module: files.every(({ from }) => from !== null) ? await moduleOf(kernel) : null,
  };
}

interface Include {
  readonly path: string;
  readonly from: string;
  readonly line: number;
  readonly header: string;
}

function includesOf(path: string, source: Source | null): readonly Include[] {
  if (source === null) return [];
  const { text, from = path } = source;
  return text.split('\n').flatMap((code, at) => {
    const header = /^\s*#\s*include\s*[<"](?<header>[^>"]+)[>"]/.exec(code)?.groups?.['header'];
    return header === undefined ? [] : [{ path, from, line: at + 1, header }];
  });
}

/** The version that a top-level Makefile says. */
function versionIn(makefile: string): string | null {
  const parts = ['VERSION', 'PATCHLEVEL', 'SUBLEVEL'].map(
    (name) => new RegExp(`^${name} *= *(\\d+)`, 'm').exec(makefile)?.[1],
  );
  return parts[0] === undefined ? null : parts.filter((part) => part !== undefined).join('.');
}

async function moduleOf(kernel: FoundKernel): Promise<string | null> {
  const tools = await buildTools();
  if (tools.some(({ wrong }) => wrong !== null)) return null;
  const { sources } = withStandIns(readKernelTree(kernel));
  const file = fileOfModule(keyOfModule(sources, await toolVersions(kernel.as)));
  return existsSync(file) ? file : null;
}
