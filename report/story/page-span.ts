import type { Holding } from '../../model/holdings.ts';
import type { Ledger } from '../../model/ledger.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { intersect } from '../../model/range-set.ts';

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
  const painted = paintedRanges(ledger);
  const cuts = new Set([startPfn]);
  for (const { range } of painted) cuts.add(range.lo).add(range.hi + 1);
  const starts = [...cuts]
    .filter((pfn) => pfn >= startPfn && pfn <= topPfn)
    .toSorted((a, b) => a - b);
  const uses: PageUse[] = starts.map(() => ({ kind: 'free' }));
  for (const { range, use } of painted) {
    for (let at = firstFrom(starts, range.lo); (starts[at] ?? Infinity) <= range.hi; at += 1) {
      uses[at] = use;
    }
  }
  const spans: PageSpan[] = [];
  for (const [at, lo] of starts.entries()) {
    const use = uses[at] as PageUse;
    const hi = (starts[at + 1] ?? topPfn + 1) - 1;
    const last = spans.at(-1);
    if (last === undefined || !isSame(last.use, use)) spans.push({ range: { lo, hi }, use });
    else spans[spans.length - 1] = { range: { lo: last.range.lo, hi }, use };
  }
  return spans;
}

/** The index of the first start that is not below `pfn`, in ascending starts. */
function firstFrom(starts: readonly Pfn[], pfn: Pfn): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as Pfn) < pfn) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isSame(a: PageUse, b: PageUse): boolean {
  return a.kind === 'held' && b.kind === 'held' ? a.call === b.call : a.kind === b.kind;
}

/** What is in use, the later of two over the earlier. */
function paintedRanges(ledger: Ledger): readonly PageSpan[] {
  const { tree, cached, open, deferred, reserved, owned } = ledger;
  const held = ({ range, call }: Holding): PageSpan => ({
    range,
    // Calls are numbered from 0: no call has reserved the fillers.
    use: call < 0 ? { kind: 'filler' } : { kind: 'held', call },
  });
  // A call in progress has what is in the tree for it, or still is.
  const going = open.flatMap(({ call, granted, freeing }) => [
    ...(granted === null ? [] : [{ call, range: granted }]),
    ...freeing,
  ]);
  return [
    ...tree.map((range): PageSpan => ({ range, use: { kind: 'stray' } })),
    ...cached.map((range): PageSpan => ({ range, use: { kind: 'cached' } })),
    ...going
      .toReversed()
      .flatMap(({ call, range }) =>
        intersect(tree, [range]).map((part) => held({ call, range: part })),
      ),
    ...deferred.map((range): PageSpan => ({ range, use: { kind: 'deferred' } })),
    ...[...owned, ...reserved].toReversed().map(held),
  ];
}
