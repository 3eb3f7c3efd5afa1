import type { Need } from '../../model/fact.ts';
import type { Misuse } from '../../model/misuse.ts';
import type { Range } from '../../model/range.ts';

/**
 * One thing that a step of a run did, as far as a reader needs to know it. Plain data without any
 * wording: pages are page frame numbers, times are jiffies, and a jiffy is 1 ms. Sentences (`what`,
 * `cause`) are those of the model and of the kernel log; they name pages by number.
 */
export type StoryEffect =
  /** The call responded. `granted`: what an allocation or a reservation got; null for others. */
  | { readonly kind: 'returned'; readonly granted: Range | null }
  /** The call failed. `because`: labels of the deciding steps, joined by " <- "; null: unknown. */
  | { readonly kind: 'refused'; readonly because: string | null }
  /** A request for memory failed: for a range object, a magazine, or the store of a range. */
  | { readonly kind: 'memory refused'; readonly need: Exclude<Need, 'erase'> }
  /** The range went into the tree. */
  | { readonly kind: 'stored'; readonly range: Range }
  /** The range left the tree. */
  | { readonly kind: 'erased'; readonly range: Range }
  /** The erase found no memory: the range is still in the tree. */
  | { readonly kind: 'erase refused'; readonly range: Range }
  /** The range is to be erased later. `again`: all of it was deferred already. */
  | { readonly kind: 'deferred'; readonly range: Range; readonly again: boolean }
  /** The range went into a cache, or out of one. */
  | { readonly kind: 'cached'; readonly range: Range }
  | { readonly kind: 'uncached'; readonly range: Range }
  /** All that is cached is given back from here on. */
  | { readonly kind: 'flushes' }
  /** The CPU went offline, or came back. */
  | { readonly kind: 'online'; readonly cpu: number; readonly online: boolean }
  /** The work of a depot was armed. */
  | { readonly kind: 'trim armed' }
  /** The allocator looks for deferred ranges within `span` from now on; null: nowhere. */
  | { readonly kind: 'window moved'; readonly span: Range | null }
  /** `dueInJiffies` from this step on, 0 or more; null: not known. `again`: while it runs. */
  | {
      readonly kind: 'work armed';
      readonly dueInJiffies: number | null;
      readonly again: boolean;
    }
  /** A line went into the kernel log. */
  | { readonly kind: 'logged'; readonly cause: string }
  /** Memory, a lock or a list was used in a way that is never right. */
  | { readonly kind: 'misused'; readonly misuse: Misuse; readonly what: string }
  /** The tree itself is broken. */
  | { readonly kind: 'tree unsound'; readonly what: string }
  /** The context is in a state that it was in before, and nothing has happened since. */
  | { readonly kind: 'looped' }
  /** The context waits for something that nobody will do. */
  | { readonly kind: 'blocked' }
  /** The teardown left objects allocated, or works pending; at least one of either. */
  | { readonly kind: 'left over'; readonly objects: number; readonly works: number };
