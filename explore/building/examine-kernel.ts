import { existsSync } from 'node:fs';
import { BACKINGS } from './backing.ts';
import { fileOfModule } from './build-cache.ts';
import { buildTools, toolVersions } from './build-tools.ts';
import {
  kernelFiles,
  kernelTree,
  type FoundKernel,
  readKernelTree,
  readOfKernel,
} from './kernel-tree.ts';
import { standInHeaders, withStandIns } from './stand-ins.ts';

/** What a kernel tree has of what a check needs. */
export interface KernelExamination {
  /** "DIR" or "DIR@REVISION" */
  readonly as: string;
  /** Null: the files that lie in the folder. */
  readonly commit: string | null;
  /** "6.12.4"; null: there is no top-level Makefile that says it. */
  readonly version: string | null;
  /** The trees of which `iova.h` includes the header. */
  readonly trees: readonly string[];
  readonly files: readonly { readonly path: string; readonly isThere: boolean }[];
  /** The includes of headers that have no stand-in, as "drivers/iommu/iova.c:9 includes <...>". */
  readonly strange: readonly string[];
  /** Where the compiled module is kept; null: it is not compiled yet. */
  readonly module: string | null;
}

/** The files whose includes are listed. */
const INCLUDING = ['drivers/iommu/iova.c', 'include/linux/iova.h'] as const;

/**
 * Looks at the kernel tree of that name. Nothing is compiled.
 * @throws UnloadableKernel if there is no such folder or revision
 */
export async function examineKernel(name: string): Promise<KernelExamination> {
  const tree = kernelTree(name);
  const files = kernelFiles(tree).map((path) => ({
    path,
    isThere: readOfKernel(tree, path) !== null,
  }));
  const includes = INCLUDING.flatMap((path) => includesOf(path, readOfKernel(tree, path) ?? ''));
  const known = new Set([...kernelFiles(tree), ...standInHeaders()]);
  const strange = includes.filter(({ header }) => !known.has(`include/${header}`));
  const ofHeader = includes.filter(({ path }) => path === INCLUDING[1]);
  return {
    as: tree.as,
    commit: tree.commit,
    version: versionIn(readOfKernel(tree, 'Makefile') ?? ''),
    trees: ofHeader.flatMap(({ header }) => BACKINGS[header]?.inWords ?? []),
    files,
    strange: strange.map(({ path, line, header }) => `${path}:${line} includes <${header}>`),
    module: files.every(({ isThere }) => isThere) ? await moduleOf(tree) : null,
  };
}

interface Include {
  readonly path: string;
  readonly line: number;
  readonly header: string;
}

function includesOf(path: string, text: string): readonly Include[] {
  return text.split('\n').flatMap((code, at) => {
    const header = /^\s*#\s*include\s*[<"](?<header>[^>"]+)[>"]/.exec(code)?.groups?.['header'];
    return header === undefined ? [] : [{ path, line: at + 1, header }];
  });
}

/** The version that a top-level Makefile says. */
function versionIn(makefile: string): string | null {
  const parts = ['VERSION', 'PATCHLEVEL', 'SUBLEVEL'].map(
    (name) => new RegExp(`^${name} *= *(\\d+)`, 'm').exec(makefile)?.[1],
  );
  return parts[0] === undefined ? null : parts.filter((part) => part !== undefined).join('.');
}

async function moduleOf(tree: FoundKernel): Promise<string | null> {
  const tools = await buildTools();
  if (tools.some(({ wrong }) => wrong !== null)) return null;
  const { sources } = withStandIns(readKernelTree(tree));
  const file = fileOfModule(sources, await toolVersions(tree.as));
  return existsSync(file) ? file : null;
}
