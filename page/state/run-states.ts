import type { PageChange, PageRun, PaintedSpan } from '../../report/page/page-document.ts';

/** The state of a run after a step. */
export interface StateAfter {
  /** All pages, in as few spans as they were told in, ascending. */
  readonly pages: readonly PaintedSpan[];
  /** The value of each field of the run, in their order, as an index into the texts. */
  readonly values: readonly number[];
}

/** The state after that step, from 0. */
export function stateAfter({ first, steps }: PageRun, step: number): StateAfter {
  const changes: readonly PageChange[] = [first, ...steps.slice(0, step)];
  const values: number[] = [];
  for (const { set = [] } of changes) for (const [field, value] of set) values[field] = value;
  let pages: readonly PaintedSpan[] = [];
  for (const change of changes) if (change.pages !== undefined) pages = paint(pages, change.pages);
  return { pages, values };
}

/** The spans, with those of `over` painted over them; both ascending. */
function paint(
  spans: readonly PaintedSpan[],
  over: readonly PaintedSpan[],
): readonly PaintedSpan[] {
  if (spans.length === 0) return over;
  const rests = spans.flatMap((span) => without(span, over));
  return [...rests, ...over].sort((a, b) => a[0] - b[0]);
}

/** What is left of a span. */
function without(span: PaintedSpan, over: readonly PaintedSpan[]): readonly PaintedSpan[] {
  const [, hi, ...use] = span;
  const rests: PaintedSpan[] = [];
  let [lo] = span;
  for (let at = firstReaching(over, lo); at < over.length; at += 1) {
    const [from, to] = over[at] as PaintedSpan;
    if (from > hi) break;
    if (from > lo) rests.push([lo, from - 1, ...use]);
    lo = to + 1;
  }
  if (lo <= hi) rests.push([lo, hi, ...use]);
  return rests;
}

/** The index of the first span that reaches up to that page, or beyond. */
function firstReaching(spans: readonly PaintedSpan[], page: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as PaintedSpan)[1] < page) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What is true of a property after each step. */
export interface Truth {
  readonly property: string;
  /** The steps in which its situation occurs. */
  readonly witnessed: readonly number[];
  /** The steps in which it breaks. */
  readonly broken: readonly number[];
}

/** The properties whose situation occurs in the run, or that break: these first. */
export function truthsOf({ steps }: PageRun, order: readonly string[]): readonly Truth[] {
  const stepsWhere = (is: (at: number) => boolean): readonly number[] =>
    steps.flatMap((_, at) => (is(at) ? [at + 1] : []));
  const truths = order.map((property): Truth => {
    const witnessed = stepsWhere((at) => steps[at]?.witnessed?.includes(property) ?? false);
    const broken = stepsWhere(
      (at) => steps[at]?.breaks?.some((breach) => breach.property === property) ?? false,
    );
    return { property, witnessed, broken };
  });
  const occurring = truths.filter(({ witnessed, broken }) => witnessed.length + broken.length > 0);
  return [
    ...occurring.filter(({ broken }) => broken.length > 0),
    ...occurring.filter(({ broken }) => broken.length === 0),
  ];
}

/** The first step that breaks the property that the run is about; null: none does. */
export function violationStep({ steps, breach }: PageRun): number | null {
  const at = steps.findIndex(
    ({ breaks }) => breaks?.some(({ signature }) => signature === breach?.signature) ?? false,
  );
  return at < 0 ? null : at + 1;
}
