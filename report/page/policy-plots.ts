import {
  COUNTED_JIFFIES,
  OUTAGES_JIFFIES,
  type QuietOutage,
} from '../../explore/studies/backoff/quiet-outage.ts';
import type { PagePlot } from './page-document.ts';

/** A design under its retry policy, and what that costs while nobody calls. */
export interface PolicyInPlots {
  /** "llist (flat-10ms)" */
  readonly name: string;
  /** The delay after each failed run in a row; the last one applies to all further ones. */
  readonly delaysJiffies: readonly number[];
  /** Null: it cannot be measured, as the work never rests. */
  readonly quiet: QuietOutage | null;
}

/** One value of a design, for one thing that is measured. */
interface PlottedPoint {
  readonly name: string;
  readonly x: string;
  readonly y: number;
}

const WIDTH = 860;
const HEIGHT = 240;
const PART_NAME = / aria-(?:label|description|hidden)="[^"]*"/g;
const TICKS = [0, 10, 100, 1000, 10_000, 100_000];
/** More failed runs in a row are not drawn. */
const RUNS_MAX = 12;

/** Delays, wakeups and recovery of the policies, a figure each; [] if there is no policy. */
export async function policyPlots(
  policies: readonly PolicyInPlots[],
): Promise<readonly PagePlot[]> {
  if (policies.length === 0) return [];
  const figures = [
    {
      title: 'Delays of the retry policies',
      x: 'failed runs of the work in a row',
      y: 'ms until the next run',
      points: policies.flatMap(delayPoints),
    },
    {
      title: 'Wakeups while memory stays short',
      x: 'seconds since one range was deferred; no other call is made',
      y: 'runs of the work so far',
      points: policies.flatMap(({ name, quiet }) =>
        (quiet?.wakeups ?? []).map((y, at) => ({ name, x: seconds(COUNTED_JIFFIES[at]), y })),
      ),
    },
    {
      title: 'Recovery once memory is back',
      x: 'seconds for which memory was short, at least',
      y: 'ms until the range is erased, on the average',
      points: policies.flatMap(({ name, quiet }) =>
        (quiet?.meanRecoveryJiffies ?? []).map((y, at) => ({
          name,
          x: seconds(OUTAGES_JIFFIES[at]),
          y,
        })),
      ),
    },
  ];
  return Promise.all(figures.map(drawFigure));
}

function delayPoints({ name, delaysJiffies }: PolicyInPlots): readonly PlottedPoint[] {
  return Array.from({ length: RUNS_MAX }, (_, at) => ({
    name,
    x: String(at + 1),
    y: delaysJiffies[Math.min(at, delaysJiffies.length - 1)] ?? 0,
  }));
}

function seconds(jiffies: number | undefined): string {
  return String((jiffies ?? 0) / 1000);
}

interface Figure {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly points: readonly PlottedPoint[];
}

/** A line for each policy; those that coincide are one, with a line of its label for each. */
function seriesOf(points: readonly PlottedPoint[]): readonly (readonly PlottedPoint[])[] {
  const alike = new Map<string, string[]>();
  for (const name of new Set(points.map((point) => point.name))) {
    const own = points.filter((point) => point.name === name);
    const key = JSON.stringify(own.map((point) => [point.x, point.y]));
    alike.set(key, [...(alike.get(key) ?? []), name]);
  }
  return [...alike.values()].map((names) =>
    points
      .filter(({ name }) => name === names[0])
      .map(({ x, y }) => ({ name: names.join('\n'), x, y })),
  );
}

async function drawFigure({ title, x, y, points }: Figure): Promise<PagePlot> {
  // Loaded here, so that only those who want a plot wait for it.
  const [Plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  // Plot wants a browser's `Document`, whose type is not known here; this one will do.
  const highest = 2 * Math.max(...points.map((point) => point.y));
  const { document } = parseHTML('<html></html>') as { readonly document: never };
  const series = seriesOf(points);
  const last = series.flatMap((some) => some.slice(-1));
  const plot: unknown = Plot.plot({
    document,
    className: 'policy-plot',
    width: WIDTH,
    height: HEIGHT,
    marginLeft: 60,
    marginRight: 290,
    marginTop: 40,
    marginBottom: 40,
    x: { label: x, type: 'point', domain: [...new Set(points.map((point) => point.x))] },
    y: { label: y, grid: true, type: 'symlog', ticks: TICKS.filter((tick) => tick <= highest) },
    marks: [
      Plot.ruleY([0]),
      ...series.flatMap((some, at) => [
        Plot.line(some, { x: 'x', y: 'y', stroke: `var(--series-${at % 6})` }),
        Plot.dot(some, { x: 'x', y: 'y', fill: `var(--series-${at % 6})`, r: 3 }),
      ]),
      Plot.text(last, { x: 'x', y: 'y', text: 'name', textAnchor: 'start', dx: 8 }),
    ],
  });
  const told = series.map((some) => {
    const values = some.map((point) => `${point.y} at ${point.x}`).join(', ');
    return `${some[0]?.name.replaceAll('\n', ', ') ?? ''}: ${values}`;
  });
  const text = `${y}, by ${x}. ${told.join('; ')}.`;
  // The page names the figure as a whole; names of its parts would be read out besides.
  const svg = (plot as { readonly outerHTML: string }).outerHTML.replaceAll(PART_NAME, '');
  return { title, text, svg };
}
