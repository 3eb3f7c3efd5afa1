import type { Call } from '../../model/call.ts';
import { MAX_PFN, type Pfn } from '../../model/range.ts';
import { CALLS } from '../../port/call-table.ts';
import { granted, refused, type Design, type Setup } from '../designs/design.ts';
import { atLoopHead, asking, type Coroutine, type Effect, step } from '../kernel/effect.ts';
import { Guarded } from '../kernel/guarded.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { DONE } from '../kernel/routine.ts';
import { Spinlock } from '../kernel/spinlock.ts';
import { beginCall, type CDomain, type CEnd, goOn, type Stand, surveyTree } from './c-domain.ts';
import { LETTERS } from './c-calls.ts';
import { CHost } from './c-host.ts';
import { CMemory, FOUND } from './c-memory.ts';
import { type CallsFromC, type CModule, HEAP_BEGINS, KIND } from './c-module.ts';
import { UnfitKernel } from './unfit-kernel.ts';

/**
 * The allocator of a kernel tree: its steps run the compiled C, from one primitive to the next. The
 * lock, memory requests and the log are the simulated kernel's.
 * @param instantiate makes an instance of the compiled module
 * @throws UnfitKernel if it uses what has no stand-in; so do its steps, also if the C traps
 */
export function cDesign(
  name: string,
  instantiate: (calls: CallsFromC) => CModule,
): Design<CDomain> {
  const host = new CHost(instantiate);
  return {
    name,
    policy: null,
    traits: {
      defers: false,
      retriesByWork: false,
      lists: false,
      window: false,
      gap: 'tight',
      recoveryJiffies: 1000,
      retryDelaysJiffies: [],
      longestDelaysJiffies: [],
      warns: null,
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

    dump(d) {
      d.objects.own();
      return { ranges: (host.readTree() ?? []).map(({ lo, hi }) => [lo, hi] as const) };
    },
  };
}

/** Pages that JavaScript has no number for stand for ~0UL. */
function pageOf(pfn: Pfn): number {
  return pfn >= Number.MAX_SAFE_INTEGER ? -1 : pfn;
}

function initCDomain(kernel: Kernel, { space, granule }: Setup, host: CHost): CDomain {
  // Who names any page, as a recording does, compares no states.
  if (space.topPfn >= HEAP_BEGINS && space.topPfn < MAX_PFN) {
    throw new UnfitKernel(`the scope has pages as high as ${space.topPfn}: use fewer pages`);
  }
  const objects = new CMemory(kernel, host, granule, space.startPfn);
  const locks = host.functions.locks();
  if (locks !== 1) {
    throw new UnfitKernel(`init_iova_domain() makes ${locks} spinlocks: only one is known here`);
  }
  const name = host.text(host.functions.lockName()).replace(/^.*(?:->|\.|&)/, '');
  const lock = new Spinlock(kernel, name, 1);
  // The hint is a field of the C; this one is never asked.
  const max32 = new Guarded(kernel, lock, 'max32 of the C', space.dma32);
  const domain: CDomain = { kernel, space, granule, lock, objects, max32, work: null, host };
  lock.protects = { survey: () => surveyTree(domain) };
  return domain;
}

/** Makes a call step by step; each step is sent where the C stands next. */
function* callC(d: CDomain, fn: Call['fn'], given: readonly number[]): Coroutine<CEnd> {
  const loop = Symbol(fn);
  const begin = `${CALLS[fn].cName}: call`;
  let stand: Stand = yield step(begin, () => beginCall(d, LETTERS[fn], given));
  while (typeof stand === 'number') {
    // All that is known besides lies in the memory of the C.
    stand = yield atLoopHead(loop, stepFrom(d, stand), stand);
  }
  return stand;
}

/** The step that begins where the C stands. */
function stepFrom(d: CDomain, stand: number): Effect {
  const { label, what, irqs } = d.host.stopOf(stand);
  const { kernel, lock } = d;
  switch (what) {
    case KIND.asks:
      return asking(label, () => goOn(d, !kernel.memory.allows({ k: 'alloc' }, 'object', true)));
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
      return step(label, () => goOn(d, false));
  }
}
