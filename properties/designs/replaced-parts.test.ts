/** One changed line of the kernel is one replaced function: variations, and what each changes. */
import { describe, expect, test } from 'vitest';
import type { Design } from '../../impl/designs/design.ts';
import { freeObjectMemory, PLACE } from '../../impl/designs/domain.ts';
import { hardened } from '../../impl/designs/hardened.ts';
import { llist } from '../../impl/designs/llist.ts';
import { marker } from '../../impl/designs/marker.ts';
import { asking, step } from '../../impl/kernel/effect.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const drainResetsHint: typeof marker = {
  ...marker,
  name: 'drain-resets-hint',
  drainedOne(d, erased) {
    this.resetHint(d, erased);
  },
};

const hintRemembersGap: typeof marker = {
  ...marker,
  name: 'hint-remembers-gap',
  hintForbids(d, request) {
    return marker.hintForbids(d, { ...request, sizePages: this.pagesNeeded(request) });
  },
  searchFailed(d, request) {
    if (request.limit !== d.space.dma32 - 1) return;
    d.max32.set(Math.min(d.max32.get(), this.pagesNeeded(request)), `${PLACE}: search failed`);
  },
};

const resetsAfterErase: typeof marker = {
  ...marker,
  name: 'resets-after-erase',
  erase(d, range) {
    const erased = d.tree.erase(range.lo, range.hi);
    if (erased) this.resetHint(d, range);
    return erased;
  },
};

const resetsBelowOnly: typeof marker = {
  ...marker,
  name: 'resets-below-only',
  resetHint(d, { hi }) {
    if (hi < d.space.dma32) d.max32.set(d.space.dma32);
  },
};

const freeDoesNotDrain: typeof marker = {
  ...marker,
  name: 'free-does-not-drain',
  *freed(d, object, at) {
    yield freeObjectMemory(d, object, `${at}: free the object`);
  },
};

const freePostpones: typeof llist = {
  ...llist,
  name: 'free-postpones',
  arm: (d) => d.work.modify(d.retry.policy.startJiffies),
};

const givesUp: typeof hardened = {
  ...hardened,
  name: 'gives-up',
  *drainAndPlace(d, request, object) {
    const batch = yield* this.drain(d, PLACE, 0);
    return (yield batch.end === 'refused'
      ? step(`${PLACE}: give up`, () => this.noRoom(d, batch))
      : asking(`${PLACE}: search and store`, () =>
          this.place(d, request, object, batch),
        )) as Outcome | null;
  },
};

describe('in marker', () => {
  const low = DMA32 - 1;

  /** What the hint is after a drain has erased the only marker below 4 GiB. */
  function hintAfterDrain(design: Design): number {
    const rig = new Rig(design);
    rig.defer(rig.alloc(1, low));
    rig.alloc(2, DMA32 - 33, { refuse: ['drain'] });
    rig.alloc(1);
    expect(rig.dump().deferred).toEqual([]);
    return rig.domain.max32.get();
  }

  test('a drain can reset the 32-bit hint', () => {
    expect(hintAfterDrain(marker)).toBe(2);
    expect(hintAfterDrain(drainResetsHint)).toBe(DMA32);
  });

  test('the hint can remember the gap that a search of all 32-bit space missed', () => {
    const hints = (design: Design): readonly number[] => {
      const rig = new Rig(design);
      rig.alloc(3, DMA32 - 33);
      const first = rig.domain.max32.get();
      rig.alloc(30, low);
      return [first, rig.domain.max32.get()];
    };
    expect(hints(marker)).toEqual([3, 3]);
    expect(hints(hintRemembersGap)).toEqual([DMA32, 30 + 32 - 1]);
  });

  /** What the hint is after a free whose erase is refused. */
  function hintAfterRefusal(design: Design): number {
    const rig = new Rig(design);
    const held = rig.alloc(1, low);
    rig.alloc(32, low);
    rig.defer(held);
    return rig.domain.max32.get();
  }

  test('a free can reset the hint after its erase, if that found memory', () => {
    expect(hintAfterRefusal(marker)).toBe(DMA32);
    expect(hintAfterRefusal(resetsAfterErase)).toBe(32);
  });

  /** What the hint is after the free of a range across the 4 GiB line. */
  function hintAfterFreeAcross(design: Design): number {
    const rig = new Rig(design);
    rig.reserve(DMA32 - 1, DMA32);
    rig.alloc(32, low);
    rig.free(0);
    return rig.domain.max32.get();
  }

  test('a free can reset the hint for other ranges', () => {
    expect(hintAfterFreeAcross(marker)).toBe(DMA32);
    expect(hintAfterFreeAcross(resetsBelowOnly)).toBe(32);
  });

  test('a free whose erase found memory can leave the markers to others', () => {
    const left = (design: Design): number | undefined => {
      const rig = new Rig(design);
      const [first, second] = [rig.alloc(1), rig.alloc(1)];
      rig.defer(first);
      rig.free(second);
      return rig.dump().deferred?.length;
    };
    expect(left(marker)).toBe(0);
    expect(left(freeDoesNotDrain)).toBe(1);
  });
});

