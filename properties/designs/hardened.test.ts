/** What the hardened design does, step by step. */
import { describe, expect, test } from 'vitest';
import { hardened } from '../../impl/designs/hardened.ts';
import { beginsAgain } from '../../impl/bugs/begins-again.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const PLACE = '__alloc_and_insert_iova_range';
const WORK = 'iova_deferred_free_work';

/** Lets the work run at its deadline, with memory or without. */
function runWork(rig: Rig, refuse: readonly string[] = []): void {
  rig.pass(rig.machine.timing.maxAdvanceJiffies());
  rig.wakeWorker();
  rig.finish('worker', refuse);
}

/** Frees every other one of six ranges of a page, with no memory: markers at TOP - 1, - 3, - 5. */
function marked(design: typeof hardened = hardened): Rig {
  const rig = new Rig(design);
  const calls = Array.from({ length: 6 }, () => rig.alloc(1));
  for (const at of [1, 3, 5]) rig.defer(calls[at] as number);
  return rig;
}

/** A space of two pages, one owned (by call 0), the other a marker. */
function full(): Rig {
  const rig = new Rig(hardened, { startPfn: DMA32, topPfn: DMA32 + 1 });
  const limit = DMA32 + 1;
  rig.alloc(1, limit);
  rig.defer(rig.alloc(1, limit));
  return rig;
}

function allocInFull(rig: Rig, refuse: readonly string[] = []): string | null {
  return rig.response(rig.alloc(1, DMA32 + 1, { refuse })).because;
}

function erasedOf(rig: Rig): readonly number[] {
  return rig.factsOf('erased').map((fact) => fact.range.lo);
}

describe('a free', () => {
  test('erases the range and gives its object back', () => {
    const rig = new Rig(hardened);
    rig.free(rig.alloc(1));
    expect(rig.dump()).toEqual({ ranges: [], deferred: [], work_due: null });
    expect(rig.domain.objects.live).toBe(0);
  });

  test('that finds no memory leaves a marker, no object, and the work armed', () => {
    const rig = new Rig(hardened);
    rig.defer(rig.alloc(2));
    expect(rig.dump()).toEqual({ ranges: [], deferred: [[TOP - 1, TOP]], work_due: 10 });
    expect(rig.domain.objects.live).toBe(0);
  });

  test('of what was freed before does nothing, and find does not know it', () => {
    const rig = new Rig(hardened);
    const call = rig.alloc(1);
    rig.defer(call);
    rig.free(call);
    rig.call({ fn: 'find', what: { call, offsetPages: 0 } });
    expect(rig.factsOf('misused')).toEqual([]);
    expect(rig.dump().deferred).toEqual([[TOP, TOP]]);
  });

  test('does not bring forward a deadline that stands', () => {
    const rig = new Rig(hardened);
    const [early, late] = [rig.alloc(1), rig.alloc(1)];
    rig.defer(early);
    runWork(rig, ['drain']);
    rig.defer(late);
    expect(rig.dump().work_due).toBe(10 + 50);
  });
});

