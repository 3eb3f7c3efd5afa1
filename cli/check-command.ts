import { join } from 'node:path';
import { checkDesign } from '../explore/check.ts';
import { type CheckOptions, DEFAULT_OPTIONS } from '../explore/check-plan.ts';
import { Workers } from '../explore/workers.ts';
import { blameFile } from '../explore/faulty-design.ts';
import { loadDesign } from '../explore/load-design.ts';
import type { Happening } from '../explore/replay.ts';
import { replay } from '../explore/replay.ts';
import type { Run } from '../explore/run.ts';
import { formatRun } from '../explore/run-file.ts';
import type { Callers } from '../explore/scope.ts';
import type { DesignResult, ViolationClass } from '../explore/verdict.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import type { Property } from '../model/property.ts';
import { allProperties } from '../model/properties/all.ts';
import { formatCounterexample } from '../report/counterexample.ts';
import { compareWithExpected, type Difference } from '../report/expected.ts';
import { formatExpected, readExpected } from '../report/expected.ts';
import { formatJson } from '../report/json.ts';
import { formatMatrix } from '../report/matrix.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';
import { ProgressLine } from './progress.ts';
import { runFileName } from './run-file-name.ts';

/** Options of `iova-check` and of `iova-check check`. */
export interface CheckFlags {
  readonly property?: readonly Property[];
  readonly engine?: 'random' | 'states';
  readonly callers?: Callers;
  readonly cpus?: number;
  readonly irqs?: number;
  readonly runs?: number;
  readonly seed?: number;
  readonly memory?: CheckOptions['memory'];
  readonly time?: number;
  readonly jobs: number;
  readonly out?: string;
  readonly json?: boolean;
  readonly update?: boolean;
}

const BOTH: readonly Callers[] = ['well-behaved', 'careless'];

function optionsOf(flags: CheckFlags, callers: Callers): CheckOptions {
  const cpus = flags.cpus ?? DEFAULT_OPTIONS.cpus;
  return {
    ...DEFAULT_OPTIONS,
    callers,
    engine: flags.engine ?? DEFAULT_OPTIONS.engine,
    cpus,
    irqs: flags.irqs ?? Math.min(cpus, DEFAULT_OPTIONS.irqs),
    runs: flags.runs ?? DEFAULT_OPTIONS.runs,
    seed: flags.seed ?? DEFAULT_OPTIONS.seed,
    memory: flags.memory ?? DEFAULT_OPTIONS.memory,
    seconds: flags.time ?? null,
  };
}

/** Checks designs, by name or file, under the callers asked for, in order. */
async function checkAll(
  designs: readonly string[],
  properties: readonly Property[],
  flags: CheckFlags,
): Promise<readonly DesignResult[]> {
  const workers = new Workers(flags.jobs);
  const progress = new ProgressLine();
  const results: DesignResult[] = [];
  try {
    for (const callers of flags.callers === undefined ? BOTH : [flags.callers]) {
      for (const name of designs) {
        const design = await loadDesign(name);
        const subject = `${design.name}, ${callers} callers`;
        const result = await checkDesign(
          design,
          properties,
          optionsOf(flags, callers),
          workers.on(name, properties),
          (step) => progress.update(subject, step),
        );
        results.push(result);
        const { runs, actions, states, seconds } = result.stats;
        const spent = `${runs} runs, ${actions} actions, ${states} states`;
        progress.say(`${subject}: ${spent} in ${seconds.toFixed(1)} s`);
      }
    }
  } finally {
    progress.clear();
    await workers.close();
  }
  return results;
}

/** `iova-check check DESIGN|FILE` */
export async function checkCommand(name: string, flags: CheckFlags): Promise<ExitCode> {
  if (flags.out !== undefined) makeFolder(flags.out);
  const properties = flags.property ?? allProperties;
  const results = await checkAll([name], properties, flags);
  const files = writeRuns(flags.out, results);
  if (flags.json === true) process.stdout.write(formatJson(results));
  else {
    for (const result of results) await tellSimplest(name, result, files);
    process.stdout.write(formatMatrix(results));
  }
  return worst([...results.map(codeOf), await replayAll([name], results)]);
}

/** `iova-check`: the matrix of the published designs against the one that is checked in. */
export async function matrixCommand(flags: CheckFlags): Promise<ExitCode> {
  if (flags.out !== undefined) makeFolder(flags.out);
  const expectedFile = packageFile('expected.json');
  const expected =
    flags.update === true ? null : readExpected(readText(expectedFile), 'expected.json');
  const names = publishedDesigns.map((design) => design.name);
  const results = await checkAll(names, allProperties, flags);
  const files = writeRuns(flags.out, results);
  if (flags.json === true) process.stdout.write(formatJson(results));
  else process.stdout.write(formatMatrix(results));
  const replayed = await replayAll(names, results);
  if (expected === null) {
    writeText(expectedFile, formatExpected(results));
    return replayed;
  }
  const differences = compareWithExpected(expected, results);
  if (flags.json !== true) await tellDifferences(differences, files);
  return worst([replayed, differences.length === 0 ? EXIT.ok : EXIT.violated]);
}

