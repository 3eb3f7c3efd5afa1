import type { BuildTool } from '../../explore/building/build-tools.ts';
import type { KernelExamination } from '../../explore/building/examine-kernel.ts';

const WIDTH = 12;

function rowsOf(title: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, at) => `${(at === 0 ? title : '').padEnd(WIDTH)}${line}`);
}

/** The commit of a file or a folder, in words. `isNamed`: of which one. */
function commitOfPlace(isNamed: boolean) {
  return ({ as, commit }: KernelExamination['places'][number]): string => {
    const which = commit ?? 'none: as it lies there';
    return isNamed ? `${as}: ${which}` : which;
  };
}

/** What a kernel tree has of what a check needs; lines. */
export function formatExamination(kernel: KernelExamination): string {
  const { as, places, version, trees, files, strange, module } = kernel;
  const refusals = strange.map((include) => `NO STAND-IN: ${include}`);
  const lines = [
    ...rowsOf('kernel', [as]),
    ...rowsOf('commit', places.map(commitOfPlace(places.length > 1))),
    ...rowsOf('version', [version ?? 'not known: there is no Makefile of a tree that says it']),
    ...rowsOf('allocator', [trees.join(' and ') || 'no tree that is known here']),
    ...rowsOf(
      'files',
      files.map(({ path, from }) => {
        if (from === null) return `${path} IS MISSING`;
        return from === path ? path : `${path} is ${from}`;
      }),
    ),
    ...rowsOf('headers', strange.length === 0 ? ['all others have a stand-in'] : refusals),
    ...rowsOf('compiled', [module ?? 'not yet']),
  ];
  return `${lines.join('\n')}\n`;
}

/** The tools that build a kernel's C, and the others whose versions matter; lines. */
export function formatTools(
  tools: readonly BuildTool[],
  others: Readonly<Record<string, string>>,
): string {
  const lines = [
    ...tools.flatMap(({ name, says, wrong }) =>
      rowsOf(name, [says ?? 'NOT FOUND', ...(wrong === null ? [] : [`NOT FIT: ${wrong}`])]),
    ),
    ...Object.entries(others).flatMap(([name, version]) => rowsOf(name, [version])),
  ];
  return `${lines.join('\n')}\n`;
}