describe('the work', () => {
  test('erases in ascending order and passes live ranges by', () => {
    const rig = marked();
    runWork(rig);
    expect(erasedOf(rig)).toEqual([TOP - 5, TOP - 3, TOP - 1]);
    expect(rig.dump().work_due).toBeNull();
  });

  test('stops at the first refusal', () => {
    const rig = marked();
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: drain`);
    rig.step('worker');
    rig.step('worker', true);
    rig.finish('worker');
    expect(erasedOf(rig)).toEqual([TOP - 5]);
    expect(rig.factsOf('window').at(-1)?.span?.lo).toBe(TOP - 3);
  });

  test('comes back after what the policy says, and says so once after ten failures', () => {
    const rig = new Rig(hardened);
    rig.defer(rig.alloc(1));
    rig.press('nodes');
    const due = Array.from({ length: 12 }, () => {
      runWork(rig);
      return rig.dump().work_due ?? 0;
    });
    const delays = due.slice(1).map((at, index) => at - (due[index] ?? 0));
    expect(delays.slice(0, 4)).toEqual([200, 1000, 1000, 1000]);
    expect(rig.factsOf('logged')).toHaveLength(1);
  });

  test('is not brought forward by a free between its timer and its lock', () => {
    const rig = new Rig(hardened);
    const [early, late] = [rig.alloc(1), rig.alloc(1)];
    rig.defer(early);
    rig.pass(10);
    rig.wakeWorker();
    rig.defer(late);
    rig.finish('worker', ['drain']);
    expect(rig.dump().work_due).toBe(10 + 50);
  });

  test('gives the lock back after each batch, and takes up what was marked below meanwhile', () => {
    const rig = marked(beginsAgain.base);
    const low = rig.alloc(1, DMA32 - 1);
    rig.pass(10);
    rig.wakeWorker();
    rig.stepTo('worker', `${WORK}: unlock`);
    rig.step('worker');
    rig.defer(low);
    rig.finish('worker');
    expect(erasedOf(rig)).toEqual([TOP - 5, DMA32 - 1, TOP - 3, TOP - 1]);
    expect(rig.dump().deferred).toEqual([]);
  });

  test('ends with the tree where a stale pointer has erased what was counted', () => {
    const rig = new Rig(hardened);
    const call = rig.alloc(1);
    rig.start('cpu1', { fn: 'freeObject', what: { call, offsetPages: 0 } });
    rig.stepTo('cpu1', '__free_iova: lock');
    rig.defer(call);
    rig.finish('cpu1');
    expect(rig.factsOf('misused')[0]?.misuse).toBe('use-after-free');
    runWork(rig);
    expect(rig.dump()).toEqual({ ranges: [], deferred: [], work_due: null });
  });
});

describe('an allocation', () => {
  test('does not drain while there is room', () => {
    const rig = marked();
    rig.alloc(1);
    expect(erasedOf(rig)).toEqual([]);
  });

  test('drains where there is none, and takes the place', () => {
    const rig = full();
    expect(allocInFull(rig)).toBeNull();
    expect(rig.dump().deferred).toEqual([]);
  });

  test('that cannot drain is refused and says why, once', () => {
    const rig = full();
    expect(allocInFull(rig, ['drain'])).toBe(`${PLACE}: search failed, drain refused`);
    allocInFull(rig, ['drain']);
    expect(rig.factsOf('logged')).toHaveLength(1);
  });

  test('says it again of what is deferred after all was erased', () => {
    const rig = full();
    allocInFull(rig, ['drain']);
    runWork(rig);
    rig.defer(rig.alloc(1, DMA32 + 1));
    allocInFull(rig, ['drain']);
    expect(rig.factsOf('logged')).toHaveLength(2);
  });

  test('whose store is refused leaves nothing behind', () => {
    const rig = new Rig(hardened);
    const call = rig.alloc(1, TOP, { refuse: ['search and store'] });
    expect(rig.response(call).because).toBe(`${PLACE}: store refused`);
    expect(rig.domain.objects.live).toBe(0);
    expect(rig.response(rig.alloc(1, DMA32 - 1)).refused).toBe(false);
  });

  test('gives the lock back after each batch of its drain', () => {
    const rig = new Rig(beginsAgain.base, { startPfn: DMA32, topPfn: DMA32 + 2 });
    const limit = DMA32 + 2;
    const calls = [rig.alloc(1, limit), rig.alloc(1, limit), rig.alloc(1, limit)];
    for (const call of calls) rig.defer(call);
    const before = rig.factsOf('locked').length;
    expect(rig.response(rig.alloc(2, limit)).refused).toBe(false);
    expect(rig.factsOf('locked').length - before).toBe(3);
  });
});

describe('a reservation', () => {
  test('over a marker overwrites it: nothing is left to erase', () => {
    const rig = new Rig(hardened);
    rig.defer(rig.alloc(1));
    rig.reserve(TOP, TOP);
    expect(rig.factsOf('window').at(-1)?.span).toBeNull();
    runWork(rig);
    expect(rig.dump()).toEqual({ ranges: [[TOP, TOP]], deferred: [], work_due: null });
  });

  test('inside a marker leaves two, and both are erased', () => {
    const rig = new Rig(hardened);
    rig.defer(rig.alloc(4));
    rig.reserve(TOP - 2, TOP - 1);
    runWork(rig);
    expect(erasedOf(rig)).toEqual([TOP - 3, TOP]);
    expect(rig.dump().work_due).toBeNull();
  });

  test.each(['reserve_iova: object', 'reserve_iova: store'])(
    'refused at %s changes nothing',
    (at) => {
      const rig = new Rig(hardened);
      const live = rig.alloc(2);
      rig.defer(rig.alloc(2));
      const before = rig.dump();
      const { lo } = rig.range(live);
      rig.reserve(lo - 1, lo, { refuse: [at] });
      expect(rig.dump()).toEqual(before);
      rig.free(live);
      expect(rig.factsOf('misused')).toEqual([]);
    },
  );
});

test('a teardown leaves no object, no work, and takes no marker for an object', () => {
  const rig = marked();
  rig.put();
  expect(rig.factsOf('remaining')).toEqual([{ kind: 'remaining', objects: 0, works: 0 }]);
  expect(rig.factsOf('misused')).toEqual([]);
});
