import type { ContextId, Request } from './call.ts';
import type { Misuse } from './misuse.ts';
import type { Range } from './range.ts';

/** How hard memory is to get: node memory of the tree only, or that of range objects as well. */
export type Pressure = 'none' | 'nodes' | 'all';

/** What a memory request was for: a range object, a store of one, or the erase of a range. */
export type Need = 'object' | 'store' | 'erase';

/**
 * What a judge may know. Facts name no design, no policy and no data structure: a simulated run, a
 * recording of the real allocator and a live kernel's log all tell the same ones.
 */
export type Fact =
  | {
      readonly kind: 'invoked';
      readonly call: number;
      readonly on: ContextId;
      readonly what: Request;
    }
  /** `granted` for an allocation that got a range; `refused` for a call that failed. */
  | {
      readonly kind: 'responded';
      readonly call: number;
      readonly granted: Range | null;
      readonly refused: boolean;
      /** The step that decided on a refusal, and what it read to decide: names the signature. */
      readonly because: string | null;
    }
  | {
      readonly kind: 'memory';
      readonly call: number | null;
      readonly need: Need;
      readonly granted: boolean;
    }
  | { readonly kind: 'pressure'; readonly level: Pressure }
  /** Exactly these pages were put into the tree, over whatever was there. */
  | {
      readonly kind: 'stored';
      readonly range: Range;
      readonly call: number | null;
      /** The object of the range, by the name that other facts have for it, where one is known. */
      readonly object?: number;
    }
  /** No page of the range is in the tree any more. */
  | { readonly kind: 'erased'; readonly range: Range; readonly call: number | null }
  /** The erase was refused memory: the range is still in the tree. */
  | { readonly kind: 'kept'; readonly range: Range; readonly call: number | null }
  /** The allocator has written down that the range is to be erased later. */
  | {
      readonly kind: 'deferred';
      readonly range: Range;
      readonly call: number | null;
      /** The step that deferred it: names the signature. */
      readonly at: string;
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
  /** Entries were looked at in a critical section, in a tree of that depth with so many ranges. */
  | {
      readonly kind: 'visited';
      readonly on: ContextId;
      readonly entries: number;
      readonly depth: number;
      readonly ranges: number;
    }
  /** What the tree really holds, ascending, looked at while its lock is free. */
  | {
      readonly kind: 'surveyed';
      readonly ranges: readonly Range[];
      readonly unsound: string | null;
    }
  | { readonly kind: 'object'; readonly event: 'allocated' | 'freed'; readonly object?: number }
  /** A node, that of this object, went onto the lock-free list. */
  | { readonly kind: 'listed'; readonly object?: number }
  | { readonly kind: 'logged'; readonly cause: string }
  /** A primitive was used against its rules: how, in words, and at which step. */
  | {
      readonly kind: 'misused';
      readonly on: ContextId | null;
      readonly misuse: Misuse;
      readonly what: string;
      readonly where: string;
    }
  /** A context came back to a state it had left `steps` steps before, with nothing achieved. */
  | { readonly kind: 'looped'; readonly on: ContextId; readonly steps: number }
  /** A context waits at `at` for something that nobody in progress will do. */
  | { readonly kind: 'blocked'; readonly on: ContextId; readonly at: string }
  /** What the teardown left behind. */
  | { readonly kind: 'remaining'; readonly objects: number; readonly works: number }
  /** Time has passed. */
  | { readonly kind: 'time'; readonly byJiffies: number };

export type FactKind = Fact['kind'];
