import { checkDesign } from '../explore/check.ts';
import { checkPolicy } from '../explore/policy-contract.ts';
import { blameFile } from '../explore/faulty-design.ts';
import { type DesignRef, loadDesign } from '../explore/load-design.ts';
import { replay } from '../explore/replay.ts';
import { formatNames, namesOf, type Run } from '../explore/run.ts';
import type { DesignResult } from '../explore/verdict.ts';
import { Workers } from '../explore/workers.ts';
import type { Design } from '../impl/designs/design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import type { Property } from '../model/property.ts';
import { allProperties } from '../model/properties/all.ts';
import { goneFrom, NOTHING_ALLOWED } from '../report/allow-list.ts';
import type { ExpectedMatrix, ExpectedResult } from '../report/expected.ts';
import { formatExpected } from '../report/format-expected.ts';
import { type Gate, gateAll } from '../report/gate.ts';
import { formatJson } from '../report/json.ts';
import { formatMatrix } from '../report/matrix.ts';
import { breachesOf, formatBreaches } from '../report/policy-contract.ts';
import { allowFileOf } from './allow-file.ts';
import { type CheckFlags, checkFlagsFit, optionsOf } from './check-flags.ts';
import { subjectsOf } from './check-subjects.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { readExpectedFile, replacedExpectedFile, writeExpectedFile } from './expected-file.ts';
import { makeFolder } from './files.ts';
import { endIfStuck, onInterruption } from './interruption.ts';
import { type ColumnSubject, matrixColumns } from './matrix-columns.ts';
import { ProgressLine } from './progress.ts';
import { runOf, writeRuns } from './run-files.ts';
import { tellAllowed, tellDifferences, tellSimplest, tellUnjudged } from './stories.ts';

/** A design as the command line calls it, and what was found. */
interface Checked {
  readonly ref: DesignRef;
  readonly result: DesignResult;
}

/** Checks columns in order, until interrupted. */
async function checkAll(
  columns: readonly ColumnSubject[],
  properties: readonly Property[],
  flags: CheckFlags,
): Promise<readonly Checked[]> {
  const workers = new Workers(flags.jobs);
  const leave = onInterruption(() => {
    workers.board.stop('interrupted');
    endIfStuck();
  });
  const progress = new ProgressLine(workers.board);
  const endMs = performance.now() + (flags.time ?? Infinity) * 1000;
  const checked: Checked[] = [];
  try {
    // Before the work begins: it must not be lost.
    if (flags.out !== undefined) makeFolder(flags.out);
    for (const { subject, ref } of columns) {
      // Each gets its share of what time is left.
      const leftMs = Math.max(0, endMs - performance.now()) / (columns.length - checked.length);
      const options = optionsOf(flags, subject, flags.time === undefined ? null : leftMs / 1000);
      const design = await loadDesign(ref);
      const title = `${formatNames(namesOf(design))}, ${subject.callers} callers`;
      const result = await checkDesign(
        design,
        properties,
        options,
        workers.on(ref, properties),
        (done) => progress.update(title, done),
      );
      checked.push({ ref, result });
      const { runs, actions, states, seconds } = result.stats;
      const spent = `${runs} runs, ${actions} actions, ${states} states`;
      progress.say(`${title}: ${spent} in ${seconds.toFixed(1)} s`);
    }
  } finally {
    progress.end();
    leave();
    await workers.close();
  }
  return checked;
}

