import type { AllocRequest } from '../../model/call.ts';
import type { Pfn } from '../../model/range.ts';
import { refused } from '../designs/design.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { step } from '../kernel/effect.ts';
import type { Ptr } from '../kernel/slab.ts';
import { Atomic } from './parts/atomic.ts';
import type { SeededBug } from './seeded-bug.ts';

/** A request that found no room. */
interface Full {
  readonly sizePages: number;
  readonly limit: Pfn;
  readonly aligned: boolean;
}

interface Domain extends HardenedDomain {
  /** The latest, if nothing has been erased since; else null. */
  readonly full: Atomic<Full | null>;
}

export const notesFullLate: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'An allocation that finds no room leaves a note for later ones after it has unlocked, while ' +
    'an erase removes the note under the lock.',
  realistic:
    'A hint seems to need no lock, but the note can come after the erase that should have ' +
    'removed it.',
  caughtBy: 'AVL-1',
  base: hardened,
  scope: 'cpus=1,irqs=1,calls=4,pages=3,refusals=0,reserve=off,teardown=off',
  design: {
    ...hardened,
    name: 'notes-full-late',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), full: new Atomic<Full | null>(kernel, null) };
    },
    *alloc(d: Domain, request: AllocRequest) {
      const { sizePages, limit, aligned } = request;
      const known: boolean = yield step('alloc_iova: look at the note', () => {
        const full = d.full.get();
        if (full === null || (full.aligned && !aligned)) return false;
        return sizePages >= full.sizePages && limit <= full.limit;
      });
      if (known) return refused('alloc_iova: noted as full');
      const outcome = yield* hardened.alloc.call(this, d, request);
      if (outcome.kind === 'refused' && outcome.because.endsWith('search failed')) {
        yield step('alloc_iova: note', () => d.full.set({ sizePages, limit, aligned }));
      }
      return outcome;
    },
    eraseNext(d: Domain, batch) {
      const next = hardened.eraseNext.call(this, d, batch);
      d.full.set(null);
      return next;
    },
    erase(d: Domain, object: Ptr) {
      d.full.set(null);
      return hardened.erase.call(this, d, object);
    },
  },
};
