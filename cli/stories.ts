import { twinSubject } from '../impl/twin/twin-subject.ts';
import { type DesignRef, loadDesign } from '../explore/loading/load-design.ts';
import { type ReplayStep, replay } from '../explore/world/replay.ts';
import { formatNames } from '../explore/run/run.ts';
import type { DesignResult } from '../explore/checking/verdict.ts';
import type { Counterexample } from '../explore/minimal/counterexample.ts';
import { allProperties } from '../model/properties/all.ts';
import { formatCounterexample, type TextOptions } from '../report/counterexample/counterexample.ts';
import type { AllowList } from '../report/gate/allow-list.ts';
import type { ExpectedMatrix } from '../report/verdicts/expected.ts';
import type { GatedCell } from '../report/gate/gate.ts';
import { knownOf, unjudgedIn } from '../report/verdicts/known-signature.ts';
import { formatKnown } from '../report/verdicts/known-text.ts';
import { COLUMNS_MAX, wrapText } from '../report/text/wrap-text.ts';
import { type RunFiles, runOf } from './run-files.ts';
import { formatDesignFlags } from './trial.ts';

/** What stories are told with. */
export interface Background {
  readonly files: RunFiles;
  /** What is known of signatures; null: nothing. */
  readonly expected: ExpectedMatrix | null;
}

/** Cells that are not as expected, each with the story of what is new in it. */
export async function tellDifferences(
  cells: readonly GatedCell[],
  background: Background,
  interrupted: boolean,
): Promise<void> {
  if (interrupted) {
    process.stdout.write('Interrupted: only what is new is compared with expected.json.\n');
  }
  const failed = cells.filter(({ gate }) => gate.kind === 'failed');
  if (failed.length === 0) {
    const every = interrupted ? 'Nothing is new.' : 'Every cell is as expected.json has it.';
    process.stdout.write(`${every}\n`);
    return;
  }
  process.stdout.write('Not as expected.json has it (--update rewrites it):\n');
  for (const { result, judged, gate } of failed) {
    if (gate.kind !== 'failed') continue;
    const { policy, callers } = result;
    const who = `${formatNames(result)}, ${callers} callers, ${judged.property.id}`;
    process.stdout.write(`  ${who}: ${gate.why}\n`);
    for (const found of gate.unexpected) {
      await tellRun({ design: result.design, policy }, result, found, background);
    }
  }
}

/** The story of the simplest run for each cell that fails; one that breaks several, once. */
export async function tellSimplest(
  ref: DesignRef,
  cells: readonly GatedCell[],
  background: Background,
): Promise<void> {
  const told = new Map<string, string>();
  for (const { result, judged, gate } of cells) {
    if (gate.kind !== 'failed') continue;
    const { property } = judged;
    const [simplest] = gate.unexpected;
    if (simplest === undefined) continue;
    const run = `${result.callers} ${JSON.stringify(simplest.execution.actions)}`;
    const before = told.get(run);
    if (before === undefined) await tellRun(ref, result, simplest, background);
    else {
      const who = `${result.design}, ${result.callers} callers`;
      process.stdout.write(`${who}: ${property.id} is broken by the run told for ${before}\n`);
      const signature = wrapText(simplest.signature, COLUMNS_MAX, '  signature  ', '    ');
      process.stdout.write(`${signature.join('\n')}\n\n`);
    }
    told.set(run, before ?? property.id);
  }
}

/** Whether an allow-list suffices, if that is known, and what of it is not needed any more. */
export function tellAllowed(
  fileName: string,
  cells: readonly GatedCell[],
  gone: readonly string[],
): void {
  const suffices = cells.every(
    ({ gate: { kind } }) => kind !== 'failed' && kind !== 'inconclusive',
  );
  if (suffices) process.stdout.write(`Nothing is violated beyond ${fileName}.\n`);
  for (const { result, judged, gate } of cells) {
    if (gate.kind !== 'inconclusive' || judged.verdict.kind !== 'violated') continue;
    const who = `${result.design}, ${result.callers} callers, ${judged.property.id}`;
    const text = `${who}: all found is allowed, but there may be more: ${gate.why}`;
    process.stdout.write(`${wrapText(text, COLUMNS_MAX, '', '  ').join('\n')}\n`);
  }
  if (gone.length === 0) return;
  process.stdout.write(`Gone, can be removed from ${fileName}:\n`);
  for (const entry of gone) process.stdout.write(`  ${entry}\n`);
}

/** What an allow-list has been written with. */
export function tellWritten(fileName: string, list: AllowList): void {
  const counts = Object.entries(list).map(
    ([callers, { size }]) => `${size} with ${callers} callers`,
  );
  process.stdout.write(`Written: ${fileName}, signatures: ${counts.join(', ')}.\n`);
}

/** Signatures of the expected matrix that nobody has judged yet. */
export function tellUnjudged(expected: ExpectedMatrix): void {
  const unjudged = unjudgedIn(expected);
  if (unjudged.length === 0) return;
  const count = `${unjudged.length} signature${unjudged.length === 1 ? ' has' : 's have'}`;
  process.stdout.write(`${count} not been judged: give a "known" in expected.json to\n`);
  for (const name of unjudged) process.stdout.write(`  ${name}\n`);
}

/** The story of a run that shows a signature. */
export async function tellRun(
  ref: DesignRef,
  result: DesignResult,
  found: Counterexample,
  background: Background,
): Promise<void> {
  const colour = process.stdout.isTTY;
  process.stdout.write(`${await storyOf(ref, result, found, background, { colour })}\n`);
}

/** The story of a signature's run, without colour if not asked for. */
export async function storyOf(
  ref: DesignRef,
  result: DesignResult,
  found: Counterexample,
  { files, expected }: Background,
  options: TextOptions = { colour: false },
): Promise<string> {
  const run = runOf(result, found);
  const steps: ReplayStep[] = [];
  replay(twinSubject(await loadDesign(ref), allProperties), run, (step) => steps.push(step));
  const file = files.get(`${result.design} ${found.signature}`) ?? null;
  const fileName = file === null ? null : `${file}${formatDesignFlags(ref, run)}`;
  const entries = expected === null ? [] : knownOf(expected, result, found.signature);
  const known = formatKnown(result.design, entries);
  const example = {
    run,
    steps,
    properties: allProperties,
    fileName,
    found,
    ...(known === null ? {} : { known }),
  };
  return formatCounterexample(example, options);
}
