/** What `hardened` does otherwise than the kernel with caches. */
import { expect, test } from 'vitest';
import { hardened } from '../../impl/designs/hardened.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import type { Design } from '../../impl/designs/design.ts';
import { cachesOf } from '../../impl/designs/fast-path-design.ts';
import { Rig, TOP } from '../designs/rig.ts';

const ALLOC = { fn: 'allocFast', sizePages: 1, limit: TOP, flush: true } as const;
const FLUSH = 'alloc_iova_fast: next online CPU';

function rigOf(design: unknown, stock: number, cpus = 2): Rig {
  const caches = { magazine: 1, classes: 1, stock, hotplug: true };
  return new Rig(design as Design, { caches, cpus });
}

function freeFast(of: number): { fn: 'freeFast'; what: object; sizePages: number } {
  return { fn: 'freeFast', what: { call: of, offsetPages: 0 }, sizePages: 1 };
}

/** Whether a free of CPU 1 is cached while a flush of CPU 0 has passed CPU 1. */
function cachesBehindFlush(design: unknown): boolean {
  const rig = rigOf(design, 0, 3);
  const held = rig.call(ALLOC, { on: 'cpu1' });
  rig.start('cpu0', { fn: 'allocFast', sizePages: 1, limit: 0, flush: true });
  for (let cpu = 0; cpu < 3; cpu += 1) {
    rig.stepTo('cpu0', FLUSH);
    rig.step('cpu0');
  }
  rig.call(freeFast(held) as never, { on: 'cpu1' });
  rig.finish('cpu0');
  return rig.factsOf('cached').length > 0;
}

test('while a flush is in progress, nothing comes into a cache that it has passed', () => {
  expect(cachesBehindFlush(mainline)).toBe(true);
  expect(cachesBehindFlush(hardened)).toBe(false);
});

test('a reservation flushes first: what was cached in its range is not handed out', () => {
  for (const [design, flushes] of [
    [mainline, 0],
    [hardened, 1],
  ] as const) {
    const rig = rigOf(design, 1);
    rig.reserve(TOP, TOP);
    expect(rig.factsOf('flushed')).toHaveLength(flushes);
    expect(rig.range(rig.call(ALLOC)).lo === TOP).toBe(flushes === 0);
  }
});

test('a task whose CPU goes offline before it takes the lock caches nothing there', () => {
  for (const [design, ranges] of [
    [mainline, 1],
    [hardened, 0],
  ] as const) {
    const rig = rigOf(design, 0);
    const held = rig.call(ALLOC, { on: 'cpu1' });
    rig.start('cpu1', freeFast(held) as never);
    rig.stepTo('cpu1', '__iova_rcache_insert: lock the cache');
    rig.call({ fn: 'offline', cpu: 1 }, { on: 'hotplug' });
    rig.finish('cpu1');
    expect(cachesOf(rig.domain).of(0, 1).shown.loaded ?? []).toHaveLength(ranges);
  }
});

test('a trim keeps the lock of its depot until its magazine is in the tree', () => {
  for (const [design, next] of [
    [mainline, 'iova_depot_work_func: unlock the depot'],
    [hardened, 'iova_magazine_free_pfns: lock'],
  ] as const) {
    const rig = rigOf(design, 4, 1);
    rig.pass(100);
    rig.step('trim0');
    rig.stepTo('trim0', 'iova_depot_work_func: take a magazine');
    rig.step('trim0');
    expect(rig.nextStep('trim0')).toBe(next);
  }
});
