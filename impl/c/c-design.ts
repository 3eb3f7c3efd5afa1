import type { SeenTrait, Traits } from '../../model/property.ts';
import { MAX_PFN, type Pfn } from '../../model/range.ts';
import { CALLS } from '../../port/call-table.ts';
import { granted, refused, type Design, type Setup } from '../designs/design.ts';
import { DelayedWork } from '../kernel/delayed-work.ts';
import { atLoopHead, asking, type Coroutine, type Effect, step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { DONE, type Outcome } from '../kernel/routine.ts';
import { LOCK_RANKS } from '../kernel/lock-ranks.ts';
import { Spinlock } from '../kernel/spinlock.ts';
import {
  beginCall,
  type CDomain,
  type CEnd,
  delayOf,
  goOn,
  type Stand,
  surveyTree,
} from './c-domain.ts';
import { type CFunction, LETTERS } from './c-calls.ts';
import { CHost } from './c-host.ts';
import { CMemory, FOUND } from './c-memory.ts';
import { type CallsFromC, type CModule, HEAP_BEGINS, KIND } from './c-module.ts';
import { UnfitKernel } from './unfit-kernel.ts';

/** A design that does not say what facts show. */
type CDesign = Omit<Design<CDomain>, 'traits'> & { readonly traits: Omit<Traits, SeenTrait> };

/** That of `c/stand-ins/config.h`. */
const CONFIGURATION = '64 bit, SMP, HZ=1000, 4 KiB pages, lockdep';

/**
 * The allocator of a kernel tree: its steps run the compiled C, from one primitive to the next. The
 * lock, memory requests and the log are the simulated kernel's.
 * @param instantiate makes an instance of the compiled module
 * @throws UnfitKernel if it uses what has no stand-in; so do its steps, also if the C traps
 */
export function cDesign(name: string, instantiate: (calls: CallsFromC) => CModule): CDesign {
  const host = new CHost(instantiate);
  const { hasWork, hasMaple } = whatItHas(host);
  return {
    name,
    policy: null,
    traits: {
      gap: hasMaple ? 'slack' : 'tight',
      recoveryJiffies: null,
      retryDelaysJiffies: [],
      longestDelaysJiffies: [],
      warns: null,
      assumed: CONFIGURATION,
    },

    init: (kernel, setup) => initCDomain(kernel, setup, host),

    *alloc(d, { sizePages, limit, aligned }) {
      const end = yield* callC(d, 'alloc', [sizePages, pageOf(limit), aligned ? 1 : 0]);
      return end.lo <= end.hi ? granted(end) : refused(`alloc_iova: after ${end.after}`);
    },

    *free(d, pfn) {
      yield* callC(d, 'free', [pageOf(pfn)]);
      return DONE;
    },

    *find(d, pfn) {
      const end = yield* callC(d, 'find', [pageOf(pfn)]);
      return end.lo === 1 ? FOUND : null;
    },

    *freeObject(d) {
      yield* callC(d, 'freeObject', []);
      return DONE;
    },

    *reserve(d, lo, hi) {
      const end = yield* callC(d, 'reserve', [pageOf(lo), pageOf(hi)]);
      if (end.lo > end.hi) return refused(`reserve_iova: after ${end.after}`);
      return { kind: 'done', range: { lo: end.lo, hi: end.hi } };
    },

    *put(d) {
      yield* callC(d, 'put', []);
      return DONE;
    },

    ...(hasWork ? { work } : {}),

    dump(d) {
      d.objects.own();
      const ranges = host.readTree() ?? [];
      const pairs = (marked: boolean): (readonly [Pfn, Pfn])[] =>
        ranges.filter((one) => one.marked === marked).map(({ lo, hi }) => [lo, hi]);
      return hasMaple ? { ranges: pairs(false), deferred: pairs(true) } : { ranges: pairs(false) };
    },
  };
}

function* work(d: CDomain): Coroutine<Outcome> {
  yield* callC(d, 'work', []);
  return DONE;
}

/** What the allocator sets up. */
function whatItHas(host: CHost): { readonly hasWork: boolean; readonly hasMaple: boolean } {
  // The host has tried its functions, so a domain is set up.
  const { functions } = host;
  return { hasWork: functions.hasWork() === 1, hasMaple: functions.isMaple() === 1 };
}

/** As the C takes it: a page that is counted down from ~0UL is negative. */
function pageOf(pfn: Pfn): number {
  return pfn > Number.MAX_SAFE_INTEGER / 2 ? pfn - Number.MAX_SAFE_INTEGER - 1 : pfn;
}

function initCDomain(kernel: Kernel, setup: Setup, host: CHost): CDomain {
  const { space, granule } = setup;
  // Who names any page, as a recording does, compares no states.
  if (space.topPfn >= HEAP_BEGINS && space.topPfn < MAX_PFN) {
    throw new UnfitKernel(`the scope has pages as high as ${space.topPfn}: use fewer pages`);
  }
  const objects = new CMemory(kernel, host, setup);
  const locks = host.functions.locks();
  if (locks !== 1) {
    throw new UnfitKernel(`init_iova_domain() makes ${locks} spinlocks: only one is known here`);
  }
  const name = host.text(host.functions.lockName()).replace(/^.*(?:->|\.|&)/, '');
  const lock = new Spinlock(kernel, name, LOCK_RANKS.tree);
  // The hint is a field of the C; this one is never asked.
  const max32 = new Guarded(kernel, lock, 'max32 of the C', space.dma32);
  const delayed = host.functions.hasWork() === 1 ? new DelayedWork(kernel, 'the work') : null;
  const steps = new Map<number, Effect>();
  const own = { kernel, space, granule, lock, objects, max32, work: delayed, caches: null };
  const domain: CDomain = { ...own, host, steps };
  lock.protects = { survey: () => surveyTree(domain) };
  return domain;
}

/** Makes a call step by step; each step is sent where the C stands next. */
function* callC(d: CDomain, fn: CFunction, given: readonly number[]): Coroutine<CEnd> {
  const loop = Symbol(fn);
  let stand: Stand = yield firstStep(d, fn, given);
  while (typeof stand === 'number') {
    // All that is known besides lies in the memory of the C.
    stand = yield atLoopHead(loop, stepFrom(d, stand), stand);
  }
  return stand;
}

/**
 * The first step of a call: all that the C does before its first primitive is its own, so it is
 * done in one step with that. A call that turns out to begin with another one stops there.
 */
function firstStep(d: CDomain, fn: CFunction, given: readonly number[]): Effect {
  const expected = d.host.firstStop(fn);
  if (expected === null) {
    const begin = fn === 'work' ? 'the work: begins' : `${CALLS[fn].cName}: call`;
    return step(begin, () => beginCall(d, LETTERS[fn], given));
  }
  const first = stepFrom(d, expected);
  return {
    ...first,
    apply: () => {
      const stand = beginCall(d, LETTERS[fn], given);
      return stand === expected ? first.apply() : stand;
    },
  };
}

/** The step that begins where the C stands. */
function stepFrom(d: CDomain, stand: number): Effect {
  const known = d.steps.get(stand);
  if (known !== undefined) return known;
  const { line } = d.host.stopOf(stand);
  const bare = primitive(d, stand);
  const effect = line === null ? bare : { ...bare, line };
  d.steps.set(stand, effect);
  return effect;
}

function primitive(d: CDomain, stand: number): Effect {
  const { label, what, irqs } = d.host.stopOf(stand);
  const { kernel, lock } = d;
  switch (what) {
    case KIND.asks:
      return asking(label, () =>
        goOn(d, !kernel.memory.allows({ k: 'alloc', what: 'iova' }, 'object', true)),
      );
    case KIND.changes:
      return asking(label, () => goOn(d, false));
    case KIND.locks:
      return {
        ...step(label, () => {
          lock.acquire(irqs);
          return kernel.current?.stuck === true ? stand : goOn(d, false);
        }),
        enabled: (by) => lock.grantable(by),
      };
    case KIND.unlocks:
      return step(label, () => {
        lock.release();
        return goOn(d, false);
      });
    case KIND.halted:
      return { ...step(label, () => stand), enabled: () => false };
    default:
      return d.work === null ? step(label, () => goOn(d, false)) : useOfWork(d, d.work, stand);
  }
}

/** The step that uses the work, if it is one. */
function useOfWork(d: CDomain, delayed: DelayedWork, stand: number): Effect {
  const { label, what } = d.host.stopOf(stand);
  switch (what) {
    case KIND.arms:
      return step(label, () => goOn(d, delayed.schedule(delayOf(d))));
    case KIND.armsAgain:
      return step(label, () => goOn(d, delayed.modify(delayOf(d))));
    case KIND.cancels:
      return step(label, () => goOn(d, delayed.cancel()));
    case KIND.cancelsSync:
      return step(label, () => goOn(d, delayed.beginCancelSync()));
    case KIND.waits:
      return {
        ...step(label, () => {
          delayed.endCancelSync();
          return goOn(d, false);
        }),
        enabled: () => !delayed.running,
      };
    case KIND.looks:
      return step(label, () => goOn(d, delayed.pending !== 'no'));
    default:
      return step(label, () => goOn(d, false));
  }
}
