import type { Context } from '../../impl/kernel/context.ts';
import type { Coroutine } from '../../impl/kernel/effect.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import { NIL } from './deferred-list.ts';
import { ZOMBIE } from './pages.ts';
import type { PeerProblem } from './peer-problem.ts';
import type { Way } from './way.ts';

/**
 * `proctype worker`: erases what was deferred, and puts back onto the list what cannot be erased.
 */
export function* worker(problem: PeerProblem): Coroutine<Outcome> {
  const { forks, lock, work, list } = problem;
  for (;;) {
    yield forks.at<Context>('w0', [], {
      when: () => work.pending,
      act: () => {
        work.pending = false;
        work.running = true;
      },
    });
    let cur: number = yield forks.just('w1', [], () => {
      checkTree(problem);
      return list.deleteAll();
    });
    let again = false;
    while (cur !== NIL) {
      yield forks.at<Context>('w2: lock', [cur, again], {
        when: () => lock.free,
        act: (by) => lock.take(by),
      });
      const next: Next = yield forks.at('w3', [cur, again], ...erasing(problem, cur));
      const node = cur;
      cur = next.cur;
      if (!next.failed) {
        yield forks.just('w4', [cur, again], () => lock.drop());
        continue;
      }
      again = true;
      yield forks.just('w5', [cur, node], () => lock.drop());
      yield* list.add(node, [cur], ['w5b', 'w6']);
    }
    yield forks.just('w2: rest', [again], rest(problem, again));
    yield forks.just('w7', [], () => {
      work.running = false;
    });
  }
}

function checkTree({ assertions, counters }: PeerProblem): void {
  assertions.assert(!counters.torn, 'the tree is there');
}

/** What the worker does next. */
interface Next {
  readonly failed: boolean;
  readonly cur: number;
}

function erasing(problem: PeerProblem, node: number): readonly Way<Context>[] {
  const { pages, list, counters, bounds } = problem;
  const takes = (): number => {
    checkTree(problem);
    return list.unlink(node);
  };
  return [
    {
      when: () => true,
      act: (): Next => {
        const cur = takes();
        pages.erase(node, ZOMBIE);
        return { failed: false, cur };
      },
    },
    {
      when: () => counters.budget > 0,
      act: (): Next => {
        const cur = takes();
        if (bounds.bug === 2) pages.erase(node, ZOMBIE);
        counters.spend();
        return { failed: true, cur };
      },
    },
  ];
}

function rest({ work, bounds }: PeerProblem, again: boolean): () => void {
  return () => {
    if (bounds.bug !== 1 && again && !work.cancelled) {
      work.pending = true;
      work.backOff();
    } else work.forgetBackoff();
  };
}
