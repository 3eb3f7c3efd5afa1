/** What the hardened design keeps of its backlog, and what its policy is told of it. */
import { beginsAgain } from '../../impl/bugs/begins-again.ts';
import { describe, expect, test } from 'vitest';
import { hardened } from '../../impl/designs/hardened.ts';
import { flat10ms } from '../../impl/policies/flat-10ms.ts';
import { warnAfterPerRange } from '../../impl/policies/warn-after.ts';
import { withPolicy } from '../../impl/designs/with-policy.ts';
import { DMA32, Rig, TOP } from './rig.ts';

const shortBatches = beginsAgain.base;

const PLACE = '__alloc_and_insert_iova_range';
const WORK = 'iova_deferred_free_work';

/** Lets the work run at its deadline; `refuses` says which of its drains find no memory. */
function runWork(rig: Rig, refuses: (drain: number) => boolean = () => false): void {
  rig.pass(rig.machine.timing.maxAdvanceJiffies());
  rig.wakeWorker();
  let drain = 0;
  for (let at = rig.nextStep('worker'); at !== null; at = rig.nextStep('worker')) {
    const drains = at === `${WORK}: drain`;
    rig.step('worker', drains && refuses((drain += 1)));
  }
}

/** How long the work waits after a run. */
function delayAfter(rig: Rig, refuses: (drain: number) => boolean): number {
  runWork(rig, refuses);
  return (rig.dump().work_due ?? 0) - rig.machine.kernel.clock.nowJiffies;
}

const always = (): boolean => true;

/** So many ranges of a page from the top down, of which these are deferred. */
function deferring(design: typeof hardened, pages: number, ...deferred: readonly number[]): Rig {
  const rig = new Rig(design);
  const calls = Array.from({ length: pages }, () => rig.alloc(1));
  for (const at of deferred) rig.defer(calls[at] as number);
  return rig;
}

function spans(rig: Rig): readonly (number | null)[] {
  return rig.factsOf('window').map(({ span }) => span?.lo ?? null);
}

describe('the backlog', () => {
  test('begins where the lowest marker may be, and ends with the last', () => {
    const rig = deferring(hardened, 4, 1, 3);
    runWork(rig);
    expect(spans(rig)).toEqual([TOP - 1, TOP - 3, TOP - 2, null]);
  });

  test('keeps account of what a reservation cuts in two', () => {
    const rig = new Rig(hardened);
    const calls = [rig.alloc(4), rig.alloc(1), rig.alloc(1), rig.alloc(1), rig.alloc(1)];
    for (const at of [0, 2, 4]) rig.defer(calls[at] as number);
    rig.reserve(TOP - 2, TOP - 1);
    runWork(rig);
    expect(rig.dump().deferred).toEqual([]);
  });

  test('has its one line although more is deferred meanwhile', () => {
    const rig = new Rig(hardened, { startPfn: DMA32, topPfn: DMA32 + 1 });
    const [first, second] = [rig.alloc(1, DMA32 + 1), rig.alloc(1, DMA32 + 1)];
    rig.defer(first);
    rig.alloc(1, DMA32 + 1, { refuse: ['drain'] });
    rig.defer(second);
    rig.alloc(1, DMA32 + 1, { refuse: ['drain'] });
    expect(rig.factsOf('logged')).toHaveLength(1);
  });
});

describe('the work', () => {
  test('looks at no more entries than a batch has before it gives the lock back', () => {
    const rig = deferring(shortBatches, 8, 0, 7);
    runWork(rig);
    const sections = rig.factsOf('locked').filter(({ on }) => on === 'worker');
    expect(sections).toHaveLength(8 / shortBatches.batchEntries);
    expect(rig.dump()).toMatchObject({ deferred: [], work_due: null });
  });

  test('waits as at the beginning after a run that erased some, or left nothing', () => {
    const rig = deferring(hardened, 4, 1, 3);
    expect([1, 2].map(() => delayAfter(rig, always))).toEqual([50, 200]);
    expect(delayAfter(rig, (drain) => drain > 1)).toBe(10);
    expect([1, 2].map(() => delayAfter(rig, always))).toEqual([50, 200]);
    runWork(rig);
    rig.defer(rig.alloc(1));
    expect(delayAfter(rig, always)).toBe(50);
  });

  test('counts the tries of the lowest range, where the policy asks for them', () => {
    const rig = deferring(withPolicy(hardened, warnAfterPerRange(flat10ms, 3)), 4, 1, 3);
    const lines = (): number => rig.factsOf('logged').length;
    for (const told of [0, 0, 1, 1]) {
      runWork(rig, always);
      expect(lines()).toBe(told);
    }
    // The next lowest has been tried once, by the run that erased the one below it.
    runWork(rig, (drain) => drain > 1);
    runWork(rig, always);
    expect(lines()).toBe(1);
    runWork(rig, always);
    expect(lines()).toBe(2);
  });

  test('says nothing under a policy that never does', () => {
    const rig = deferring(withPolicy(hardened, flat10ms), 1, 0);
    for (let run = 0; run < 20; run += 1) runWork(rig, always);
    expect(rig.factsOf('logged')).toEqual([]);
  });
});

describe('a call that gets nothing', () => {
  test('is told so where no object is to be had', () => {
    const rig = new Rig(hardened);
    const call = rig.alloc(1, TOP, { refuse: ['alloc_iova: object'] });
    expect(rig.response(call).because).toBe('alloc_iova: object refused');
  });

  test('is told so where all is owned and nothing waits', () => {
    const rig = new Rig(hardened, { startPfn: DMA32, topPfn: DMA32 });
    rig.alloc(1, DMA32);
    expect(rig.response(rig.alloc(1, DMA32)).because).toBe(`${PLACE}: search failed`);
  });

  test('is told so where the range is beyond the address space', () => {
    const rig = new Rig(hardened);
    expect(rig.response(rig.reserve(2 ** 53 - 2, 2 ** 53 - 1)).refused).toBe(true);
  });

  test('frees nothing where nothing is', () => {
    const rig = new Rig(hardened);
    rig.call({ fn: 'free', what: { pfn: TOP } });
    expect(rig.factsOf('misused')).toEqual([]);
  });
});

test('a mark that is refused leaves the range where it is, and says so once', () => {
  const rig = deferring(hardened, 2);
  rig.machine.kernel.memory.script = ({ k }) => k !== 'erase' && k !== 'mark';
  for (const call of [0, 1]) rig.free(call);
  expect(rig.factsOf('logged')).toHaveLength(1);
  expect(rig.dump()).toMatchObject({ ranges: [expect.anything(), expect.anything()] });
  expect(rig.dump()).toMatchObject({ deferred: [], work_due: null });
});
