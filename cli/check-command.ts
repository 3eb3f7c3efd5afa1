import { checkDesign } from '../explore/check.ts';
import { type CheckOptions, DEFAULT_OPTIONS } from '../explore/check-plan.ts';
import { blameFile } from '../explore/faulty-design.ts';
import { loadDesign } from '../explore/load-design.ts';
import { replay } from '../explore/replay.ts';
import type { Callers } from '../explore/scope.ts';
import type { DesignResult } from '../explore/verdict.ts';
import { Workers } from '../explore/workers.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import type { Property } from '../model/property.ts';
import { allProperties } from '../model/properties/all.ts';
import { compareWithExpected, formatExpected, readExpected } from '../report/expected.ts';
import { formatJson } from '../report/json.ts';
import { formatMatrix } from '../report/matrix.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';
import { ProgressLine } from './progress.ts';
import { runOf, writeRuns } from './run-files.ts';
import { tellDifferences, tellSimplest } from './stories.ts';

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

/** A design as the command line calls it, by name or file, and what was found. */
interface Checked {
  readonly name: string;
  readonly result: DesignResult;
}

/** Checks designs, by name or file, under the callers asked for, in order. */
async function checkAll(
  designs: readonly string[],
  properties: readonly Property[],
  flags: CheckFlags,
): Promise<readonly Checked[]> {
  const workers = new Workers(flags.jobs);
  const progress = new ProgressLine();
  const checked: Checked[] = [];
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
        checked.push({ name, result });
        const { runs, actions, states, seconds } = result.stats;
        const spent = `${runs} runs, ${actions} actions, ${states} states`;
        progress.say(`${subject}: ${spent} in ${seconds.toFixed(1)} s`);
      }
    }
  } finally {
    progress.clear();
    await workers.close();
  }
  return checked;
}

/** `iova-check check DESIGN|FILE` */
export async function checkCommand(name: string, flags: CheckFlags): Promise<ExitCode> {
  if (flags.out !== undefined) makeFolder(flags.out);
  const properties = flags.property ?? allProperties;
  const checked = await checkAll([name], properties, flags);
  const results = checked.map(({ result }) => result);
  const files = writeRuns(flags.out, results);
  if (flags.json === true) process.stdout.write(formatJson(results));
  else {
    for (const result of results) await tellSimplest(name, result, files);
    process.stdout.write(formatMatrix(results));
  }
  return worst([...results.map(codeOf), await replayAll(checked)]);
}

/** `iova-check`: the matrix of the published designs against the one that is checked in. */
export async function matrixCommand(flags: CheckFlags): Promise<ExitCode> {
  if (flags.out !== undefined) makeFolder(flags.out);
  const expectedFile = packageFile('expected.json');
  const expected =
    flags.update === true ? null : readExpected(readText(expectedFile), 'expected.json');
  const names = publishedDesigns.map((design) => design.name);
  const checked = await checkAll(names, allProperties, flags);
  const results = checked.map(({ result }) => result);
  const files = writeRuns(flags.out, results);
  if (flags.json === true) process.stdout.write(formatJson(results));
  else process.stdout.write(formatMatrix(results));
  const replayed = await replayAll(checked);
  if (expected === null) {
    writeText(expectedFile, formatExpected(results));
    return replayed;
  }
  const differences = compareWithExpected(expected, results);
  if (flags.json !== true) await tellDifferences(differences, files);
  return worst([replayed, differences.length === 0 ? EXIT.ok : EXIT.violated]);
}

/** Every run that is reported must happen again, twice alike, and show what it is said to. */
async function replayAll(checked: readonly Checked[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  for (const { name, result } of checked) {
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

function codeOf({ verdicts }: DesignResult): ExitCode {
  const kinds = verdicts.map(({ verdict }) => verdict.kind);
  if (kinds.includes('violated')) return EXIT.violated;
  return kinds.includes('inconclusive') ? EXIT.inconclusive : EXIT.ok;
}
