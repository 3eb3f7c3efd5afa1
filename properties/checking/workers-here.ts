import type { RunnerOfDesigns } from '../../explore/checking/check-columns.ts';
import { doTask } from '../../explore/checking/check-task.ts';
import { counterpartOf } from '../../explore/checking/counterpart.ts';
import { TaskBoard } from '../../explore/checking/task-board.ts';
import { searchInLockstep } from '../../explore/engines/lockstep/lockstep.ts';
import { loadDesign } from '../../explore/loading/load-design.ts';
import { minimise } from '../../explore/minimal/minimise.ts';
import { UNWATCHED } from '../../explore/state-space/watch.ts';
import { twinSubject } from '../../impl/twin/twin-subject.ts';

/** Does tasks in this thread, and notes for which design each is. */
export function workersHere(
  asked: string[],
  board: TaskBoard = TaskBoard.forJobs(1),
): RunnerOfDesigns {
  return {
    on: (ref, judged) => ({
      jobs: 1,
      board,
      doTask: async (task, job) => {
        asked.push(ref.design);
        return doTask(twinSubject(await loadDesign(ref), judged), task, board.watch(job));
      },
      minimise: async (some) =>
        minimise(twinSubject(await loadDesign(ref), judged), some, UNWATCHED),
      counterpartOf: async (run, signature) =>
        counterpartOf(twinSubject(await loadDesign(ref), judged), run, signature, UNWATCHED),
      inLockstepAfter: async (a, scopes) => {
        const subjects = {
          A: twinSubject(await loadDesign(a), judged),
          B: twinSubject(await loadDesign(ref), judged),
        };
        return searchInLockstep(subjects, scopes, 10_000, UNWATCHED);
      },
    }),
  };
}
