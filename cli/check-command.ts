import { dirname } from 'node:path';
import { checkDesign } from '../explore/check.ts';
import { checkPolicy } from '../explore/policy-contract.ts';
import { blameFile } from '../explore/faulty-design.ts';
import { type DesignRef, loadDesign } from '../explore/load-design.ts';
import { replay } from '../explore/replay.ts';
import { formatNames, namesOf } from '../explore/run.ts';
import type { DesignResult } from '../explore/verdict.ts';
import { Workers } from '../explore/workers.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import type { Property } from '../model/property.ts';
import { allProperties } from '../model/properties/all.ts';
import { compareWithExpected, formatExpected, readExpected } from '../report/expected.ts';
import { formatJson } from '../report/json.ts';
import { formatMatrix } from '../report/matrix.ts';
import { breachesOf, formatBreaches } from '../report/policy-contract.ts';
import { type CheckFlags, checkFlagsFit, optionsOf } from './check-flags.ts';
import { type CheckSubject, subjectsOf } from './check-subjects.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';
import { endIfStuck, onInterruption } from './interruption.ts';
import { ProgressLine } from './progress.ts';
import { runOf, writeRuns } from './run-files.ts';
import { tellDifferences, tellSimplest } from './stories.ts';

/** A design as the command line calls it, and what was found. */
interface Checked {
  readonly ref: DesignRef;
  readonly result: DesignResult;
}

/** Checks designs under the callers asked for, in order, until interrupted. */
async function checkAll(
  designs: readonly DesignRef[],
  properties: readonly Property[],
  subjects: readonly CheckSubject[],
  flags: CheckFlags,
): Promise<readonly Checked[]> {
  const pairs = subjects.flatMap((subject) => designs.map((ref) => ({ subject, ref })));
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
    for (const { subject, ref } of pairs) {
      // Each gets its share of what time is left.
      const leftMs = Math.max(0, endMs - performance.now()) / (pairs.length - checked.length);
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
  const { policy } = await loadDesign(ref);
  const contract = policy === null ? null : checkPolicy(policy);
  if (contract !== null && flags.json !== true) process.stdout.write(formatBreaches(contract));
  const checked = await checkAll([ref], properties, subjects, flags);
  const results = checked.map(({ result }) => result);
  const { files, code } = writeRuns(flags.out, results);
  if (flags.json === true) process.stdout.write(formatJson(results, contract));
  else {
    for (const result of results) await tellSimplest(ref, result, files);
    process.stdout.write(formatMatrix(results));
  }
  const kept = contract === null || breachesOf(contract).length === 0;
  const codes = [kept ? EXIT.ok : EXIT.violated, ...results.map(codeOf), code];
  return worst([...codes, await replayAll(checked)]);
}

/** `iova-check`: the matrix of the known designs against the one that is checked in. */
export async function matrixCommand(flags: CheckFlags): Promise<ExitCode> {
  const subjects = subjectsOf(flags);
  const expectedFile = packageFile('expected.json');
  if (flags.update === true) makeFolder(dirname(expectedFile));
  const expected =
    flags.update === true ? null : readExpected(readText(expectedFile), 'expected.json');
  const designs = knownDesigns.map(({ name }) => ({ design: name, policy: null }));
  const checked = await checkAll(designs, allProperties, subjects, flags);
  const results = checked.map(({ result }) => result);
  const { files, code } = writeRuns(flags.out, results);
  if (flags.json === true) process.stdout.write(formatJson(results));
  else process.stdout.write(formatMatrix(results));
  const interrupted = results.some(({ stopped }) => stopped !== null);
  const codes = [code, await replayAll(checked), interrupted ? EXIT.inconclusive : EXIT.ok];
  if (expected !== null) {
    // What was not looked for is neither gone nor new.
    const differences = compareWithExpected(expected, results).filter(
      ({ unexpected }) => !interrupted || unexpected.length > 0,
    );
    if (flags.json !== true) await tellDifferences(differences, files, interrupted);
    if (differences.length > 0) codes.push(EXIT.violated);
  } else if (interrupted) process.stderr.write('Interrupted: expected.json stays as it is.\n');
  else writeText(expectedFile, formatExpected(results));
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

function codeOf({ verdicts }: DesignResult): ExitCode {
  const kinds = verdicts.map(({ verdict }) => verdict.kind);
  if (kinds.includes('violated')) return EXIT.violated;
  return kinds.includes('inconclusive') ? EXIT.inconclusive : EXIT.ok;
}
