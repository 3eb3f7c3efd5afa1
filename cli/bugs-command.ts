import { join } from 'node:path';
import type { Attempt } from '../explore/bugs/attempt.ts';
import { huntAll } from '../explore/bugs/hunt-all.ts';
import type { HuntJob } from '../explore/bugs/hunt-worker.ts';
import { scopeOfBug } from '../explore/bugs/scope-of-bug.ts';
import type { Engine } from '../explore/check-plan.ts';
import { namesOf } from '../explore/run.ts';
import { formatRun } from '../explore/run-file.ts';
import { seededBugs } from '../impl/bugs/known.ts';
import type { SeededBug } from '../impl/bugs/seeded-bug.ts';
import { formatBugs } from '../report/bugs-table.ts';
import { readExpected, signaturesOf } from '../report/expected.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';
import { UserError } from './user-error.ts';

/** Options of `iova-check bugs`. */
export interface BugsFlags {
  readonly engine?: Engine;
  readonly seed: number;
  /** Seconds, for each engine on each bug. */
  readonly time: number;
  readonly jobs: number;
  readonly out?: string;
}

const ENGINES: readonly Engine[] = ['random', 'shortest', 'exhaustive'];

/** `iova-check bugs [ID...]`: whether the suite catches what was seeded; all without names. */
export async function bugsCommand(names: readonly string[], flags: BugsFlags): Promise<ExitCode> {
  const bugs = names.length === 0 ? seededBugs : names.map(bugOf);
  if (flags.out !== undefined) makeFolder(flags.out);
  const engines = flags.engine === undefined ? ENGINES : [flags.engine];
  const expected = readExpected(readText(packageFile('expected.json')), 'expected.json');
  const { time: seconds, seed } = flags;
  const limits = { seconds, seed, runs: 1_000_000, maxStates: 5_000_000 };
  const hunts = bugs.flatMap((bug): readonly HuntJob[] => {
    const known = signaturesOf(expected, bug.base.name, scopeOfBug(bug).callers);
    return engines.map((engine) => ({ bug: bug.design.name, engine, known, limits }));
  });
  const attempts = await huntAll(hunts, flags.jobs, (attempt, done) => {
    if (attempt === null || !process.stderr.isTTY) return;
    process.stderr.write(`\r${done} of ${hunts.length}: ${attempt.bug}, ${attempt.engine}\x1b[K`);
  });
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  const made = attempts.filter((attempt) => attempt !== null);
  if (flags.out !== undefined) writeCaught(flags.out, bugs, made);
  process.stdout.write(formatBugs(bugs, made));
  const caught = (bug: SeededBug): boolean =>
    made.some((attempt) => attempt.bug === bug.design.name && attempt.caught !== null);
  return bugs.every(caught) ? EXIT.ok : EXIT.violated;
}

function bugOf(name: string): SeededBug {
  const bug = seededBugs.find(({ design }) => design.name === name);
  if (bug !== undefined) return bug;
  throw new UserError(`no bug is called ${JSON.stringify(name)}; \`iova-check list bugs\` has all`);
}

/** Of each bug the run of the engine that found the simplest: the shortest one, if it was asked. */
function writeCaught(
  folder: string,
  bugs: readonly SeededBug[],
  attempts: readonly Attempt[],
): void {
  for (const { design, caughtBy, changes } of bugs) {
    const own = attempts.filter(({ bug, caught }) => bug === design.name && caught !== null);
    const best = own.find(({ engine }) => engine === 'shortest') ?? own[0];
    if (best?.caught === null || best?.caught === undefined) continue;
    const { signature, reported } = best.caught;
    const { scope, actions } = reported;
    const expect = { property: caughtBy, signature };
    const run = { ...namesOf(design), scope, expect, note: changes, actions };
    writeText(join(folder, `${design.name}.json`), formatRun(run));
  }
}
