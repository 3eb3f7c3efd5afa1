import type { Space } from '../../model/call.ts';
import type { PageSpan } from '../story/page-span.ts';
import type { PageUseKind, PaintedSpan } from './page-document.ts';

/** The spans of a space, with pages numbered from 0. */
export function paintedSpans(
  spans: readonly PageSpan[],
  { startPfn }: Space,
  reserves: (call: number) => boolean,
): readonly PaintedSpan[] {
  return spans.map(({ range, use }): PaintedSpan => {
    const lo = range.lo - startPfn;
    const hi = range.hi - startPfn;
    if (use.kind !== 'held') return [lo, hi, use.kind];
    const kind: PageUseKind = reserves(use.call) ? 'reserved' : 'held';
    return [lo, hi, kind, use.call];
  });
}

/** What of `after` is used in another way than in `before`; both cover the space, ascending. */
export function changedSpans(
  before: readonly PaintedSpan[],
  after: readonly PaintedSpan[],
): readonly PaintedSpan[] {
  const changed: PaintedSpan[] = [];
  let at = 0;
  for (const [lo, hi, use, call] of after) {
    while ((before[at]?.[1] ?? Infinity) < lo) at += 1;
    let from: number | null = null;
    let other = at;
    for (let page = lo; page <= hi; other += 1) {
      const [, last, ...was] = before[other] as PaintedSpan;
      const isSame = was[0] === use && was[1] === call;
      if (!isSame) from ??= page;
      if (isSame && from !== null) {
        changed.push(span(from, page - 1, use, call));
        from = null;
      }
      page = last + 1;
    }
    if (from !== null) changed.push(span(from, hi, use, call));
  }
  return changed;
}

function span(lo: number, hi: number, use: PageUseKind, call: number | undefined): PaintedSpan {
  return call === undefined ? [lo, hi, use] : [lo, hi, use, call];
}
