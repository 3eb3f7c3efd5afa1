import type { Design } from '../impl/designs/design.ts';
import { blameFile } from '../explore/faulty-design.ts';
import { follow, itemsOf } from '../explore/follower.ts';
import { loadDesign } from '../explore/load-design.ts';
import { type Happening, replay, type Replayed } from '../explore/replay.ts';
import type { Run } from '../explore/run.ts';
import { formatRun, readRun } from '../explore/run-file.ts';
import { shrinkTo } from '../explore/shrink.ts';
import { allProperties } from '../model/properties/all.ts';
import { formatCounterexample } from '../report/counterexample.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { readText, writeText } from './files.ts';
import { UserError } from './user-error.ts';

/** A run file and the design it is tried on. */
interface Trial {
  readonly file: string;
  readonly run: Run;
  readonly design: Design;
  /** How the design is called on the command line. */
  readonly designName: string;
}

/** Reads a run, to be tried on the design named, or on its own. */
async function trialOf(file: string, named: string | undefined): Promise<Trial> {
  const run = readRun(readText(file), file);
  const designName = named ?? run.design;
  return { file, run, designName, design: await loadDesign(designName) };
}

/** `iova-check replay FILE...`: tells each run, and whether it shows what it says. */
export async function replayCommand(
  files: readonly string[],
  flags: { readonly design?: string },
): Promise<ExitCode> {
  const trials: Trial[] = [];
  for (const file of files) trials.push(await trialOf(file, flags.design));
  return worst(trials.map(tellTrial));
}

function tellTrial(trial: Trial): ExitCode {
  const { file, run, design, designName } = trial;
  const foreign = design.name !== run.design;
  const tried = foreign ? onOtherDesign(trial) : run;
  const happenings: Happening[] = [];
  const replayed = blameFile(designName, () =>
    replay(design, tried, allProperties, (step) => happenings.push(step)),
  );
  const options = designName === run.design ? '' : ` --design ${designName}`;
  const fileName = `${file}${options}`;
  const example = { run: tried, happenings, properties: allProperties, fileName };
  const colour = process.stdout.isTTY;
  process.stdout.write(`${formatCounterexample(example, { colour })}\n`);
  const { says, code } = foreign ? foreignEnding(replayed, run) : ownEnding(replayed);
  const where = foreign ? `on ${design.name}, whose steps may be others, it ` : '';
  process.stdout.write(`${file}: ${where}${says}\n`);
  return code;
}

/**
 * The run as far as it makes sense there: steps that another design has not got are left out, and
 * calls that take longer are finished. What it shows is for the reader to see.
 */
function onOtherDesign({ run, design, designName }: Trial): Run {
  const { actions } = blameFile(designName, () =>
    follow(design, allProperties, run.scope, itemsOf(run.actions), null),
  );
  return { ...run, design: design.name, policy: design.policy, expect: null, actions };
}

interface Ending {
  readonly says: string;
  readonly code: ExitCode;
}

function foreignEnding(replayed: Replayed, run: Run): Ending {
  if (replayed.kind === 'as expected') return { says: 'breaks nothing', code: EXIT.ok };
  if (replayed.kind !== 'shows something else') return ownEnding(replayed);
  const { found } = replayed;
  const same = run.expect !== null && found.includes(run.expect.signature);
  return { says: `breaks ${same ? 'the same, ' : ''}${found.join('; ')}`, code: EXIT.violated };
}

function ownEnding(replayed: Replayed): Ending {
  switch (replayed.kind) {
    case 'as expected':
      return { says: 'shows what it says', code: EXIT.ok };
    case 'shows something else': {
      const found = replayed.found.length === 0 ? 'nothing' : replayed.found.join('; ');
      const expected = replayed.expected ?? 'nothing';
      return { says: `was to break ${expected}, but breaks ${found}`, code: EXIT.run };
    }
    case 'not followed':
      return {
        says: `cannot be followed: action ${replayed.action}: ${replayed.why}`,
        code: EXIT.run,
      };
    case 'not deterministic':
      return {
        says: `is not deterministic: action ${replayed.action}: ${replayed.why}`,
        code: EXIT.run,
      };
  }
}

/** `iova-check shrink FILE`: a simpler run that shows the same, on standard output or to a file. */
export async function shrinkCommand(
  file: string,
  flags: { readonly out?: string; readonly design?: string },
): Promise<ExitCode> {
  const { run, design, designName } = await trialOf(file, flags.design);
  const { expect } = run;
  if (expect === null) {
    throw new UserError(`${file}: the run is to break nothing; nothing to shrink`);
  }
  const replayed = blameFile(designName, () => replay(design, run, allProperties));
  if (replayed.kind !== 'as expected') {
    process.stderr.write(`${file}: ${ownEnding(replayed).says}\n`);
    return EXIT.run;
  }
  const { execution, evaluations } = blameFile(designName, () =>
    shrinkTo(design, allProperties, replayed.execution, expect.signature),
  );
  const text = formatRun({ ...run, actions: execution.actions });
  if (flags.out === undefined) process.stdout.write(text);
  else writeText(flags.out, text);
  const { calls, refusals, switches, steps } = execution.cost;
  process.stderr.write(
    `${file}: ${run.actions.length} steps -> ${steps} (${calls} calls, ${refusals} refusals, ` +
      `${switches} context switches), ${evaluations} runs tried\n`,
  );
  return EXIT.ok;
}
