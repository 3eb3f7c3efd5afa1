import type { Sample, Workload } from '../../explore/studies/backoff/busy-outage.ts';
import type { PolicyCosts } from '../../explore/studies/backoff/policy-costs.ts';

const WIDTH = 860;
const PANEL_HEIGHT = 230;
const LEGEND_LINE_HEIGHT = 18;
/** Colours that are easy to distinguish (Tableau 10), for the policies in turn. */
const COLOURS = [
  '#4e79a7',
  '#f28e2c',
  '#e15759',
  '#76b7b2',
  '#59a14f',
  '#edc949',
  '#af7aa1',
  '#ff9da7',
  '#9c755f',
  '#bab0ab',
] as const;

const PANELS: readonly { readonly of: keyof Sample; readonly label: string }[] = [
  { of: 'deferred', label: 'deferred ranges' },
  { of: 'wakeups', label: 'wakeups of the work so far' },
  { of: 'refused', label: 'allocations refused so far' },
];

/**
 * The busy outages over time as an SVG without external references: a panel for each of three
 * counts, a line for each policy. Earlier lines are thicker, so that lines that coincide stay
 * visible.
 */
export async function drawBackoff(
  design: string,
  costs: readonly PolicyCosts[],
  { unmapsPerSecond, pages }: Workload,
): Promise<string> {
  const title = `${design}: node memory short, ${unmapsPerSecond} unmaps a second, ${pages} pages`;
  const top = 34 + costs.length * LEGEND_LINE_HEIGHT;
  const panels = await Promise.all(
    PANELS.map(async (panel, at) => {
      const drawn = await drawPanel(panel, costs);
      return drawn.replace('<svg ', `<svg x="0" y="${top + at * PANEL_HEIGHT}" `);
    }),
  );
  const height = top + PANELS.length * PANEL_HEIGHT;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}"` +
      ` viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12" color="#222">`,
    '<rect width="100%" height="100%" fill="white"/>',
    `<text x="12" y="20" font-weight="bold">${escaped(title)}</text>`,
    ...costs.map(({ policy }, at) => legendLine(policy, at, costs.length)),
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

function legendLine(policy: string, at: number, of: number): string {
  const y = 40 + at * LEGEND_LINE_HEIGHT;
  return (
    `<line x1="14" x2="44" y1="${y - 4}" y2="${y - 4}" stroke="${colourOf(at)}"` +
    ` stroke-width="${widthOf(at, of)}"/><text x="52" y="${y}">${escaped(policy)}</text>`
  );
}

async function drawPanel(
  { of, label }: (typeof PANELS)[number],
  costs: readonly PolicyCosts[],
): Promise<string> {
  // Loaded here, so that only those who want a plot wait for it.
  const [Plot, { parseHTML }] = await Promise.all([
    import('@observablehq/plot'),
    import('linkedom'),
  ]);
  // Plot wants a browser's `Document`, whose type is not known here; this one will do.
  const { document } = parseHTML('<html></html>') as { readonly document: never };
  const lines = costs.map(({ busy }, at) =>
    Plot.line(busy?.samples ?? [], {
      x: (sample: Sample) => sample.jiffies / 1000,
      y: of,
      stroke: colourOf(at),
      strokeWidth: widthOf(at, costs.length),
      curve: 'step-after',
    }),
  );
  const plot: unknown = Plot.plot({
    document,
    className: 'panel',
    width: WIDTH,
    height: PANEL_HEIGHT,
    marginLeft: 60,
    marginBottom: 40,
    style: { fontSize: '12px' },
    x: { label: 'seconds since memory became short' },
    y: { label, grid: true, zero: true },
    marks: [Plot.ruleY([0]), ...lines],
  });
  return (plot as { readonly outerHTML: string }).outerHTML;
}

function colourOf(at: number): string {
  return COLOURS[at % COLOURS.length] as string;
}

/** Later lines are drawn above earlier ones, so they are thinner. */
function widthOf(at: number, of: number): number {
  return 1.2 + 0.7 * (of - 1 - at);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