/** `iova-check check DESIGN|FILE` */
export async function checkCommand(name: string, flags: CheckFlags): Promise<ExitCode> {
  const ref = { design: name, policy: flags.policy ?? null };
  checkFlagsFit(flags);
  const subjects = subjectsOf(flags);
  const properties = flags.property ?? allProperties;
  const design = await loadDesign(ref);
  const { policy } = design;
  const allowFile = allowFileOf(flags);
  const expected = readExpectedFile();
  const contract = policy === null ? null : checkPolicy(policy);
  if (contract !== null && flags.json !== true) process.stdout.write(formatBreaches(contract));
  const columns = subjects.map((subject) => ({ subject, ref }));
  const checked = await checkAll(columns, properties, flags);
  const results = checked.map(({ result }) => result);
  const { files, code } = writeRuns(flags.out, results);
  const allowed = allowFile?.list ?? NOTHING_ALLOWED;
  if (flags.json === true) process.stdout.write(formatJson(results, contract, expected));
  else {
    const news = gateAll(results, { kind: 'allowed', list: allowed });
    await tellSimplest(ref, news, { files, expected });
    const beside = isDefault(flags) ? publishedBeside(design, expected) : [];
    process.stdout.write(formatMatrix(results, { expected, beside, allowed }));
  }
  const list = allowFile?.after(results) ?? allowed;
  const cells = gateAll(results, { kind: 'allowed', list });
  if (flags.json !== true && allowFile !== null) {
    tellAllowed(allowFile.fileName, cells, isDefault(flags) ? goneFrom(list, results) : []);
  }
  const kept = contract === null || breachesOf(contract).length === 0;
  const gates = cells.map(({ gate }) => codeOf(gate));
  return worst([kept ? EXIT.ok : EXIT.violated, ...gates, code, await replayAll(checked)]);
}

/** Whether all is looked for that the expected matrix was made of; maybe not to the end. */
function isDefault({ scope, script, engine, runs, seed }: CheckFlags): boolean {
  return [scope, script, engine, runs, seed].every((flag) => flag === undefined);
}

/** The columns of the published designs, for a design or a policy that is none of the known. */
function publishedBeside(design: Design, expected: ExpectedMatrix): readonly ExpectedResult[] {
  const isOf = (designs: readonly Design[], names: Pick<Run, 'design' | 'policy'>): boolean =>
    designs.map(namesOf).some((own) => own.design === names.design && own.policy === names.policy);
  if (isOf(knownDesigns, namesOf(design))) return [];
  return expected.results.filter((column) => isOf(publishedDesigns, column));
}

/** `iova-check`: the matrix of the known designs against the one that is checked in. */
export async function matrixCommand(flags: CheckFlags): Promise<ExitCode> {
  const subjects = subjectsOf(flags);
  const update = flags.update === true;
  const expected = update ? replacedExpectedFile() : readExpectedFile();
  const columns = matrixColumns(subjects, update || flags.policies === true);
  const checked = await checkAll(columns, allProperties, flags);
  const results = checked.map(({ result }) => result);
  const { files, code } = writeRuns(flags.out, results);
  const frame = { expected, beside: [], allowed: NOTHING_ALLOWED };
  if (flags.json === true) process.stdout.write(formatJson(results, null, expected));
  else process.stdout.write(formatMatrix(results, frame));
  const interrupted = results.some(({ stopped }) => stopped !== null);
  const codes = [code, await replayAll(checked), interrupted ? EXIT.inconclusive : EXIT.ok];
  let matrix = expected;
  if (expected !== null && !update) {
    const cells = gateAll(results, { kind: 'as expected', matrix: expected });
    if (flags.json !== true) await tellDifferences(cells, { files, expected }, interrupted);
    codes.push(...cells.map(({ gate }) => codeOf(gate)));
  } else if (interrupted) process.stderr.write('Interrupted: expected.json stays as it is.\n');
  else matrix = writeExpectedFile(formatExpected(results, expected));
  if (flags.json !== true && matrix !== null) tellUnjudged(matrix);
  return worst(codes);
}

/** Every run that is reported must happen again, twice alike, and show what it is said to. */
async function replayAll(checked: readonly Checked[]): Promise<ExitCode> {
  let code: ExitCode = EXIT.ok;
  for (const { ref, result } of checked) {
    const design = await loadDesign(ref);
    if (result.unrepeated !== null) {
      process.stderr.write(`${result.design}: a random run, replayed: ${result.unrepeated}\n`);
      code = EXIT.run;
    }
    for (const { verdict } of result.verdicts) {
      if (verdict.kind !== 'violated') continue;
      for (const found of verdict.classes) {
        const run = runOf(result, found);
        const { kind } = blameFile(ref, () => replay(design, run, allProperties));
        if (kind === 'as expected') continue;
        process.stderr.write(`${result.design}: ${found.signature}: replayed: ${kind}\n`);
        code = EXIT.run;
      }
    }
  }
  return code;
}

function codeOf({ kind }: Gate): ExitCode {
  if (kind === 'failed') return EXIT.violated;
  return kind === 'inconclusive' ? EXIT.inconclusive : EXIT.ok;
}
