import { join } from 'node:path';
import type { Hunted } from '../../explore/studies/bugs/attempt.ts';
import { huntAll } from '../../explore/studies/bugs/hunt-all.ts';
import { isPolicyBugCaught, judgePolicyBug } from '../../explore/studies/bugs/judge-policy.ts';
import { scopeOfBug } from '../../explore/studies/bugs/scope-of-bug.ts';
import { ENGINES } from '../../explore/checking/check-plan.ts';
import { formatRun } from '../../explore/run/run-file.ts';
import { policyBugs } from '../../impl/bugs/policies/known.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { designNames } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatBug } from '../../report/bugs/bug.ts';
import { formatEngines } from '../../report/bugs/engine-strength.ts';
import { formatNeeded } from '../../report/bugs/needed-properties.ts';
import { formatBugsTable } from '../../report/bugs/bugs-table.ts';
import { formatPolicyBugs } from '../../report/bugs/policy-bugs.ts';
import { columnOf, expectedSignatures } from '../../report/verdicts/expected.ts';
import type { BugsFlags } from '../arguments/bugs-flags.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { requireFolder } from '../files/folders.ts';
import { writeText } from '../files/text-files.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { print } from '../process/standard-output.ts';
import { StatusLine } from '../process/status-line.ts';
import { UserError } from '../process/user-error.ts';

const RUNS_MAX = 1_000_000;
const STATES_MAX = 5_000_000;

/** `iova-check bugs [BUG...]`: whether the suite catches seeded bugs; all of them without names. */
export async function bugsCommand(names: readonly string[], flags: BugsFlags): Promise<ExitCode> {
  const bugs = named(names, seededBugs, ({ design }) => design.name);
  const policies = named(names, policyBugs, ({ policy }) => policy.name).map(judgePolicyBug);
  const unknown = names.find((name) => !isKnown(name));
  if (unknown !== undefined) {
    throw new UserError(
      `there is no bug ${JSON.stringify(unknown)}; \`iova-check list bugs\` lists all`,
    );
  }
  if (flags.out !== undefined) requireFolder(flags.out);
  const engines = flags.engine === undefined ? ENGINES : [flags.engine];
  const expected = readExpectedFile();
  const { time: seconds, seed, jobs, out } = flags;
  const limits = { seconds, seed, runs: RUNS_MAX, maxStates: STATES_MAX };
  const hunts = bugs.map((bug) => {
    const { callers } = scopeOfBug(bug);
    const column = columnOf(expected, { ...designNames(bug.base), callers });
    const known = column === undefined ? [] : expectedSignatures([column]);
    return {
      bug: bug.design.name,
      engines,
      known: known.map(({ signature }) => signature),
      limits,
    };
  });
  const line = new StatusLine();
  const hunted = await huntAll(hunts, jobs, (one, done) => {
    const text = `${done} of ${bugs.length}: ${one.bug}`;
    if (line.isVisible) line.show(text);
    else line.say(text);
    const bug = bugs.find(({ design }) => design.name === one.bug);
    // At once, so that an interruption does not lose what was caught.
    if (out !== undefined && bug !== undefined) writeCaught(out, bug, one);
  });
  line.clear();
  if (flags.json === true) {
    print(`${JSON.stringify({ version: 1, designs: hunted, policies }, null, 2)}\n`);
  } else {
    const parts = [
      ...(names.length > 0 ? bugs.map((bug, at) => formatBug(bug, hunted[at] as Hunted)) : []),
      ...(bugs.length > 0 ? [formatBugsTable(hunted), formatEngines(hunted, engines)] : []),
      ...(policies.length > 0 ? [formatPolicyBugs(policies)] : []),
      ...(names.length === 0 && engines.includes('shortest')
        ? [formatNeeded(bugs, hunted, allProperties)]
        : []),
    ];
    print(parts.join('\n'));
  }
  const codes = hunted.map(codeOf);
  return worst([policies.every(isPolicyBugCaught) ? EXIT.ok : EXIT.violated, ...codes]);
}

/** An engine that does not judge the property of the bug has missed nothing. */
function codeOf({ attempts }: Hunted): ExitCode {
  if (attempts.length === 0 || attempts.some(({ caught }) => caught !== null)) return EXIT.ok;
  return attempts.every(({ bound }) => bound !== null) ? EXIT.inconclusive : EXIT.violated;
}

/** Those of these names; all without names. */
function named<T>(
  names: readonly string[],
  bugs: readonly T[],
  nameOf: (bug: T) => string,
): readonly T[] {
  return names.length === 0 ? bugs : bugs.filter((bug) => names.includes(nameOf(bug)));
}

function isKnown(name: string): boolean {
  return (
    seededBugs.some(({ design }) => design.name === name) ||
    policyBugs.some(({ policy }) => policy.name === name)
  );
}

/** The run of the engine that finds shortest ones, or of the first engine that has one. */
function writeCaught(folder: string, bug: SeededBug, { attempts }: Hunted): void {
  const own = attempts.filter(({ caught }) => caught !== null);
  const best = own.find(({ engine }) => engine === 'shortest') ?? own[0];
  if (best === undefined || best.caught === null) return;
  const { design, caughtBy: property, changes: note } = bug;
  const { signature, reported } = best.caught;
  const { scope, actions } = reported;
  const run = { ...designNames(design), scope, expect: { property, signature }, note, actions };
  writeText(join(folder, `${design.name}.json`), formatRun(run));
}