/** Every run that is reported must happen again, twice alike, and show what it is said to. */
async function replayAll(
  names: readonly string[],
  results: readonly DesignResult[],
): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  for (const [at, result] of results.entries()) {
    // Results come design by design, under one kind of callers after the other.
    const name = names[at % names.length] as string;
    const design = await loadDesign(name);
    if (result.unrepeated !== null) {
      process.stderr.write(`${result.design}: a random run, replayed: ${result.unrepeated}\n`);
      code = EXIT.run;
    }
    for (const { verdict } of result.verdicts) {
      if (verdict.kind !== 'violated') continue;
      for (const found of verdict.classes) {
        const run = runOf(result, found);
        const { kind } = blameFile(name, () => replay(design, run, allProperties));
        if (kind === 'as expected') continue;
        process.stderr.write(`${result.design}: ${found.signature}: replayed: ${kind}\n`);
        code = EXIT.run;
      }
    }
  }
  return code;
}

async function tellDifferences(differences: readonly Difference[], files: RunFiles): Promise<void> {
  if (differences.length === 0) {
    process.stdout.write('Every cell is as expected.json has it.\n');
    return;
  }
  process.stdout.write('Not as expected.json has it (--update rewrites it):\n');
  for (const { result, judged, what, unexpected } of differences) {
    const { design, callers } = result;
    process.stdout.write(`  ${design}, ${callers} callers, ${judged.property.id}: ${what}\n`);
    if (judged.verdict.kind !== 'violated') continue;
    for (const found of judged.verdict.classes) {
      if (unexpected.includes(found.signature)) await tell(design, result, found, files);
    }
  }
}

/** The story of the simplest run for each violated property; one that breaks several, once. */
async function tellSimplest(name: string, result: DesignResult, files: RunFiles): Promise<void> {
  const told = new Map<string, string>();
  for (const { property, verdict } of result.verdicts) {
    if (verdict.kind !== 'violated') continue;
    const [simplest] = verdict.classes;
    if (simplest === undefined) continue;
    const run = JSON.stringify(simplest.execution.actions);
    const before = told.get(run);
    if (before === undefined) await tell(name, result, simplest, files);
    else {
      const who = `${result.design}, ${result.callers} callers`;
      process.stdout.write(`${who}: ${property.id} is broken by the run told for ${before}\n`);
      process.stdout.write(`  signature  ${simplest.signature}\n\n`);
    }
    told.set(run, before ?? property.id);
  }
}

async function tell(
  name: string,
  result: DesignResult,
  found: ViolationClass,
  files: RunFiles,
): Promise<void> {
  const run = runOf(result, found);
  const happenings: Happening[] = [];
  replay(await loadDesign(name), run, allProperties, (happening) => happenings.push(happening));
  const file = files.get(`${result.design} ${found.signature}`) ?? 'FILE';
  const fileName = name === result.design ? file : `${file} --design ${name}`;
  const example = { run, happenings, properties: allProperties, fileName };
  const colour = process.stdout.isTTY;
  process.stdout.write(`${formatCounterexample(example, { colour })}\n`);
}

function runOf({ design, policy }: DesignResult, found: ViolationClass): Run {
  const [property = ''] = found.signature.split(' ', 1);
  const { scope, actions } = found.execution;
  const expect = { property, signature: found.signature };
  return { design, policy, scope, expect, note: null, actions };
}

/** Of each design and signature, the file that its run was written to. */
type RunFiles = ReadonlyMap<string, string>;

/** A run for each signature; one that well-behaved callers show needs no careless ones. */
function writeRuns(folder: string | undefined, results: readonly DesignResult[]): RunFiles {
  const files = new Map<string, string>();
  if (folder === undefined) return files;
  const names = new Set<string>();
  for (const result of results) {
    for (const { verdict } of result.verdicts) {
      if (verdict.kind !== 'violated') continue;
      for (const found of verdict.classes) {
        const subject = `${result.design} ${found.signature}`;
        if (files.has(subject)) continue;
        const base = runFileName(result.design, result.callers, found.signature);
        let name = base;
        for (let copy = 2; names.has(name); copy += 1) name = `${base}-${copy}`;
        names.add(name);
        files.set(subject, join(folder, `${name}.json`));
        writeText(join(folder, `${name}.json`), formatRun(runOf(result, found)));
      }
    }
  }
  return files;
}

function codeOf({ verdicts }: DesignResult): ExitCode {
  const kinds = verdicts.map(({ verdict }) => verdict.kind);
  if (kinds.includes('violated')) return EXIT.violated;
  return kinds.includes('inconclusive') ? EXIT.inconclusive : EXIT.ok;
}
