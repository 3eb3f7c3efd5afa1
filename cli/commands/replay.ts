import { type Conclusion, gravest } from '../../report/conclusion/conclusion.ts';
import { formatCounterexample } from '../../report/counterexample/counterexample.ts';
import { formatReplayFlags } from '../../report/reporters/replay-flags.ts';
import { type DesignFlags, readRunOnDesign, type RunOnDesign } from '../files/run-on-design.ts';
import { EXIT, type ExitCode } from '../process/exit-code.ts';
import { isColourful, print } from '../process/standard-output.ts';
import { replayOne } from './replay-one.ts';

/** `iova-check replay FILE...`: prints each run, and whether it shows what it says. */
export async function replayCommand(
  files: readonly string[],
  flags: DesignFlags,
): Promise<ExitCode> {
  // Every mistake is found before anything is printed.
  const runs: RunOnDesign[] = [];
  for (const file of files) runs.push(await readRunOnDesign(file, flags));
  return EXIT[gravest(runs.map(printOne))];
}

function printOne(read: RunOnDesign): Conclusion {
  const { ending, subject, ...replayed } = replayOne(read);
  const fileName = `${read.file}${formatReplayFlags(read.ref, read.run)}`;
  const { properties } = subject;
  const example = { ...replayed, properties, fileName, found: null };
  print(`${formatCounterexample(example, { colour: isColourful() })}\n`);
  print(`${ending.says}\n`);
  return ending.conclusion;
}
