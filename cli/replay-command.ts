import { blameFile } from '../explore/faulty-design.ts';
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

/** `iova-check replay FILE...`: tells each run, and whether it shows what it says. */
export async function replayCommand(
  files: readonly string[],
  flags: { readonly design?: string },
): Promise<ExitCode> {
  const runs = files.map((file) => ({ file, run: readRun(readText(file), file) }));
  const codes: ExitCode[] = [];
  for (const { file, run } of runs) {
    const design = await loadDesign(flags.design ?? run.design);
    // What it shows on another design is for the reader to see.
    const tried: Run =
      flags.design === undefined
        ? run
        : { ...run, design: design.name, policy: design.policy, expect: null };
    const happenings: Happening[] = [];
    const replayed = blameFile(flags.design ?? run.design, () =>
      replay(design, tried, allProperties, (step) => happenings.push(step)),
    );
    const example = { run: tried, happenings, properties: allProperties, fileName: file };
    const colour = process.stdout.isTTY;
    process.stdout.write(`${formatCounterexample(example, { colour })}\n`);
    const ending = endingOf(replayed, flags.design !== undefined);
    process.stdout.write(`${file}: ${ending.says}\n`);
    codes.push(ending.code);
  }
  return worst(codes);
}

function endingOf(
  replayed: Replayed,
  onOther: boolean,
): { readonly says: string; readonly code: ExitCode } {
  switch (replayed.kind) {
    case 'as expected':
      return { says: onOther ? 'breaks nothing here' : 'shows what it says', code: EXIT.ok };
    case 'shows something else': {
      const found = replayed.found.length === 0 ? 'nothing' : replayed.found.join('; ');
      if (onOther) return { says: `here it breaks ${found}`, code: EXIT.violated };
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
  flags: { readonly out?: string },
): Promise<ExitCode> {
  const run = readRun(readText(file), file);
  const design = await loadDesign(run.design);
  const { expect } = run;
  if (expect === null)
    throw new UserError(`${file}: the run is to break nothing; nothing to shrink`);
  const replayed = replay(design, run, allProperties);
  if (replayed.kind !== 'as expected') {
    process.stderr.write(`${file}: ${endingOf(replayed, false).says}\n`);
    return EXIT.run;
  }
  const { execution, evaluations } = shrinkTo(
    design,
    allProperties,
    replayed.execution,
    expect.signature,
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
