import type { AllocRequest } from '../../model/call.ts';
import { refused } from '../designs/design.ts';
import { hardened, type HardenedDomain } from '../designs/hardened.ts';
import { step } from '../kernel/effect.ts';
import { Atomic } from './atomic.ts';
import type { SeededBug } from './seeded-bug.ts';

interface Domain extends HardenedDomain {
  /** No erase of a marker has worked since one was refused to an allocation. */
  readonly exhausted: Atomic<boolean>;
}

export const remembersExhaustionLate: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'An allocation that was refused for want of an erase notes so for the next ones, after the ' +
    'unlock; whoever erases a marker, or frees, strikes that out under the lock.',
  realistic:
    'As `max32_alloc_size`: a search that has failed need not be made again. The note comes after ' +
    'the erase that it should have come before.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'calls=5,pages=2,refusals=2',
  design: {
    ...hardened,
    name: 'remembers-exhaustion-late',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), exhausted: new Atomic(kernel, false) };
    },
    *alloc(d: Domain, request: AllocRequest) {
      const known: boolean = yield step('alloc_iova: look at the note', () => d.exhausted.get());
      if (known) return refused('alloc_iova: nothing to be had');
      const outcome = yield* hardened.alloc.call(this, d, request);
      if (outcome.kind === 'refused' && outcome.because.endsWith('drain refused')) {
        yield step('alloc_iova: note', () => d.exhausted.set(true));
      }
      return outcome;
    },
    eraseNext(d: Domain, batch) {
      const next = hardened.eraseNext.call(this, d, batch);
      if (next.end !== 'refused') d.exhausted.set(false);
      return next;
    },
    *remove(d: Domain, object, at) {
      yield* hardened.remove.call(this, d, object, at);
      yield step(`${at}: strike the note`, () => d.exhausted.set(false));
    },
  },
};
