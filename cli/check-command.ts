import { dirname } from 'node:path';
import { checkPolicy } from '../explore/policy-contract.ts';
import { loadDesign } from '../explore/load-design.ts';
import { namesOf } from '../explore/run.ts';
import type { DesignResult, JudgedProperty } from '../explore/verdict.ts';
import type { Design } from '../impl/designs/design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import { allProperties } from '../model/properties/all.ts';
import { compareWithExpected, formatExpected, readExpected } from '../report/expected.ts';
import type { GateCase } from '../report/gate-case.ts';
import { type GateRuling, ruleAgainstExpected, ruleOnVerdict } from '../report/gate-ruling.ts';
import { formatJson } from '../report/json.ts';
import { formatMatrix } from '../report/matrix.ts';
import { breachesOf, formatBreaches } from '../report/policy-contract.ts';
import { checkAll } from './check-all.ts';
import { type CheckFlags, checkFlagsFit } from './check-flags.ts';
import { type CheckSubject, subjectsOf } from './check-subjects.ts';
import { withCrew } from './crew.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';
import { contractCases, gateCases, unjudgedCases } from './gate-cases.ts';
import { beginReports, writeReports } from './gate-reports.ts';
import { codeOfReplay, replayAll } from './replay-all.ts';
import { writeRuns } from './run-files.ts';
import { tellDifferences, tellSimplest } from './stories.ts';

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
  const checked = await withCrew(flags.jobs, (crew) =>
    checkAll([ref], properties, subjects, flags, crew),
  );
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
  const checked = await withCrew(flags.jobs, (crew) =>
    checkAll(designs, allProperties, subjects, flags, crew),
  );
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

function codeOf({ verdicts }: DesignResult): ExitCode {
  const kinds = verdicts.map(({ verdict }) => verdict.kind);
  if (kinds.includes('violated')) return EXIT.violated;
  return kinds.includes('inconclusive') ? EXIT.inconclusive : EXIT.ok;
}
