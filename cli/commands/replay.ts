import { blameFile } from '../../explore/loading/faulty-design.ts';
import { adaptRun, ownedActions } from '../../explore/world/adapt-run.ts';
import { type ReplayStep, replay, type Replayed } from '../../explore/world/replay.ts';
import { formatNames, type Run } from '../../explore/run/run.ts';
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
import { formatReplayFlags } from '../../report/reporters/replay-flags.ts';
import { COLUMNS_MAX, wrapText } from '../../report/text/wrap-text.ts';
import { type DesignFlags, readRunOnDesign, type RunOnDesign } from '../files/run-on-design.ts';
import { EXIT, type ExitCode, worst } from '../process/exit-code.ts';
import { isColourful, print } from '../process/standard-output.ts';
import { type Ending, ownEnding } from './replay-ending.ts';

/** `iova-check replay FILE...`: prints each run, and whether it shows what it says. */
export async function replayCommand(
  files: readonly string[],
  flags: DesignFlags,
): Promise<ExitCode> {
  // Every mistake is found before anything is printed.
  const runs: RunOnDesign[] = [];
  for (const file of files) runs.push(await readRunOnDesign(file, flags));
  return worst(runs.map(replayOne));
}

function replayOne(read: RunOnDesign): ExitCode {
  const { file, run, design, ref } = read;
  const own = designNames(design);
  const isForeign = own.design !== run.design || own.policy !== run.policy;
  const tried = isForeign ? adapted(read) : run;
  const steps: ReplayStep[] = [];
  const replayed = blameFile(ref, () =>
    replay(twinSubject(design, allProperties), tried, (step) => steps.push(step)),
  );
  const fileName = `${file}${formatReplayFlags(ref, run)}`;
  const example = {
    run: tried,
    steps,
    properties: allProperties,
    fileName,
    found: null,
  };
  print(`${formatCounterexample(example, { colour: isColourful() })}\n`);
  const { says, code } = isForeign ? foreignEnding(replayed, run) : ownEnding(replayed);
  const where = isForeign ? `on ${formatNames(own)}, whose steps may differ, it ` : '';
  print(`${wrapText(`${file}: ${where}${says}`, COLUMNS_MAX, '', '  ').join('\n')}\n`);
  return code;
}

/**
 * The run as far as it makes sense on another design: steps that the design does not have are left
 * out, and calls that take longer are finished.
 */
function adapted({ run, design, ref }: RunOnDesign): Run {
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
  const says = `breaks ${found.join('; ')}${same ? ', as the file says' : ''}`;
  return { says, code: EXIT.violated };
}