test('in llist, a free can postpone a work that is pending', () => {
  const due = (design: Design): number | null | undefined => {
    const rig = new Rig(design);
    const [first, second] = [rig.alloc(1), rig.alloc(1)];
    rig.defer(first);
    rig.pass(4);
    rig.defer(second);
    return rig.dump().work_due;
  };
  expect(due(llist)).toBe(10);
  expect(due(freePostpones)).toBe(14);
});

test('in hardened, an allocation whose drain was refused can give up without a search', () => {
  const searches = (design: Design): readonly string[] => {
    const rig = new Rig(design, { startPfn: TOP - 1 });
    const [low, high] = [rig.alloc(1), rig.alloc(1)];
    for (const call of [low, high]) rig.defer(call);
    rig.start('cpu0', { fn: 'alloc', sizePages: 2, limit: TOP, aligned: true });
    rig.stepTo('cpu0', `${PLACE}: drain`);
    rig.step('cpu0');
    rig.step('cpu0', true);
    return stepsLeft(rig);
  };
  const end = [`${PLACE}: unlock`, 'alloc_iova: free the object'];
  expect(searches(hardened)).toEqual([`${PLACE}: search and store`, ...end]);
  expect(searches(givesUp)).toEqual([`${PLACE}: give up`, ...end]);
});

describe.each([
  [marker, drainResetsHint],
  [marker, hintRemembersGap],
  [marker, resetsAfterErase],
  [marker, resetsBelowOnly],
  [llist, freePostpones],
])('$name is replaced a part that runs inside a step', (base, design) => {
  test(`and takes the same steps under the name ${design.name}`, () => {
    const steps = (of: Design): readonly string[] => {
      const rig = new Rig(of);
      const labels: string[] = [];
      const freed = rig.alloc(1, DMA32 - 1);
      rig.defer(rig.alloc(1));
      for (const call of [
        { fn: 'free', what: { call: freed, offsetPages: 0 } },
        { fn: 'alloc', sizePages: 40, limit: DMA32 - 1, aligned: true },
        { fn: 'reserve', lo: DMA32, hi: DMA32 + 1 },
      ] as const) {
        rig.start('cpu0', call);
        labels.push(...stepsLeft(rig));
      }
      return labels;
    };
    expect(steps(design)).toEqual(steps(base));
  });
});

/** The labels of the steps that a CPU takes until its call has come to its end. */
function stepsLeft(rig: Rig): readonly string[] {
  const labels: string[] = [];
  for (let at = rig.nextStep('cpu0'); at !== null; at = rig.nextStep('cpu0')) {
    labels.push(at);
    rig.step('cpu0');
  }
  return labels;
}
