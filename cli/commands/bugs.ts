import { join } from 'node:path';
import { type Engine, ENGINES } from '../../explore/checking/check-plan.ts';
import type { Run } from '../../explore/run/run.ts';
import type { Hunted } from '../../explore/studies/bugs/attempt.ts';
import { caughtRun } from '../../explore/studies/bugs/caught-run.ts';
import { huntAll } from '../../explore/studies/bugs/hunt-all.ts';
import { judgePolicyBug } from '../../explore/studies/bugs/judge-policy.ts';
import { replay } from '../../explore/world/replay.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { propertiesWith } from '../../model/properties/all.ts';
import { seededBugs } from '../../impl/bugs/known.ts';
import { policyBugs } from '../../impl/bugs/policies/known.ts';
import type { SeededBug } from '../../impl/bugs/seeded-bug.ts';
import { didYouMean } from '../../port/nearest-name.ts';
import { formatBugsJson } from '../../report/bugs/bugs-json.ts';
import { concludeBugs } from '../../report/bugs/bugs-report.ts';
import { formatBugsText } from '../../report/bugs/bugs-text.ts';
import { knownOfBase } from '../../report/bugs/known-of-base.ts';
import type { BugsFlags } from '../arguments/bugs-flags.ts';
import { readExpectedFile } from '../files/expected-file.ts';
import { requireFolder } from '../files/folders.ts';
import { writeRun } from '../files/write-run.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
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
    const known = [
      ...seededBugs.map(({ design }) => design.name),
      ...policyBugs.map(({ policy }) => policy.name),
    ];
    throw new UserError(
      `there is no bug ${JSON.stringify(unknown)}; \`iova-check list bugs\` lists all` +
        didYouMean(unknown, known),
    );
  }
  if (flags.out !== undefined) requireFolder(flags.out);
  const engines = flags.engine === undefined ? ENGINES : [flags.engine];
  const hunted = await hunt(bugs, engines, flags);
  const report = { bugs, hunted, policies, engines, isSelection: names.length > 0 };
  print(flags.json === true ? formatBugsJson(report) : formatBugsText(report));
  return EXIT[concludeBugs(report)];
}

/** Hunts, says how far it has come, and writes the runs that catch bugs if a folder is named. */
async function hunt(
  bugs: readonly SeededBug[],
  engines: readonly Engine[],
  { time: seconds, seed, jobs, out }: BugsFlags,
): Promise<readonly Hunted[]> {
  const expected = readExpectedFile();
  const limits = { seconds, seed, runs: RUNS_MAX, maxStates: STATES_MAX };
  const hunts = bugs.map((bug) => {
    return { bug: bug.design.name, engines, known: knownOfBase(bug, expected), limits };
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
  return hunted;
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

function writeCaught(folder: string, bug: SeededBug, hunted: Hunted): void {
  const run = caughtRun(bug, hunted);
  if (run === null) return;
  const shows = ({ expect, ...kept }: Run): boolean => {
    if (expect === null) return false;
    const subject = twinSubject(bug.design, propertiesWith(expect.property));
    return replay(subject, { ...kept, expect }).kind === 'as expected';
  };
  writeRun(join(folder, `${bug.design.name}.json`), run, shows);
}
