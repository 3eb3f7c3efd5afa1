import type { Request } from './call.ts';
import type { ContextId } from './context-id.ts';
import type { Misuse } from './misuse.ts';
import type { Range } from './range.ts';

/** Which requests are refused: `nodes`: those for tree nodes; `all`: those for objects as well. */
export type Pressure = 'none' | 'nodes' | 'all';

/**
 * What a memory request was for: a range object, the store of a range, its erase, a magazine of a
 * cache, or something else that the caches are set up with.
 */
export type Need = 'object' | 'store' | 'erase' | 'magazine' | 'caches';

/** What tree nodes are requested for. */
export type NodeNeed = Extract<Need, 'store' | 'erase'>;

/**
 * What a judge may know. Facts name no design, no policy and no data structure, so that a simulated
 * run, a recording of the real allocator and the log of a live kernel can all report the same ones.
 */
export type Fact =
  | {
      readonly kind: 'invoked';
      readonly call: number;
      readonly on: ContextId;
      readonly what: Request;
    }
  /** `granted`: the range that an allocation got, else null. `refused`: the call failed. */
  | {
      readonly kind: 'responded';
      readonly call: number;
      readonly granted: Range | null;
      readonly refused: boolean;
      /** The step that decided on the refusal, and what it read: this names the signature. */
      readonly because: string | null;
    }
  | {
      readonly kind: 'memory';
      readonly call: number | null;
      readonly need: Need;
      readonly granted: boolean;
    }
  /** The tree warned that its request for nodes, made under a lock from outside, was refused. */
  | { readonly kind: 'warned'; readonly need: NodeNeed }
  | { readonly kind: 'pressure'; readonly level: Pressure }
  /** Exactly these pages were stored in the tree, over whatever was there. */
  | {
      readonly kind: 'stored';
      readonly range: Range;
      readonly call: number | null;
      /** The object of the range, by the name that other facts use; absent if it is not known. */
      readonly object?: number;
    }
  /** The range was erased: none of its pages is in the tree any more. */
  | { readonly kind: 'erased'; readonly range: Range; readonly call: number | null }
  /** The erase was refused memory: the range is still in the tree. */
  | { readonly kind: 'kept'; readonly range: Range; readonly call: number | null }
  /** The allocator has recorded that it will erase the range later. */
  | {
      readonly kind: 'deferred';
      readonly range: Range;
      readonly call: number | null;
      /** The step that deferred it. */
      readonly at: string;
    }
  /** The range has come into a cache: the allocator will hand it out again, or erase it. */
  | { readonly kind: 'cached'; readonly range: Range; readonly call: number | null }
  /** The call has taken the range out of a cache. */
  | { readonly kind: 'uncached'; readonly range: Range; readonly call: number | null }
  /** So many ranges lie in the cache of that CPU, as its lock is released. */
  | {
      readonly kind: 'stocked';
      readonly cpu: number;
      readonly order: number;
      readonly ranges: number;
    }
  /** So many magazines lie in the depot of that order, as its lock is released. */
  | {
      readonly kind: 'piled';
      readonly order: number;
      readonly magazines: number;
      /** The number of CPUs that are online. */
      readonly online: number;
    }
  /** The call gives back all that is cached, since it found no room. */
  | { readonly kind: 'flushed'; readonly call: number | null }
  /** The CPU with that number goes offline, or comes back. */
  | { readonly kind: 'online'; readonly cpu: number; readonly online: boolean }
  /** The work that trims the depot of that order. */
  | {
      readonly kind: 'trim';
      readonly order: number;
      readonly state: 'armed' | 'running' | 'idle';
    }
  /** The bounds within which the allocator will look for deferred ranges; null: nowhere. */
  | { readonly kind: 'window'; readonly span: Range | null }
  | {
      readonly kind: 'work';
      readonly state: 'armed' | 'running' | 'idle';
      readonly dueJiffies: number | null;
    }
  | { readonly kind: 'locked'; readonly on: ContextId; readonly contended: boolean }
  | { readonly kind: 'unlocked'; readonly on: ContextId }
  /** A step in a critical section visited `entries` entries; `depth`, `ranges`: of the tree. */
  | {
      readonly kind: 'visited';
      readonly on: ContextId;
      readonly entries: number;
      readonly depth: number;
      readonly ranges: number;
    }
  /** What the tree really holds, ascending, read while its lock is free. */
  | {
      readonly kind: 'surveyed';
      readonly ranges: readonly Range[];
      readonly unsound: string | null;
    }
  | { readonly kind: 'object'; readonly event: 'allocated' | 'freed'; readonly object?: number }
  /** The node of this object was put on the lock-free list. */
  | { readonly kind: 'listed'; readonly object?: number }
  | { readonly kind: 'logged'; readonly cause: string }
  /** The retry policy has asked for a line about failed retries. */
  | { readonly kind: 'warning' }
  /**
   * A primitive was used against its rules. `what` says how; `where` is the step. `because`: what
   * made it a misuse, in words that name no step, as in "free_iova() freed it"; null: nothing else.
   * `line`: where in the source, as "iova.c:412"; absent: it is not known, or no compiled C.
   */
  | {
      readonly kind: 'misused';
      readonly on: ContextId | null;
      readonly misuse: Misuse;
      readonly what: string;
      readonly where: string;
      readonly because: string | null;
      readonly line?: string;
    }
  /** A context is back in a state that it left `steps` steps before, with nothing achieved. */
  | { readonly kind: 'looped'; readonly on: ContextId; readonly steps: number }
  /** A context waits at `at` for something that no context in progress will do. */
  | {
      readonly kind: 'blocked';
      readonly on: ContextId;
      readonly at: string;
      /** The call that waits, or the work: "free_iova()", "the work". */
      readonly who: string;
    }
  /**
   * What is left when the teardown responds. `objects`: null if calls are in progress, which may
   * free some yet; then this is reported again when the last of them responds, unless the work is
   * left, which may do so, too.
   */
  | {
      readonly kind: 'remaining';
      readonly objects: number | null;
      readonly works: number;
      /** Magazines, and other parts of the caches; absent: there were no caches. */
      readonly ofCaches?: number;
    }
  /** Time has passed. */
  | { readonly kind: 'time'; readonly byJiffies: number };

export type FactKind = Fact['kind'];
