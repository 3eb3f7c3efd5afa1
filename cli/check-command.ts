import { designNames } from '../impl/twin/twin-subject.ts';
import { checkPolicy } from '../explore/contract/policy-contract.ts';
import { loadDesign } from '../explore/loading/load-design.ts';
import { type Run } from '../explore/run/run.ts';
import type { DesignResult } from '../explore/checking/verdict.ts';
import type { Design } from '../impl/designs/design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import { publishedDesigns } from '../impl/designs/published.ts';
import { allProperties } from '../model/properties/all.ts';
import { goneFrom, NOTHING_ALLOWED } from '../report/gate/allow-list.ts';
import type { ExpectedMatrix, ExpectedResult } from '../report/verdicts/expected.ts';
import { formatExpected } from '../report/verdicts/format-expected.ts';
import type { GateCase } from '../report/gate/gate-case.ts';
import { gateAll, type GatedCell } from '../report/gate/gate.ts';
import { formatJson } from '../report/verdicts/verdicts-json.ts';
import { formatMatrix } from '../report/verdicts/matrix.ts';
import { breachesOf, formatBreaches } from '../report/policies/policy-contract.ts';
import { allowFileOf } from './allow-file.ts';
import { checkAll } from './check-all.ts';
import { type CheckFlags, checkFlagsFit, matrixFlagsFit } from './check-flags.ts';
import { subjectsOf } from './check-subjects.ts';
import { withCrew } from './crew.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { readExpectedFile, replacedExpectedFile, writeExpectedFile } from './expected-file.ts';
import { contractCases, gateCases, unjudgedCases } from './gate-cases.ts';
import { beginReports, writeReports } from './gate-reports.ts';
import { type ColumnSubject, matrixColumns } from './matrix-columns.ts';
import { warnOfStrangeSteps } from './strange-steps.ts';
import { codeOfReplay, replayAll } from './replay-all.ts';
import { writeRuns } from './run-files.ts';
import {
  tellAllowed,
  tellDifferences,
  tellSimplest,
  tellUnjudged,
  tellWritten,
} from './stories.ts';

/** `iova-check check DESIGN|FILE` */
export async function checkCommand(name: string, flags: CheckFlags): Promise<ExitCode> {
  const ref = { design: name, policy: flags.policy ?? null };
  checkFlagsFit(flags);
  const properties = flags.property ?? allProperties;
  const columns = subjectsOf(flags).map((subject) => ({ subject, ref }));
  const design = await loadDesign(ref);
  warnOfStrangeSteps(name, design);
  const { policy } = design;
  const allowFile = allowFileOf(flags);
  const expected = readExpectedFile();
  const contract = policy === null ? null : checkPolicy(policy);
  const unjudged = unjudgedCases(await namesIn(columns), properties);
  beginReports(flags, [...contractCases(contract), ...unjudged]);
  if (contract !== null && flags.json !== true) process.stdout.write(formatBreaches(contract));
  const checked = await withCrew(flags.jobs, (crew) => checkAll(columns, properties, flags, crew));
  const results = checked.map(({ result }) => result);
  const { files, code } = writeRuns(flags.out, results);
  const allowed = allowFile?.list ?? NOTHING_ALLOWED;
  if (flags.json === true) process.stdout.write(formatJson(results, contract, expected));
  else {
    const news = gateAll(results, { kind: 'allowed', list: allowed });
    // Who writes down what there is does not ask for its runs.
    if (flags.writeAllow === undefined) await tellSimplest(ref, news, { files, expected });
    const beside = isDefault(flags) ? publishedBeside(design, expected) : [];
    process.stdout.write(formatMatrix(results, { expected, beside, allowed }));
  }
  const list = allowFile?.after(results) ?? allowed;
  const cells = gateAll(results, { kind: 'allowed', list });
  if (flags.json !== true && allowFile !== null) {
    if (flags.writeAllow !== undefined) tellWritten(flags.writeAllow, list);
    tellAllowed(allowFile.fileName, cells, isDefault(flags) ? goneFrom(list, results) : []);
  }
  const kept = contract === null || breachesOf(contract).length === 0;
  const replayed = await replayAll(checked);
  const cases = async (): Promise<readonly GateCase[]> => [
    ...contractCases(contract),
    ...(await gateCases(replayed, cells, { files, expected })),
  ];
  const written = await writeReports(flags.report, cases);
  const codes = [...cells.map(codeOf), ...replayed.map(codeOfReplay), code, written];
  return worst([kept ? EXIT.ok : EXIT.violated, ...codes]);
}

/** Whether all is looked for that the expected matrix was made of; maybe not to the end. */
function isDefault({ scope, script, engine, runs, seed }: CheckFlags): boolean {
  return [scope, script, engine, runs, seed].every((flag) => flag === undefined);
}

/** The columns of the published designs, for a design or a policy that is none of the known. */
function publishedBeside(design: Design, expected: ExpectedMatrix): readonly ExpectedResult[] {
  const isOf = (designs: readonly Design[], names: Pick<Run, 'design' | 'policy'>): boolean =>
    designs
      .map(designNames)
      .some((own) => own.design === names.design && own.policy === names.policy);
  if (isOf(knownDesigns, designNames(design))) return [];
  return expected.results.filter((column) => isOf(publishedDesigns, column));
}

/** `iova-check`: the matrix of the known designs against the one that is checked in. */
export async function matrixCommand(flags: CheckFlags): Promise<ExitCode> {
  matrixFlagsFit(flags);
  const update = flags.update === true;
  const columns = matrixColumns(subjectsOf(flags), update || flags.policies === true);
  const expected = update ? replacedExpectedFile() : readExpectedFile();
  beginReports(flags, unjudgedCases(await namesIn(columns), allProperties));
  const checked = await withCrew(flags.jobs, (crew) =>
    checkAll(columns, allProperties, flags, crew),
  );
  const results = checked.map(({ result }) => result);
  const { files, code } = writeRuns(flags.out, results);
  const frame = { expected, beside: [], allowed: NOTHING_ALLOWED };
  if (flags.json === true) process.stdout.write(formatJson(results, null, expected));
  else process.stdout.write(formatMatrix(results, frame));
  const interrupted = results.some(({ stopped }) => stopped !== null);
  const replayed = await replayAll(checked);
  const codes = [code, ...replayed.map(codeOfReplay), interrupted ? EXIT.inconclusive : EXIT.ok];
  let matrix = expected;
  if (update) {
    if (interrupted) process.stderr.write('Interrupted: expected.json stays as it is.\n');
    else matrix = writeExpectedFile(formatExpected(results, expected));
  }
  if (matrix === null) return worst(codes);
  const cells = gateAll(results, { kind: 'as expected', matrix });
  const background = { files, expected: matrix };
  if (!update) {
    if (flags.json !== true) await tellDifferences(cells, background, interrupted);
    codes.push(...cells.map(codeOf));
  }
  if (flags.json !== true) tellUnjudged(matrix);
  codes.push(await writeReports(flags.report, () => gateCases(replayed, cells, background)));
  return worst(codes);
}

/** Who is checked, in order. */
async function namesIn(
  columns: readonly ColumnSubject[],
): Promise<readonly Pick<DesignResult, 'design' | 'policy' | 'callers'>[]> {
  return Promise.all(
    columns.map(async ({ subject: { callers }, ref }) => ({
      ...designNames(await loadDesign(ref)),
      callers,
    })),
  );
}

function codeOf({ gate: { kind } }: GatedCell): ExitCode {
  if (kind === 'failed') return EXIT.violated;
  return kind === 'inconclusive' ? EXIT.inconclusive : EXIT.ok;
}
