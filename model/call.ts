import type { Pfn, Range } from './range.ts';
import { fastSizePages } from './size-class.ts';

/**
 * A page by origin: page `offsetPages` (from 0) of what call number `call` was granted. This keeps
 * its meaning when a run is shrunk or tried on another design.
 */
export interface GrantedPage {
  readonly call: number;
  readonly offsetPages: number;
}

/** A page by number. Only careless callers name pages that they were not granted. */
export interface NamedPage {
  readonly pfn: Pfn;
}

export type Page = GrantedPage | NamedPage;

/** A call into the allocator, as its caller writes it. A run numbers its calls from 0. */
export type Call =
  /** `alloc_iova(sizePages, limit, aligned)`; `limit` is inclusive. */
  | {
      readonly fn: 'alloc';
      readonly sizePages: number;
      readonly limit: Pfn;
      readonly aligned: boolean;
    }
  /** `alloc_iova_fast(sizePages, limit, flush)`: from a cache if it can; always aligned. */
  | {
      readonly fn: 'allocFast';
      readonly sizePages: number;
      readonly limit: Pfn;
      readonly flush: boolean;
    }
  /** `free_iova_fast(pfn, sizePages)`: into a cache if it can. */
  | { readonly fn: 'freeFast'; readonly what: Page; readonly sizePages: number }
  /** The CPU with that number goes offline, or comes back. */
  | { readonly fn: 'offline'; readonly cpu: number }
  | { readonly fn: 'online'; readonly cpu: number }
  /** `free_iova(pfn)`: frees the whole range that holds the page. */
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
  ? Omit<C, 'what'> & {
      readonly pfn: Pfn;
      /** The call whose grant was named; null if the page was named by number. */
      readonly of: number | null;
    }
  : C;

/** A call that names a page. */
type PageCall = Extract<Call, { readonly what: Page }>;

/** The request of a call whose page is that number, of a grant of the call `of`, if not null. */
export function withPage({ what: _page, ...call }: PageCall, pfn: Pfn, of: number | null): Request {
  return { ...call, pfn, of };
}

/** The request of an allocation. */
export type AllocRequest = Extract<Request, { fn: 'alloc' }>;

/** The request of an allocation by way of the caches. */
export type FastAllocRequest = Extract<Request, { fn: 'allocFast' }>;

/** A request whose caller is granted a range. */
export type TakingRequest = AllocRequest | FastAllocRequest;

/** What is asked of the tree. The fast path rounds sizes up, and always aligns. */
export function wantedBy(request: TakingRequest): AllocRequest {
  if (request.fn === 'alloc') return request;
  const { sizePages, limit } = request;
  return { fn: 'alloc', sizePages: fastSizePages(sizePages), limit, aligned: true };
}

/** The addresses that a domain deals in. */
export interface Space {
  /** Lowest pfn at which an allocation may begin. */
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
