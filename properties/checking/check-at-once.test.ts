/** A check in one thread, without promises, finds what a check in many threads finds. */
import { expect, test } from 'vitest';
import { checkAtOnce } from '../../explore/checking/check-at-once.ts';
import { checkDesign } from '../../explore/checking/check.ts';
import { DEFAULT_OPTIONS } from '../../explore/checking/check-plan.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import type { DesignResult } from '../../explore/checking/verdict.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import { llist } from '../../impl/designs/llist.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';
import { allProperties } from '../../model/properties/all.ts';
import { scopeOfTests } from '../run/scope-of-tests.ts';

const judged = allProperties.filter(({ id }) => ['OWN-1', 'AVL-1', 'WRK-1'].includes(id));
const options = {
  ...DEFAULT_OPTIONS,
  callers: 'well-behaved',
  scopes: [{ ...scopeOfTests, refusals: 1 }],
  runs: 60,
} as const;

function withoutSeconds({ stats, ...result }: DesignResult): object {
  return { ...result, stats: { ...stats, seconds: 0 } };
}

test('a check at once has the verdicts, runs and numbers of one in threads', async () => {
  const subject = twinSubject(llist, judged);
  const board = TaskBoard.forJobs(3);
  const inThreads = await checkDesign(
    subject,
    options,
    {
      jobs: 3,
      board,
      doTask: (task, job) => Promise.resolve(doTask(subject, task, board.watch(job))),
      minimise: (candidates) => Promise.resolve(minimise(subject, candidates, UNWATCHED)),
    },
    () => undefined,
  );
  const atOnce = checkAtOnce(llist, judged, options);
  expect(withoutSeconds(atOnce)).toEqual(withoutSeconds(inThreads));
  expect(atOnce.verdicts.map(({ verdict }) => verdict.kind)).toContain('violated');
});
