/** The parts that the caches are made of, on a bare kernel. */
import { describe, expect, test } from 'vitest';
import { CacheMemory } from '../../impl/caches/cache-memory.ts';
import { CpuCache } from '../../impl/caches/cpu-cache.ts';
import { Depot } from '../../impl/caches/depot.ts';
import { Flushes } from '../../impl/caches/flushes.ts';
import { OnlineCpus } from '../../impl/caches/online-cpus.ts';
import { RangeCaches } from '../../impl/caches/range-caches.ts';
import { Stage } from '../kernel/stage.ts';

describe('the cache of a CPU', () => {
  test('its magazines are protected by its lock, and it tells how much lies in them', () => {
    const stage = new Stage('cpu0', 'cpu1');
    const cache = new CpuCache(stage.kernel, 1, 0);
    stage.doesUnder(cache.lock, 'cpu0', () => cache.set([4, 6], [8]));
    expect(cache.shown).toEqual({ loaded: [4, 6], prev: [8] });
    expect(stage.factsOf('stocked').at(-1)).toMatchObject({ cpu: 0, order: 1, ranges: 3 });
    expect(stage.misuses).toEqual([]);
  });

  test('to look at it without its lock is a misuse', () => {
    const stage = new Stage('cpu0', 'cpu1');
    const cache = new CpuCache(stage.kernel, 0, 0);
    stage.does('cpu1', () => cache.get());
    expect(stage.misuses).toHaveLength(1);
  });

  test('its lock comes before that of a depot: the other way round is a misuse', () => {
    const stage = new Stage('cpu0');
    const { kernel } = stage;
    const cache = new CpuCache(kernel, 0, 0);
    const depot = new Depot(kernel, 0, new OnlineCpus(kernel, 1));
    const takes = (first: CpuCache | Depot, second: CpuCache | Depot): void => {
      stage.takes(
        'cpu0',
        first.lock.lockIrqsave('test: first'),
        second.lock.lock('test: second'),
        second.lock.unlock('test: second'),
        first.lock.unlock('test: first'),
      );
    };
    takes(cache, depot);
    expect(stage.misuses).toEqual([]);
    takes(depot, cache);
    expect(stage.misuses).toHaveLength(1);
  });
});

describe('a depot', () => {
  test('is a stack, and tells its height and how many CPUs are online', () => {
    const stage = new Stage('cpu0');
    const depot = new Depot(stage.kernel, 2, new OnlineCpus(stage.kernel, 0b101));
    const under = <T>(apply: () => T): T => stage.doesUnder(depot.lock, 'cpu0', apply);
    under(() => depot.push([4]));
    under(() => depot.push([8]));
    expect(depot.shown).toEqual([[8], [4]]);
    expect(stage.factsOf('piled').at(-1)).toMatchObject({ order: 2, magazines: 2, online: 2 });
    expect(under(() => [depot.pop(), depot.pop(), depot.pop()])).toEqual([[8], [4], null]);
  });

  test('is dismantled with what lies in it', () => {
    const stage = new Stage('cpu0');
    const depot = new Depot(stage.kernel, 0, new OnlineCpus(stage.kernel, 1));
    stage.doesUnder(depot.lock, 'cpu0', () => depot.push([4]));
    expect(stage.doesUnder(depot.lock, 'cpu0', () => depot.dismantle())).toBe(1);
    expect(depot.shown).toEqual([]);
  });
});

describe('the CPUs that are online', () => {
  test('are counted, and told when they change', () => {
    const stage = new Stage('cpu0');
    const online = new OnlineCpus(stage.kernel, 0b111);
    stage.does('cpu0', () => online.set(1, false));
    expect([online.count, online.has(1), online.has(2)]).toEqual([2, false, true]);
    stage.does('cpu0', () => online.set(1, true));
    expect(online.mask).toBe(0b111);
    expect(stage.factsOf('online').map(({ online: is }) => is)).toEqual([false, true]);
  });

  test('a CPU goes offline only while its task has interrupts on', () => {
    const stage = new Stage('cpu0', 'cpu1', 'hotplug');
    const { kernel } = stage;
    const online = new OnlineCpus(kernel, 0b11);
    const { lock } = new CpuCache(kernel, 0, 1);
    const down = online.takeDown(1, 'cpu_down: set_cpu_online');
    const hotplug = stage.context('hotplug');
    stage.takes('cpu1', lock.lockIrqsave('test: lock'));
    expect(down.enabled(hotplug)).toBe(false);
    stage.takes('cpu1', lock.unlock('test: unlock'));
    expect(down.enabled(hotplug)).toBe(true);
    stage.takes('hotplug', down);
    expect(online.mask).toBe(0b01);
  });

  test('the task of a CPU that is offline goes on on the lowest one that is online', () => {
    const stage = new Stage('cpu0', 'cpu1', 'cpu2');
    const setup = { cpus: 3, onlineMask: 0b110, capacity: 1, orders: 1 };
    const caches = new RangeCaches(stage.kernel, setup);
    expect(stage.does('cpu2', () => caches.thisCpu)).toBe(2);
    expect(stage.does('cpu0', () => caches.thisCpu)).toBe(1);
  });
});

describe('the memory of the caches', () => {
  test('is counted by kind, and a request can be refused', () => {
    const stage = new Stage('cpu0');
    const memory = new CacheMemory(stage.kernel);
    expect(stage.does('cpu0', () => memory.allocate('magazine'))).toBe(true);
    expect(stage.does('cpu0', () => memory.allocate('percpu'))).toBe(true);
    stage.kernel.memory.refuses = (need) => need === 'magazine';
    expect(stage.does('cpu0', () => memory.allocate('magazine'))).toBe(false);
    expect(memory.counts).toEqual({ kmalloc: 0, percpu: 1, magazine: 1, cpuhp: 0 });
    stage.does('cpu0', () => memory.free('magazine'));
    expect(stage.does('cpu0', () => memory.total)).toBe(1);
  });
});

describe('the flushes in progress', () => {
  test('are counted: two of them end one by one', () => {
    const stage = new Stage('cpu0');
    const flushes = new Flushes(stage.kernel);
    const any = (change: () => void): boolean =>
      stage.does('cpu0', () => {
        change();
        return flushes.any;
      });
    expect(any(() => undefined)).toBe(false);
    expect(any(() => flushes.enter())).toBe(true);
    expect(any(() => flushes.enter())).toBe(true);
    expect(any(() => flushes.leave())).toBe(true);
    expect(any(() => flushes.leave())).toBe(false);
  });
});
