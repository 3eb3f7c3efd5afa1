import type { PageRun, PageSpace, PaintedSpan } from '../../report/page/page-document.ts';

/** The name of a page by its distance from the 4 GiB line: -1 is the last one below it. */
function pageLabel(page: number, { line }: PageSpace): string {
  return page < line ? String(page - line) : `+${page - line}`;
}

/** "[-2,-1]", inclusive. */
export function spanLabel(lo: number, hi: number, space: PageSpace): string {
  const first = pageLabel(lo, space);
  return lo === hi ? `[${first}]` : `[${first},${pageLabel(hi, space)}]`;
}

/** How a span is used, in words. */
export function useInWords([, , use, call]: PaintedSpan, { calls, deferral }: PageRun): string {
  const name = call === undefined ? null : (calls[call]?.name ?? null);
  switch (use) {
    case 'held':
      return name === null ? 'held' : `held by ${name}`;
    case 'reserved':
      return name === null ? 'reserved' : `reserved by ${name}`;
    case 'filler':
      return 'reserved before the run';
    case 'deferred':
      return deferral === null ? 'deferred' : `deferred, ${deferral}`;
    case 'cached':
      return 'in a cache';
    case 'stray':
      return 'in the tree for nobody';
    case 'free':
      return 'free';
  }
}
