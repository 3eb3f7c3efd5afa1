import type { Call, Page, Space } from '../model/call.ts';
import type { Ledger } from '../model/ledger.ts';
import type { Pfn, Range } from '../model/range.ts';
import type { TreeMemory } from './tree-memory.ts';

/** One argument of a call. */
export type Argument =
  /** A number of pages, 1 or more. */
  | { readonly kind: 'pages' }
  /** The last page that may be granted, inclusive. */
  | { readonly kind: 'limit' }
  /** The first or the last page of a range, inclusive, by number. */
  | { readonly kind: 'pfn' }
  /** A boolean that is mostly true; `unless` is the word for false. */
  | { readonly kind: 'flag'; readonly unless: string }
  /** The number of a CPU, from 0. */
  | { readonly kind: 'cpu' }
  /** A page, as a page of a grant or by number. */
  | { readonly kind: 'page' };

/** The arguments of a call as its run-file entry has them, in the order in which C takes them. */
type ArgumentsOf<C extends Call> = {
  readonly [Name in Exclude<keyof C, 'fn'>]: ArgumentFor<C[Name]>;
};

type ArgumentFor<Value> = Extract<Argument, { readonly kind: KindFor<Value> }>;

type KindFor<Value> = Value extends boolean
  ? 'flag'
  : Value extends Page
    ? 'page'
    : 'pages' | 'limit' | 'pfn' | 'cpu';

/** The part of a scope that limits which calls a run makes. */
export interface CallBounds {
  readonly space: Space;
  /** The last page that an address can name. */
  readonly lastPfn: Pfn;
  readonly reserve: boolean;
  readonly teardown: boolean;
  readonly memory: TreeMemory;
  /** The number of CPUs. */
  readonly cpus: number;
  /** Whether there are caches, and whether CPUs go offline. */
  readonly cached: boolean;
  readonly hotplug: boolean;
}

/**
 * Everything about one call except its role in the law (`model/role.ts`), its steps
 * (`impl/twin/perform.ts`) and who makes which forms of it. These have lists of their own:
 *
 * - `explore/run/scope-calls.ts`: the calls of small scopes;
 * - `explore/engines/random/draw-call.ts`: those of random runs;
 * - `explore/engines/lasso/closed-world.ts`: those that go on for ever;
 * - `explore/shrinking/smaller.ts`: the allocations that may replace another one;
 * - `explore/minimal/realise.ts`: the reservations that fill the tree;
 * - `explore/recorded/`: those of recordings;
 * - `explore/studies/backoff/` and `explore/loading/try-design.ts`: those of fixed situations.
 */
export interface CallDescription<C extends Call = Call> {
  /** The name of the C function. */
  readonly cName: string;
  readonly arguments: ArgumentsOf<C>;
  /** The C function that turns the page into the object that `cName` takes; null: not needed. */
  readonly lookup: 'find_iova' | null;
  /**
   * The contexts that make it: CPUs; CPUs and their interrupts; whoever switches CPUs; or the
   * caller of the teardown.
   */
  readonly by: 'task' | 'task or interrupt' | 'hotplug' | 'teardown';
  /** Whether a well-behaved caller may make it now. */
  isWellBehaved(call: C, ledger: Ledger): boolean;
  /** The number of pages that it is granted or reserves if it succeeds; null: it never gets any. */
  pagesGranted(call: C): number | null;
  /** The pages that it names by number; null: it names none. */
  pagesNamed(call: C): Range | null;
  /** Simpler calls that may replace it, in the order in which shrinking tries them. */
  simplerForms(call: C): readonly Call[];
  /** Its distance from the simplest call. Each of its simpler forms weighs less. */
  weight(call: C): number;
  /** Why these bounds do not allow it, as "FIELD: why"; null: they allow it. */
  whyOutside(call: C, bounds: CallBounds): string | null;
}
