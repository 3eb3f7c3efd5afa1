import { Context } from '../../impl/kernel/context.ts';
import type { Coroutine } from '../../impl/kernel/effect.ts';
import type { Kernel } from '../../impl/kernel/kernel.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { Bits } from './bits.ts';
import { NIL } from './deferred-list.ts';
import type { PeerProblem } from './peer-problem.ts';
import type { Way } from './way.ts';

const SLOT_BITS = 4;

/** `slot[2d]` and `slot[2d+1]`: the ranges that a driver holds, each by its first page. */
class Slots {
  readonly bits: Bits;

  constructor(kernel: Kernel) {
    this.bits = new Bits(kernel, NIL | (NIL << SLOT_BITS));
  }

  get(slot: number): number {
    return this.bits.read(slot * SLOT_BITS, SLOT_BITS);
  }

  set(slot: number, start: number): void {
    this.bits.write(slot * SLOT_BITS, SLOT_BITS, start);
  }
}

/** A context that allocates and frees. */
export class Driver extends Context {
  /** The number that the pages of its ranges have as their owner. */
  readonly owner: number;
  readonly slots: Slots;

  constructor(kernel: Kernel, number: number) {
    super(`cpu${number}`);
    this.owner = number + 1;
    this.slots = new Slots(kernel);
  }

  take(slot: number): number {
    const start = this.slots.get(slot);
    this.slots.set(slot, NIL);
    return start;
  }
}

/**
 * `proctype driver`: allocates or frees under the lock, as many times as the bounds say. An erase
 * may fail.
 */
export function* driver(problem: PeerProblem): Coroutine<Outcome> {
  const { forks, lock, work, counters, bounds } = problem;
  const anything = [alloc(problem, 1), alloc(problem, 2), free(problem, 0), free(problem, 1)];
  const anyCall = [...anything, failingFree(problem, 0), failingFree(problem, 1)];
  for (let k = 0; k < bounds.calls; k += 1) {
    yield forks.at<Driver>('d0', [k], { when: () => lock.free, act: (by) => lock.take(by) });
    const node: number | null = yield forks.at('d1', [k], ...anyCall);
    if (node === null) {
      yield forks.just('d2', [k], () => lock.drop());
      continue;
    }
    yield forks.just('d3', [k, node], () => lock.drop());
    yield* problem.list.add(node, [k], ['d4', 'd5']);
    yield forks.just('d6', [k], () => {
      if (!work.cancelled) work.pending = true;
    });
  }
  yield forks.just('d0: done', [], () => counters.finish());
  return DONE;
}

/** Each way sends the node that is to be deferred; null: there is none. */
function alloc({ pages }: PeerProblem, size: number): Way<Driver> {
  return {
    when: ({ slots }) => slots.get(0) === NIL || slots.get(1) === NIL,
    act: ({ slots, owner }) => {
      const start = pages.alloc(owner, size);
      if (start !== null) slots.set(slots.get(0) === NIL ? 0 : 1, start);
      return null;
    },
  };
}

function free({ pages }: PeerProblem, slot: number): Way<Driver> {
  return {
    when: ({ slots }) => slots.get(slot) !== NIL,
    act: (by) => {
      pages.erase(by.take(slot), by.owner);
      return null;
    },
  };
}

function failingFree({ pages, counters }: PeerProblem, slot: number): Way<Driver> {
  return {
    when: ({ slots }) => slots.get(slot) !== NIL && counters.budget > 0,
    act: (by) => {
      const node = by.take(slot);
      pages.defer(node, by.owner);
      counters.spend();
      return node;
    },
  };
}
