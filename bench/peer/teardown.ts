import type { Context } from '../../impl/kernel/context.ts';
import type { Coroutine } from '../../impl/kernel/effect.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { NIL } from './deferred-list.ts';
import { ZOMBIE } from './pages.ts';
import type { PeerProblem } from './peer-problem.ts';

/** `proctype teardown`: after all drivers are done, it cancels the work and empties the tree. */
export function* teardown(problem: PeerProblem): Coroutine<Outcome> {
  const { forks, work, bounds } = problem;
  const quiescent = (): boolean => !work.pending && !work.running;
  const done = (): boolean => problem.counters.done === bounds.drivers;
  yield forks.at<Context>(
    't0',
    [],
    { when: () => done() && quiescent(), act: () => checkNothingLost(problem) },
    { when: () => done() && !quiescent(), act: () => undefined },
  );
  if (bounds.bug !== 3) {
    yield forks.just('t1', [], () => work.cancel());
    yield forks.at<Context>('t2', [], { when: () => !work.running, act: () => undefined });
  }
  yield forks.just('t3', [], () => drain(problem));
  yield forks.just('t4', [], () => destroy(problem));
  return DONE;
}

/** If no process is about to do anything, nothing may be deferred. */
function checkNothingLost({ assertions, list, pages }: PeerProblem): void {
  assertions.assert(list.head === NIL, 'the list is empty');
  assertions.assert(!pages.holds(ZOMBIE), 'nothing is deferred');
}

/** Empties the list and the tree. Destroying the tree cannot fail. */
function drain({ list, pages }: PeerProblem): void {
  for (let node = list.pop(); node !== null; node = list.pop()) pages.erase(node, ZOMBIE);
}

function destroy({ drivers, pages, assertions, counters }: PeerProblem): void {
  for (const driver of drivers) {
    for (const slot of [0, 1]) {
      const start = driver.take(slot);
      if (start !== NIL) pages.erase(start, pages.ownerOf(start));
    }
  }
  assertions.assert(!pages.holds(null), 'the tree is empty');
  counters.tear();
}
