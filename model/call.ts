import type { Pfn, Range } from './range.ts';

/**
 * Who runs: a call on a CPU, an interrupt's call on that CPU (it finishes before the CPU's own
 * call resumes), the kernel worker, the timer interrupt that expires a delayed work, or the
 * caller of the teardown.
 */
export type ContextId = `cpu${number}` | `irq${number}` | 'worker' | 'timer' | 'teardown';

/**
 * A page by origin: page `offsetPages` (from 0) of what call number `call` was granted. It keeps
 * its meaning when a run is shrunk, or tried on another design.
 */
export interface GrantedPage {
  readonly call: number;
  readonly offsetPages: number;
}

/** A page by number: only careless callers name pages that nobody granted them. */
export interface NamedPage {
  readonly pfn: Pfn;
}

export type Page = GrantedPage | NamedPage;

/** A call into the allocator, as its caller writes it. Calls are numbered from 0 in a run. */
export type Call =
  /** `alloc_iova(sizePages, limit, aligned)`; `limit` is inclusive. */
  | {
      readonly fn: 'alloc';
      readonly sizePages: number;
      readonly limit: Pfn;
      readonly aligned: boolean;
    }
  /** `free_iova(pfn)`: the whole range that holds the page goes. */
  | { readonly fn: 'free'; readonly what: Page }
  /** `find_iova(pfn)` and then `__free_iova(object)`: two critical sections. */
  | { readonly fn: 'freeObject'; readonly what: Page }
  /** `find_iova(pfn)`, and a look at what it returned. */
  | { readonly fn: 'find'; readonly what: Page }
  /** `reserve_iova(lo, hi)`, inclusive. */
  | { readonly fn: 'reserve'; readonly lo: Pfn; readonly hi: Pfn }
  /** `put_iova_domain()`: the teardown; the caller excludes every other call. */
  | { readonly fn: 'put' };

/** A call with its page, if it names one, resolved to a number. */
export type Request = Resolved<Call>;

type Resolved<C extends Call> = C extends { readonly what: Page }
  ? {
      readonly fn: C['fn'];
      readonly pfn: Pfn;
      /** The call whose grant was named, if one was. */
      readonly of: number | null;
    }
  : C;

/** The part of a request that an allocation makes. */
export type AllocRequest = Extract<Request, { fn: 'alloc' }>;

/** The addresses that a domain deals in. */
export interface Space {
  /** Lowest pfn that an allocation may begin at. */
  readonly startPfn: Pfn;
  /** First pfn beyond 32 bits. */
  readonly dma32: Pfn;
  /** Highest pfn that the callers of this run name. */
  readonly topPfn: Pfn;
}

/** The space as one range. */
export function spaceRange(space: Space): Range {
  return { lo: space.startPfn, hi: space.topPfn };
}
