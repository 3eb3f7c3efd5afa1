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

/** The part of a scope that limits which calls a run makes. */
export interface CallBounds {
  readonly space: Space;
  /** Last page that an address can name. */
  readonly lastPfn: Pfn;
  readonly reserve: boolean;
  readonly teardown: boolean;
  readonly memory: 'tree' | 'adversarial';
}

/**
 * Everything about one call except its role in the law (`model/role.ts`), its steps
 * (`impl/twin/perform.ts`) and which of its forms an engine tries.
 */
export interface CallDescription<C extends Call = Call> {
  /** The C function. */
  readonly cName: string;
  readonly arguments: ArgumentsOf<C>;
  /** The C function that turns the page into the object that `cName` takes; null: not needed. */
  readonly lookup: 'find_iova' | null;
  /** Who makes it: a task on a CPU, that or its interrupt, or whoever tears the domain down. */
  readonly by: 'task' | 'task or interrupt' | 'teardown';
  /** What to do instead of putting it in a script; null: scripts may have it. */
  readonly insteadOfScript: string | null;
  /** Whether a well-behaved caller may make it now. */
  isWellBehaved(call: C, ledger: Ledger): boolean;
  /** Pages that it is granted or reserves if it succeeds; null: it never gets any. */
  pagesGranted(call: C): number | null;
  /** The pages that it names by number; null: it names none. */
  pagesNamed(call: C): Range | null;
  /** Simpler calls that may do in its place, in the order in which they are tried. */
  simplerForms(call: C): readonly Call[];
  /** How far it is from the simplest call: each of its simpler forms has less. */
  weight(call: C): number;
  /** Why nobody makes it within these bounds, as "FIELD: why"; null if somebody may. */
  whyOutside(call: C, bounds: CallBounds): string | null;
}
