import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a command wrote, and how it ended. */
export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command as a user would. */
export function iovaCheck(...args: readonly string[]): Ended {
  const { status, signal, stdout, stderr } = spawnSync('node', [MAIN, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status === null) throw new Error(`iova-check ${args.join(' ')}: ${signal}\n${stderr}`);
  return { status, out: stdout, err: stderr };
}
