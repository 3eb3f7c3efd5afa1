import { dirname } from 'node:path';
import { checkPolicy } from '../explore/policy-contract.ts';
import { loadDesign } from '../explore/load-design.ts';
import type { DesignResult } from '../explore/verdict.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import { allProperties } from '../model/properties/all.ts';
import { compareWithExpected, formatExpected, readExpected } from '../report/expected.ts';
import { formatJson } from '../report/json.ts';
import { formatMatrix } from '../report/matrix.ts';
import { breachesOf, formatBreaches } from '../report/policy-contract.ts';
import { checkAll } from './check-all.ts';
import { type CheckFlags, checkFlagsFit } from './check-flags.ts';
import { subjectsOf } from './check-subjects.ts';
import { withCrew } from './crew.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder, packageFile, readText, writeText } from './files.ts';
import { replayAll } from './replay-all.ts';
import { writeRuns } from './run-files.ts';
import { tellDifferences, tellSimplest } from './stories.ts';

/** `iova-check check DESIGN|FILE` */
export async function checkCommand(name: string, flags: CheckFlags): Promise<ExitCode> {
  const ref = { design: name, policy: flags.policy ?? null };
  checkFlagsFit(flags);
  const subjects = subjectsOf(flags);
  const properties = flags.property ?? allProperties;
  const { policy } = await loadDesign(ref);
  const contract = policy === null ? null : checkPolicy(policy);
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
  const checked = await withCrew(flags.jobs, (crew) =>
    checkAll(designs, allProperties, subjects, flags, crew),
  );
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

function codeOf({ verdicts }: DesignResult): ExitCode {
  const kinds = verdicts.map(({ verdict }) => verdict.kind);
  if (kinds.includes('violated')) return EXIT.violated;
  return kinds.includes('inconclusive') ? EXIT.inconclusive : EXIT.ok;
}
