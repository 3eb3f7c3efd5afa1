import { checkColumns, type RunnerOfDesigns } from '../../explore/checking/check-columns.ts';
import type { JudgedPolicy } from '../../explore/checking/judged-policies.ts';
import type { Plan } from '../../explore/checking/plan.ts';
import { type ReplayedColumn, replayReported } from '../../explore/checking/replay-reported.ts';
import { reportedIn } from '../../explore/checking/results.ts';
import { ruleOn } from '../../report/gate/ruling.ts';
import type { Standard } from '../../report/gate/standard.ts';
import { namedRuns } from '../../report/reporters/named-runs.ts';
import type { Reporter } from '../../report/reporters/reporter.ts';
import type { ExpectedMatrix } from '../../report/verdicts/expected.ts';
import type { CheckFlags } from '../arguments/check-flags.ts';
import { prepare } from '../files/prepare.ts';
import { writeOutputs } from '../files/write-outputs.ts';
import type { ExitCode } from '../process/exit-code.ts';
import { withWorkerThreads } from '../process/worker-threads.ts';
import { adviseEngine } from './advise-engine.ts';
import { exitCodeOf } from './exit-code-of.ts';
import { withKept } from './with-kept.ts';
import { stillShows } from './still-shows.ts';

/** What is known before the work begins. */
interface Assignment {
  readonly plan: Plan;
  readonly policies: readonly JudgedPolicy[];
  /** What the results are held against. */
  readonly standard: Standard;
  /** What is known of signatures; null: nothing. */
  readonly expected: ExpectedMatrix | null;
  /** In the order in which they write. */
  readonly reporters: readonly Reporter[];
  /** Who does the work by way of these runners. Absent: they do it themselves. */
  readonly through?: (runners: RunnerOfDesigns) => RunnerOfDesigns;
}

/** From a plan to an exit code: check, replay what is reported, rule, report. */
export async function carryOut(
  { plan, policies, standard, expected, reporters, through = (runners) => runners }: Assignment,
  flags: CheckFlags,
): Promise<ExitCode> {
  const wanted = reporters.flatMap((reporter) => reporter.prepare?.({ plan, policies }) ?? []);
  const otherFiles = [flags.allow, flags.writeAllow].filter((file) => file !== undefined);
  const results = await withWorkerThreads(flags.jobs, async ({ workers, progress }) => {
    // Only now, as an interruption from here on is heard.
    prepare(wanted, otherFiles);
    return withKept(workers, flags, progress, async (runners) =>
      adviseEngine(async () => checkColumns(plan, through(runners), progress)),
    );
  });
  const replayed: ReplayedColumn[] = [];
  for (const column of reportedIn(results)) replayed.push(await replayReported(column));
  const ruling = ruleOn(results, replayed, policies, standard);
  const runs = namedRuns(replayed, flags.out ?? null);
  const shows = await stillShows(plan);
  const written = new Set<string>();
  let isAllWritten = true;
  for (const reporter of reporters) {
    const outputs = reporter.report({ plan, results, ruling, runs, expected, written });
    const { files, isComplete } = writeOutputs(outputs, shows);
    for (const file of files) written.add(file);
    isAllWritten &&= isComplete;
  }
  return exitCodeOf(ruling, isAllWritten);
}
