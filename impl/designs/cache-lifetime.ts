import type { RangeCaches } from '../caches/range-caches.ts';
import { asking, type Effect, step } from '../kernel/effect.ts';
import { labelOf } from '../kernel/label.ts';
import type { CachePart } from '../kernel/memory.ts';
import { DONE } from '../kernel/routine.ts';
import { type Domain, refused } from './design.ts';
import { cachesOf, type CachingDesign, type FastPath } from './fast-path-design.ts';

const INIT = 'iova_domain_init_rcaches';

type LifetimeSteps = Pick<FastPath<Domain>, 'initCaches' | 'putCaches' | 'freeCaches'>;

/** How caches are set up, and how their memory is given back. */
export const cacheLifetime: LifetimeSteps & ThisType<CachingDesign> = {
  *initCaches(d) {
    const at = INIT;
    const caches = cachesOf(d);
    const ask = (what: CachePart): Effect =>
      asking(labelOf(at, what), () => caches.memory.allocate(what));
    let isGranted: boolean = yield ask('kmalloc');
    if (!isGranted) return refused(`${INIT}: refused`);
    for (let order = 0; order < caches.orders && isGranted; order += 1) {
      isGranted = yield ask('percpu');
      for (let cpu = 0; cpu < caches.cpus && isGranted; cpu += 1) {
        if (this.magazines === 'on demand') continue;
        const loaded: boolean = yield ask('magazine');
        const prev: boolean = yield ask('magazine');
        yield step(labelOf(at, 'loaded and prev'), () =>
          caches.of(order, cpu).install(loaded ? [] : null, prev ? [] : null),
        );
        isGranted = loaded && prev;
      }
    }
    if (isGranted) isGranted = yield ask('cpuhp');
    if (isGranted) return DONE;
    yield* this.freeCaches(d);
    return refused(`${INIT}: refused`);
  },

  *putCaches(d) {
    const { memory } = cachesOf(d);
    yield step('iova_domain_free_rcaches: remove the hotplug hook', () => memory.free('cpuhp'));
    yield* this.freeCaches(d);
  },

  *freeCaches(d) {
    const at = 'free_iova_rcaches';
    const caches = cachesOf(d);
    // If the set-up was refused, not all size classes have their block.
    const blocks: number = yield step(labelOf(at, 'first size class'), () =>
      caches.memory.get('percpu'),
    );
    for (const { work, order } of caches.depots.slice(0, blocks)) {
      yield step(labelOf(at, 'free the magazines of all CPUs'), () => freeOfCpus(caches, order));
      yield* work.cancelSync(at);
      yield step(labelOf(at, 'free the magazines of the depot'), () => {
        const left = caches.depot(order).dismantle();
        for (let n = 0; n < left; n += 1) caches.memory.free('magazine');
      });
    }
    yield step(labelOf(at, 'free the array'), () => caches.memory.free('kmalloc'));
  },
};

/** Gives back the magazines of all CPUs for one size class, and the block that holds them. */
function freeOfCpus(caches: RangeCaches, order: number): void {
  for (let cpu = 0; cpu < caches.cpus; cpu += 1) {
    const { loaded, prev } = caches.of(order, cpu).dismantle();
    if (loaded !== null) caches.memory.free('magazine');
    if (prev !== null) caches.memory.free('magazine');
  }
  caches.memory.free('percpu');
}
