import type { Pfn, Range } from '../../model/range.ts';
import { hardened } from '../designs/hardened.ts';
import type { HardenedDomain } from '../designs/hardened-design.ts';
import { asking, step } from '../kernel/effect.ts';
import { Atomic } from './parts/atomic.ts';
import { eraseFirstMarker, firstMarker } from './parts/first-marker.ts';
import type { SeededBug } from './seeded-bug.ts';

const WORK = 'iova_deferred_free_work';
/** The sequence number wraps. */
const WRAP = 8;

interface Domain extends HardenedDomain {
  /** Counts what could change a marker. */
  readonly sequence: Atomic<number>;
}

interface Seen {
  readonly marker: Range;
  readonly sequence: number;
}

export const erasesWhatItSaw: SeededBug<typeof hardened> = {
  finding: null,
  changes:
    'The work drops the lock to get nodes for the first marker and erases it if a sequence ' +
    'number has not changed, but a reservation counts that up before it takes the lock.',
  realistic:
    'GFP_KERNEL needs the lock dropped, and the write side of the sequence count begins one ' +
    'line too early.',
  caughtBy: 'OWN-2',
  base: hardened,
  scope: 'cpus=1,calls=3,pages=2,refusals=1,teardown=off',
  design: {
    ...hardened,
    name: 'erases-what-it-saw',
    init(kernel, setup): Domain {
      return { ...hardened.init(kernel, setup), sequence: new Atomic(kernel, 0) };
    },
    *drain(d: Domain, at: string, erased: number) {
      if (at !== WORK) {
        yield step(`${at}: count up`, () => countUp(d));
        return yield* hardened.drain.call(this, d, at, erased);
      }
      const seen: Seen | null = yield step(`${at}: look`, () => look(d));
      if (seen !== null) {
        yield d.lock.unlock(`${at}: unlock for memory`);
        yield d.lock.lockIrqsave(`${at}: lock again`);
        const end: 'more' | 'refused' = yield asking(`${at}: drain`, () => eraseSeen(d, seen));
        if (end === 'refused') return { visited: 1, erased, end };
      }
      return yield* hardened.drain.call(this, d, at, erased);
    },
    *reserve(d: Domain, lo: Pfn, hi: Pfn) {
      yield step('reserve_iova: count up', () => countUp(d));
      return yield* hardened.reserve.call(this, d, lo, hi);
    },
  },
};

function countUp({ sequence }: Domain): void {
  sequence.set((sequence.get() + 1) % WRAP);
}

function look(d: Domain): Seen | null {
  const marker = firstMarker(d);
  return marker && { marker, sequence: d.sequence.get() };
}

function eraseSeen(d: Domain, { marker, sequence }: Seen): 'more' | 'refused' {
  if (d.sequence.get() !== sequence) return 'more';
  return eraseFirstMarker(d, marker) ? 'more' : 'refused';
}
