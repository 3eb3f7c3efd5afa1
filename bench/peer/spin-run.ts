import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PeerBounds } from './bounds.ts';

/** What Spin says of `iova.pml`. */
export interface SpinVerdict {
  readonly states: number;
  /** The time from the model to the verdict: Spin, the C compiler, and the search. */
  readonly seconds: number;
  /** The number of steps of the run that breaks an assertion; null: no run breaks one. */
  readonly steps: number | null;
}

/** Those of `spin` and `gcc` that cannot be started. */
export function missingTools(): readonly string[] {
  const asks = [
    ['spin', '-V'],
    ['gcc', '--version'],
  ] as const;
  return asks.flatMap(([tool, version]) =>
    spawnSync(tool, [version]).error === undefined ? [] : [tool],
  );
}

/** Runs Spin. @param fewest breadth first, for a shortest run; else depth first, which is faster */
export function runSpin({ drivers, calls, bug }: PeerBounds, fewest: boolean): SpinVerdict {
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-spin-'));
  try {
    copyFileSync(problemFile(), join(folder, 'iova.pml'));
    const run = (file: string, ...options: readonly string[]): string =>
      execFileSync(file, options, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    const defines = [`-DD=${drivers}`, `-DK=${calls}`, `-DBUG=${bug}`];
    const begin = performance.now();
    run('spin', ...(fewest ? ['-DNOHID=1'] : []), ...defines, '-a', 'iova.pml');
    const how = fewest ? ['-DBFS', '-DNOHID'] : [];
    run('gcc', '-O2', '-w', '-DSAFETY', ...how, '-o', 'pan', 'pan.c');
    const told = run(join(folder, 'pan'), '-m100000', '-w24');
    const seconds = (performance.now() - begin) / 1000;
    const depth = /\(at depth (\d+)\)/.exec(told)?.[1];
    if (depth === undefined && !told.includes('errors: 0')) throw new Error(`Spin says: ${told}`);
    return {
      states: Number(/(\S+) states, stored/.exec(told)?.[1]),
      seconds,
      // Spin counts from 0.
      steps: depth === undefined ? null : Number(depth) + 1,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The path of `iova.pml`. It is in `bench/`, even if this file runs from `dist`. */
function problemFile(): string {
  const file = join('bench', 'peer', 'iova.pml');
  let root = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(root, file)) && root !== dirname(root)) root = dirname(root);
  return join(root, file);
}
