import { designNames, twinSubject } from '../impl/twin/twin-subject.ts';
import { blameFile } from '../explore/loading/faulty-design.ts';
import { adaptRun, ownedActions } from '../explore/world/adapt-run.ts';
import { type ReplayStep, replay, type Replayed } from '../explore/world/replay.ts';
import { formatNames, type Run } from '../explore/run/run.ts';
import { allProperties } from '../model/properties/all.ts';
import { formatCounterexample } from '../report/counterexample/counterexample.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { type Ending, ownEnding } from './replay-ending.ts';
import { type DesignFlags, formatDesignFlags, type Trial, trialOf } from './trial.ts';

/** `iova-check replay FILE...`: tells each run, and whether it shows what it says. */
export async function replayCommand(
  files: readonly string[],
  flags: DesignFlags,
): Promise<ExitCode> {
  const trials: Trial[] = [];
  for (const file of files) trials.push(await trialOf(file, flags));
  return worst(trials.map(tellTrial));
}

function tellTrial(trial: Trial): ExitCode {
  const { file, run, design, ref } = trial;
  const own = designNames(design);
  const foreign = own.design !== run.design || own.policy !== run.policy;
  const tried = foreign ? onOtherDesign(trial) : run;
  const steps: ReplayStep[] = [];
  const replayed = blameFile(ref, () =>
    replay(twinSubject(design, allProperties), tried, (step) => steps.push(step)),
  );
  const fileName = `${file}${formatDesignFlags(ref, run)}`;
  const example = {
    run: tried,
    steps,
    properties: allProperties,
    fileName,
    found: null,
  };
  const colour = process.stdout.isTTY;
  process.stdout.write(`${formatCounterexample(example, { colour })}\n`);
  const { says, code } = foreign ? foreignEnding(replayed, run) : ownEnding(replayed);
  const where = foreign ? `on ${formatNames(own)}, whose steps may be others, it ` : '';
  process.stdout.write(`${file}: ${where}${says}\n`);
  return code;
}

/**
 * The run as far as it makes sense there: steps that another design has not got are left out, and
 * calls that take longer are finished. What it shows is for the reader to see.
 */
function onOtherDesign({ run, design, ref }: Trial): Run {
  const { actions } = blameFile(ref, () =>
    adaptRun(twinSubject(design, allProperties), run.scope, ownedActions(run.actions), null),
  );
  return { ...run, ...designNames(design), expect: null, actions };
}

function foreignEnding(replayed: Replayed, run: Run): Ending {
  if (replayed.kind === 'as expected') return { says: 'breaks nothing', code: EXIT.ok };
  if (replayed.kind !== 'shows something else') return ownEnding(replayed);
  const { found } = replayed;
  const same = run.expect !== null && found.includes(run.expect.signature);
  return { says: `breaks ${same ? 'the same, ' : ''}${found.join('; ')}`, code: EXIT.violated };
}
