import { dirname } from 'node:path';
import { checkDesign } from '../explore/check.ts';
import { checkPolicy } from '../explore/policy-contract.ts';
import { blameFile } from '../explore/faulty-design.ts';
import { type DesignRef, loadDesign } from '../explore/load-design.ts';
import { replay } from '../explore/replay.ts';
import { namesOf } from '../explore/run.ts';
import type { DesignResult, JudgedProperty } from '../explore/verdict.ts';
import { Workers } from '../explore/workers.ts';
import type { Design } from '../impl/designs/design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import type { Property } from '../model/property.ts';
import { allProperties } from '../model/properties/all.ts';
import { compareWithExpected, formatExpected, readExpected } from '../report/expected.ts';
import type { GateCase } from '../report/gate-case.ts';
import { type GateRuling, ruleAgainstExpected, ruleOnVerdict } from '../report/gate-ruling.ts';
import { formatJson } from '../report/json.ts';
import { formatMatrix } from '../report/matrix.ts';
import { breachesOf, formatBreaches } from '../report/policy-contract.ts';
import { subjectName } from '../report/subject-name.ts';
import { type CheckFlags, checkFlagsFit, optionsOf } from './check-flags.ts';
import { type CheckSubject, subjectsOf } from './check-subjects.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';
import { contractCases, gateCases, type Replayed, unjudgedCases } from './gate-cases.ts';
import { beginReports, writeReports } from './gate-reports.ts';
import { endIfStuck, onInterruption } from './interruption.ts';
import { ProgressLine } from './progress.ts';
import { runOf, writeRuns } from './run-files.ts';
import { tellDifferences, tellSimplest } from './stories.ts';

/** A design as the command line calls it, and what was found. */
type Checked = Omit<Replayed, 'faults'>;

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
      const title = subjectName({ ...namesOf(design), callers: subject.callers });
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
  const contract = policy === null ? null : checkPolicy(policy);
  const unjudged = unjudgedCases(pairsOf([design], subjects), properties);
  beginReports(flags.report, [...contractCases(contract), ...unjudged]);
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
  const replayed = await replayAll(checked);
  const rule = (_: DesignResult, { verdict }: JudgedProperty): GateRuling => ruleOnVerdict(verdict);
  const cases = async (): Promise<readonly GateCase[]> => [
    ...contractCases(contract),
    ...(await gateCases(replayed, rule, files)),
  ];
  codes.push(await writeReports(flags.report, cases));
  return worst([...codes, ...replayed.map(codeOfReplay)]);
}

/** `iova-check`: the matrix of the known designs against the one that is checked in. */
export async function matrixCommand(flags: CheckFlags): Promise<ExitCode> {
  const subjects = subjectsOf(flags);
  const expectedFile = packageFile('expected.json');
  if (flags.update === true) makeFolder(dirname(expectedFile));
  const expected =
    flags.update === true ? null : readExpected(readText(expectedFile), 'expected.json');
  beginReports(flags.report, unjudgedCases(pairsOf(knownDesigns, subjects), allProperties));
  const designs = knownDesigns.map(({ name }) => ({ design: name, policy: null }));
  const checked = await checkAll(designs, allProperties, subjects, flags);
  const results = checked.map(({ result }) => result);
  const { files, code } = writeRuns(flags.out, results);
  if (flags.json === true) process.stdout.write(formatJson(results));
  else process.stdout.write(formatMatrix(results));
  const interrupted = results.some(({ stopped }) => stopped !== null);
  const replayed = await replayAll(checked);
  const codes = [code, ...replayed.map(codeOfReplay), interrupted ? EXIT.inconclusive : EXIT.ok];
  const differences = expected === null ? [] : compareWithExpected(expected, results);
  if (expected !== null) {
    // What was not looked for is neither gone nor new.
    const told = differences.filter(({ unexpected }) => !interrupted || unexpected.length > 0);
    if (flags.json !== true) await tellDifferences(told, files, interrupted);
    if (told.length > 0) codes.push(EXIT.violated);
  } else if (interrupted) process.stderr.write('Interrupted: expected.json stays as it is.\n');
  else writeText(expectedFile, formatExpected(results));
  const rule = (result: DesignResult, judged: JudgedProperty): GateRuling => {
    const difference = differences.find((other) => other.judged === judged) ?? null;
    return ruleAgainstExpected(judged.verdict, difference, result.stopped !== null);
  };
  codes.push(await writeReports(flags.report, () => gateCases(replayed, rule, files)));
  return worst(codes);
}

/** Who is checked, in order. */
function pairsOf(
  designs: readonly Design[],
  subjects: readonly CheckSubject[],
): readonly Pick<DesignResult, 'design' | 'policy' | 'callers'>[] {
  return subjects.flatMap(({ callers }) =>
    designs.map((design) => ({ ...namesOf(design), callers })),
  );
}

/** Every run that is reported must happen again, twice alike, and show what it is said to. */
async function replayAll(checked: readonly Checked[]): Promise<readonly Replayed[]> {
  const replayed: Replayed[] = [];
  for (const { ref, result } of checked) {
    const design = await loadDesign(ref);
    const faults =
      result.unrepeated === null ? [] : [`a random run, replayed: ${result.unrepeated}`];
    for (const { verdict } of result.verdicts) {
      if (verdict.kind !== 'violated') continue;
      for (const found of verdict.classes) {
        const run = runOf(result, found);
        const { kind } = blameFile(ref, () => replay(design, run, allProperties));
        if (kind !== 'as expected') faults.push(`${found.signature}: replayed: ${kind}`);
      }
    }
    for (const fault of faults) process.stderr.write(`${result.design}: ${fault}\n`);
    replayed.push({ ref, result, faults });
  }
  return replayed;
}

function codeOfReplay({ faults }: Replayed): ExitCode {
  return faults.length === 0 ? EXIT.ok : EXIT.run;
}

function codeOf({ verdicts }: DesignResult): ExitCode {
  const kinds = verdicts.map(({ verdict }) => verdict.kind);
  if (kinds.includes('violated')) return EXIT.violated;
  return kinds.includes('inconclusive') ? EXIT.inconclusive : EXIT.ok;
}
