import { type DesignRef, loadDesign } from '../explore/load-design.ts';
import { type Happening, replay } from '../explore/replay.ts';
import type { DesignResult, ViolationClass } from '../explore/verdict.ts';
import { allProperties } from '../model/properties/all.ts';
import { formatCounterexample, type TextOptions } from '../report/counterexample.ts';
import type { Difference } from '../report/expected.ts';
import { COLUMNS_MAX, wrapText } from '../report/wrap-text.ts';
import { type RunFiles, runOf } from './run-files.ts';
import { formatDesignFlags } from './trial.ts';

/** Cells that are not as expected, each with the story of what is new in it. */
export async function tellDifferences(
  differences: readonly Difference[],
  files: RunFiles,
  interrupted: boolean,
): Promise<void> {
  if (interrupted) {
    process.stdout.write('Interrupted: only what is new is compared with expected.json.\n');
  }
  if (differences.length === 0) {
    const every = interrupted ? 'Nothing is new.' : 'Every cell is as expected.json has it.';
    process.stdout.write(`${every}\n`);
    return;
  }
  process.stdout.write('Not as expected.json has it (--update rewrites it):\n');
  for (const { result, judged, what, unexpected } of differences) {
    const { design, callers } = result;
    process.stdout.write(`  ${design}, ${callers} callers, ${judged.property.id}: ${what}\n`);
    if (judged.verdict.kind !== 'violated') continue;
    for (const found of judged.verdict.classes) {
      if (unexpected.includes(found.signature)) {
        await tellRun({ design, policy: result.policy }, result, found, files);
      }
    }
  }
}

/** The story of the simplest run for each violated property; one that breaks several, once. */
export async function tellSimplest(
  ref: DesignRef,
  result: DesignResult,
  files: RunFiles,
): Promise<void> {
  const told = new Map<string, string>();
  for (const { property, verdict } of result.verdicts) {
    if (verdict.kind !== 'violated') continue;
    const [simplest] = verdict.classes;
    if (simplest === undefined) continue;
    const run = JSON.stringify(simplest.execution.actions);
    const before = told.get(run);
    if (before === undefined) await tellRun(ref, result, simplest, files);
    else {
      const who = `${result.design}, ${result.callers} callers`;
      process.stdout.write(`${who}: ${property.id} is broken by the run told for ${before}\n`);
      const signature = wrapText(simplest.signature, COLUMNS_MAX, '  signature  ', '    ');
      process.stdout.write(`${signature.join('\n')}\n\n`);
    }
    told.set(run, before ?? property.id);
  }
}

/** The story of a run that shows a signature. */
export async function tellRun(
  ref: DesignRef,
  result: DesignResult,
  found: ViolationClass,
  files: RunFiles,
): Promise<void> {
  const colour = process.stdout.isTTY;
  process.stdout.write(`${await storyOf(ref, result, found, files, { colour })}\n`);
}

/** The story of a signature's run, without colour if not asked for. */
export async function storyOf(
  ref: DesignRef,
  result: DesignResult,
  found: ViolationClass,
  files: RunFiles,
  options: TextOptions = { colour: false },
): Promise<string> {
  const run = runOf(result, found);
  const happenings: Happening[] = [];
  replay(await loadDesign(ref), run, allProperties, (happening) => happenings.push(happening));
  const file = files.get(`${result.design} ${found.signature}`) ?? null;
  const fileName = file === null ? null : `${file}${formatDesignFlags(ref, run)}`;
  const example = { run, happenings, properties: allProperties, fileName, found };
  return formatCounterexample(example, options);
}
