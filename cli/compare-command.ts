import { designNames } from '../impl/twin/twin-subject.ts';
import { join } from 'node:path';
import { compareResults } from '../explore/checking/compare-results.ts';
import { type Comparison, type Side, SIDES, type Sides } from '../explore/checking/comparison.ts';
import { type DesignRef, loadDesign } from '../explore/loading/load-design.ts';
import { onlyOf } from '../explore/checking/one-sided-results.ts';
import { checkPolicy, type PolicyContract } from '../explore/contract/policy-contract.ts';
import { formatNames } from '../explore/run/run.ts';
import type { DesignResult } from '../explore/checking/verdict.ts';
import { allProperties } from '../model/properties/all.ts';
import { formatComparison } from '../report/comparison/comparison.ts';
import { answerOf, type ComparisonAnswer } from '../report/comparison/comparison-answer.ts';
import { type ComparedDesign, formatComparisonJson } from '../report/comparison/comparison-json.ts';
import { breachesOf, formatBreaches } from '../report/policies/policy-contract.ts';
import { checkAll, type Checked } from './check-all.ts';
import { type CheckFlags, checkFlagsFit } from './check-flags.ts';
import { subjectsOf } from './check-subjects.ts';
import { withCrew } from './crew.ts';
import { readExpectedFile } from './expected-file.ts';
import { EXIT, type ExitCode, worst } from './exit-code.ts';
import { makeFolder } from './files.ts';
import { codeOfReplay, replayAll } from './replay-all.ts';
import { type RunFiles, writeRuns } from './run-files.ts';
import { sideRef } from './side-ref.ts';
import { warnOfStrangeSteps } from './strange-steps.ts';
import { tellOneSided } from './tell-one-sided.ts';

/** One side: how it is called, what it is, and its policy. */
interface Subject extends ComparedDesign {
  readonly ref: DesignRef;
  readonly contract: PolicyContract | null;
}

const CODES: Readonly<Record<ComparisonAnswer['kind'], ExitCode>> = {
  worse: EXIT.violated,
  'no worse': EXIT.ok,
  inconclusive: EXIT.inconclusive,
};

/** `iova-check compare A B`: what B breaks that A does not, and the other way round. */
export async function compareCommand(a: string, b: string, flags: CheckFlags): Promise<ExitCode> {
  checkFlagsFit(flags);
  const sides = { A: await subjectOf(a), B: await subjectOf(b) };
  const { results, comparison } = await compareBoth(sides, flags);
  const answer = answerOf(comparison, { A: sides.A.policyBreaches, B: sides.B.policyBreaches });
  const only = { A: onlyOf('A', comparison, results.A), B: onlyOf('B', comparison, results.B) };
  const files: Record<Side, RunFiles> = { A: new Map(), B: new Map() };
  const codes: ExitCode[] = [CODES[answer.kind]];
  for (const side of SIDES) {
    const folder = flags.out === undefined ? undefined : join(flags.out, side.toLowerCase());
    const written = writeRuns(folder, only[side]);
    files[side] = written.files;
    const { ref } = sides[side];
    const checked = only[side].map((result): Checked => ({ ref, result }));
    codes.push(written.code, ...(await replayAll(checked)).map(codeOfReplay));
  }
  if (flags.json === true) {
    process.stdout.write(formatComparisonJson(sides, answer, comparison));
    return worst(codes);
  }
  const expected = readExpectedFile();
  const names = { A: nameOf(sides.A), B: nameOf(sides.B) };
  process.stdout.write(formatComparison(names, answer, comparison));
  for (const { contract } of [sides.A, sides.B]) {
    if (contract !== null) process.stdout.write(formatBreaches(contract));
  }
  for (const side of ['B', 'A'] as const) {
    const background = { files: files[side], expected };
    await tellOneSided(side, sides[side].ref, only[side], comparison, background);
  }
  return worst(codes);
}

async function subjectOf(text: string): Promise<Subject> {
  const ref = sideRef(text);
  const loaded = await loadDesign(ref);
  warnOfStrangeSteps(ref.design, loaded);
  const contract = loaded.policy === null ? null : checkPolicy(loaded.policy);
  const policyBreaches = contract === null ? [] : breachesOf(contract).map(({ id }) => id);
  return { as: text, ref, contract, policyBreaches, ...designNames(loaded) };
}

/** Both are checked alike: same scopes, same seeds. */
async function compareBoth(
  sides: Sides<Subject>,
  flags: CheckFlags,
): Promise<{ results: Sides<readonly DesignResult[]>; comparison: Comparison }> {
  const subjects = subjectsOf(flags);
  const properties = flags.property ?? allProperties;
  if (flags.out !== undefined) makeFolder(flags.out);
  return withCrew(flags.jobs, async (crew) => {
    const refs = [sides.A.ref, sides.B.ref];
    const columns = subjects.flatMap((subject) => refs.map((ref) => ({ subject, ref })));
    const checked = await checkAll(columns, properties, flags, crew);
    const all = checked.map(({ result }) => result);
    const results = {
      A: all.filter((_, at) => at % 2 === 0),
      B: all.filter((_, at) => at % 2 === 1),
    };
    const comparison = await compareResults(results, async (on, found) =>
      crew.workers.on(sides[on].ref, properties).counterpartOf(found.execution, found.signature),
    );
    return { results, comparison };
  });
}

/** "llist (flat-10ms)", or "mine.ts@HEAD~1: mine (flat-10ms)" */
function nameOf(subject: Subject): string {
  const names = formatNames(subject);
  const { design, policy } = subject.ref;
  const isName = design === subject.design && (policy === null || policy === subject.policy);
  return isName ? names : `${subject.as}: ${names}`;
}
