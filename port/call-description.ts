import type { Call, Page, Space } from '../model/call.ts';
import type { Ledger } from '../model/ledger.ts';
import type { Pfn, Range } from '../model/range.ts';

/** One argument of a call. */
export type Argument =
  /** A number of pages, 1 or more. */
  | { readonly kind: 'pages' }
  /** The last page that may be granted. */
  | { readonly kind: 'limit' }
  /** The first or, inclusive, the last page of a range, by number. */
  | { readonly kind: 'pfn' }
  /** Mostly true; `unless` is the word for false. */
  | { readonly kind: 'flag'; readonly unless: string }
  /** A page of a grant, or by number. */
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
    : 'pages' | 'limit' | 'pfn';

/** What limits the calls of a run: the part of a scope that calls depend on. */
export interface CallBounds {
  readonly space: Space;
  /** Last page that an address can name. */
  readonly lastPfn: Pfn;
  readonly reserve: boolean;
  readonly teardown: boolean;
  readonly memory: 'tree' | 'adversarial';
}

/**
 * All there is to say of one call, but for what the law needs of it (`model/role.ts`), what it does
 * (`impl/twin/perform.ts`), and which of its forms an engine tries.
 */
export interface CallDescription<C extends Call = Call> {
  /** The C function. */
  readonly cName: string;
  readonly arguments: ArgumentsOf<C>;
  /** The C function that first turns the page into the object which `cName` takes, if one does. */
  readonly lookup: 'find_iova' | null;
  /** Who makes it: a task on a CPU, or its interrupt as well; or who tears the domain down. */
  readonly by: 'task' | 'task or interrupt' | 'teardown';
  /** What to do instead of writing it in a script; null: scripts may have it. */
  readonly insteadOfScript: string | null;
  /** Whether a well-behaved caller may make it now. */
  isWellBehaved(call: C, ledger: Ledger): boolean;
  /** How many pages its caller is granted, or has reserved, if it succeeds; null: it gets none. */
  pagesGranted(call: C): number | null;
  /** The pages that it names by number; null: it names none. */
  pagesNamed(call: C): Range | null;
  /** Calls that may show the same in its place, each simpler; those to be tried first come first. */
  simplerForms(call: C): readonly Call[];
  /** How far it is from its simplest form, and that from the simplest call. */
  weight(call: C): number;
  /** Why nobody makes it within these bounds, as "FIELD: why"; null: somebody may. */
  whyOutside(call: C, bounds: CallBounds): string | null;
}
