import { join } from 'node:path';
import type { Run } from '../explore/run.ts';
import { formatRun } from '../explore/run-file.ts';
import type { DesignResult, ViolationClass } from '../explore/verdict.ts';
import { writeText } from './files.ts';
import { runFileName } from './run-file-name.ts';

/** The run of a signature, as a file keeps it. */
export function runOf({ design, policy }: DesignResult, found: ViolationClass): Run {
  const [property = ''] = found.signature.split(' ', 1);
  const { scope, actions } = found.execution;
  const expect = { property, signature: found.signature };
  return { design, policy, scope, expect, note: null, actions };
}

/** Of each design and signature, the file that its run was written to. */
export type RunFiles = ReadonlyMap<string, string>;

/** A run for each signature; one that well-behaved callers show needs no careless ones. */
export function writeRuns(folder: string | undefined, results: readonly DesignResult[]): RunFiles {
  const files = new Map<string, string>();
  if (folder === undefined) return files;
  const names = new Set<string>();
  for (const result of results) {
    for (const { verdict } of result.verdicts) {
      if (verdict.kind !== 'violated') continue;
      for (const found of verdict.classes) {
        const subject = `${result.design} ${found.signature}`;
        if (files.has(subject)) continue;
        const base = runFileName(result.design, result.callers, found.signature);
        let name = base;
        for (let copy = 2; names.has(name); copy += 1) name = `${base}-${copy}`;
        names.add(name);
        files.set(subject, join(folder, `${name}.json`));
        writeText(join(folder, `${name}.json`), formatRun(runOf(result, found)));
      }
    }
  }
  return files;
}
