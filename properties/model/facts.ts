/** Facts as tests write them, one line each. */
import type { Request } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Fact, Need, Pressure } from '../../model/fact.ts';
import type { Misuse } from '../../model/misuse.ts';
import type { Pfn, Range } from '../../model/range.ts';

/** The range of the one page `lo`, or `[lo, hi]`, inclusive. */
export function pages(lo: Pfn, hi: Pfn = lo): Range {
  return { lo, hi };
}

export function invokes(call: number, what: Request, on: ContextId = 'cpu0'): Fact {
  return { kind: 'invoked', call, on, what };
}

/** Invokes an allocation. */
export function asksFor(
  call: number,
  sizePages: number,
  limit: Pfn,
  { aligned = false, on = 'cpu0' }: { aligned?: boolean; on?: ContextId } = {},
): Fact {
  return invokes(call, { fn: 'alloc', sizePages, limit, aligned }, on);
}

/** Invokes a free of what call `of` was granted; null: of a page by number. */
export function frees(call: number, pfn: Pfn, of: number | null, on: ContextId = 'cpu0'): Fact {
  return invokes(call, { fn: 'free', pfn, of }, on);
}

export function reserves(call: number, lo: Pfn, hi: Pfn = lo): Fact {
  return invokes(call, { fn: 'reserve', lo, hi });
}

export function tearsDown(call: number): Fact {
  return invokes(call, { fn: 'put' }, 'teardown');
}

export function stores(call: number | null, lo: Pfn, hi: Pfn = lo): Fact {
  return { kind: 'stored', range: pages(lo, hi), call };
}

export function erases(call: number | null, lo: Pfn, hi: Pfn = lo): Fact {
  return { kind: 'erased', range: pages(lo, hi), call };
}

export function keeps(call: number | null, lo: Pfn, hi: Pfn = lo): Fact {
  return { kind: 'kept', range: pages(lo, hi), call };
}

export function defers(call: number | null, lo: Pfn, hi: Pfn = lo): Fact {
  return { kind: 'deferred', range: pages(lo, hi), call, at: 'free_iova: list it' };
}

/** Responds to a call other than an allocation. */
export function answers(call: number): Fact {
  return { kind: 'responded', call, granted: null, refused: false, because: null };
}

export function grants(call: number, lo: Pfn, hi: Pfn = lo): Fact {
  return { kind: 'responded', call, granted: pages(lo, hi), refused: false, because: null };
}

export function refuses(call: number, because: string = 'alloc_iova: search failed'): Fact {
  return { kind: 'responded', call, granted: null, refused: true, because };
}

/** A whole allocation, after which call `call` owns the pages. */
export function owns(call: number, lo: Pfn, hi: Pfn = lo): readonly Fact[] {
  return [asksFor(call, hi - lo + 1, hi), stores(call, lo, hi), grants(call, lo, hi)];
}

/** A whole reservation. */
export function hasReserved(call: number, lo: Pfn, hi: Pfn = lo): readonly Fact[] {
  return [reserves(call, lo, hi), stores(call, lo, hi), answers(call)];
}

/** A whole free of what call `of` owns, which leaves a deferred range. */
export function leavesBehind(call: number, of: number, lo: Pfn, hi: Pfn = lo): readonly Fact[] {
  return [frees(call, lo, of), keeps(call, lo, hi), defers(call, lo, hi), answers(call)];
}

export function memory(call: number | null, need: Need, granted: boolean): Fact {
  return { kind: 'memory', call, need, granted };
}

export function pressure(level: Pressure): Fact {
  return { kind: 'pressure', level };
}

export function work(state: 'armed' | 'running' | 'idle'): Fact {
  return { kind: 'work', state, dueJiffies: state === 'armed' ? 10 : null };
}

export function windowIs(span: Range | null): Fact {
  return { kind: 'window', span };
}

export function locks(on: ContextId, contended: boolean = false): Fact {
  return { kind: 'locked', on, contended };
}

export function unlocks(on: ContextId): Fact {
  return { kind: 'unlocked', on };
}

export function passes(byJiffies: number): Fact {
  return { kind: 'time', byJiffies };
}

export function misuses(
  misuse: Misuse,
  on: ContextId = 'cpu0',
  because: string | null = null,
): Fact {
  const [what, where] = ['it was misused', 'some_function: some step'];
  return { kind: 'misused', on, misuse, what, where, because };
}
