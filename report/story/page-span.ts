import type { Ledger } from '../../model/ledger.ts';
import { covers, type Pfn, type Range } from '../../model/range.ts';

/** Who has a page. */
export type PageUse =
  /** The call of that number was granted or has reserved it, or is just giving it back. */
  | { readonly kind: 'held'; readonly call: number }
  /** It was reserved before the run began. */
  | { readonly kind: 'filler' }
  /** Freed, and still in the tree. */
  | { readonly kind: 'deferred' }
  /** It lies in a cache, and so it is in the tree. */
  | { readonly kind: 'cached' }
  /** In the tree, but nobody holds it and nobody is going to erase it. */
  | { readonly kind: 'stray' }
  | { readonly kind: 'free' };

/** Neighbouring pages of the same use. */
export interface PageSpan {
  readonly range: Range;
  readonly use: PageUse;
}

/** The whole space, in as few spans as possible, ascending. */
export function pageSpans(ledger: Ledger): readonly PageSpan[] {
  const { startPfn, topPfn } = ledger.space;
  const spans: PageSpan[] = [];
  for (let pfn = startPfn; pfn <= topPfn; pfn += 1) {
    const use = useOf(ledger, pfn);
    const last = spans.at(-1);
    if (last === undefined || !isSame(last.use, use)) spans.push({ range: one(pfn), use });
    else spans[spans.length - 1] = { range: { lo: last.range.lo, hi: pfn }, use };
  }
  return spans;
}

function isSame(a: PageUse, b: PageUse): boolean {
  return a.kind === 'held' && b.kind === 'held' ? a.call === b.call : a.kind === b.kind;
}

function one(pfn: Pfn): Range {
  return { lo: pfn, hi: pfn };
}

function useOf(ledger: Ledger, pfn: Pfn): PageUse {
  const page = one(pfn);
  for (const { range, call } of [...ledger.owned, ...ledger.reserved]) {
    if (!covers(range, page)) continue;
    // Calls are numbered from 0: no call has reserved the fillers.
    return call < 0 ? { kind: 'filler' } : { kind: 'held', call };
  }
  if (ledger.deferred.some((range) => covers(range, page))) return { kind: 'deferred' };
  if (!ledger.tree.some((range) => covers(range, page))) return { kind: 'free' };
  for (const { call, granted, freeing } of ledger.open) {
    if (granted !== null && covers(granted, page)) return { kind: 'held', call };
    for (const holding of freeing) {
      if (covers(holding.range, page)) return { kind: 'held', call: holding.call };
    }
  }
  return { kind: ledger.cached.some((range) => covers(range, page)) ? 'cached' : 'stray' };
}
