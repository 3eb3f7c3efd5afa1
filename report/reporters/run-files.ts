import type { Run } from '../../explore/run/run.ts';
import type { ReportedResult } from './reported-result.ts';
import type { Output } from './output.ts';
import type { Reporter } from './reporter.ts';

/** Each reported run as a file in the folder. */
export function runFiles(folder: string): Reporter {
  return {
    prepare: () => [{ kind: 'folder', folder }],
    report: fileOfEach,
  };
}

/** Runs that share a file: the first one is written. */
function fileOfEach({ runs }: ReportedResult): readonly Output[] {
  const files = new Map<string, Run>();
  for (const { file, run } of runs.values()) {
    if (file !== null && !files.has(file)) files.set(file, run);
  }
  return [...files].map(([file, run]) => ({ kind: 'run', file, run }));
}
