import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageDocument, PageStep, PaintedSpan } from '../report/page/page-document.ts';
import { formatPage } from '../report/page/page-html.ts';
import { readViewer } from '../report/page/read-viewer.ts';

const STEPS = 500;
const RANGES = 1000;
const ROUNDS = 9;
const CHROMIUM = '/usr/bin/chromium';
const EMPTY =
  '<!doctype html><html lang="en"><head><title>empty</title></head><body></body></html>';

/**
 * How long a page of 500 steps and 1000 ranges takes to open, in times of an empty page in the same
 * browser, and how long a step in it takes. The page is made up: every step defers a range or
 * erases one. Needs Debian's `chromium`.
 */
export async function benchPage(): Promise<void> {
  // Loaded here: users who install the package have no such browser driver.
  const { chromium } = await import('playwright-core');
  const folder = mkdtempSync(join(tmpdir(), 'iova-check-bench-page-'));
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  try {
    const [full, empty] = [join(folder, 'full.html'), join(folder, 'empty.html')];
    writeFileSync(full, formatPage(largeDocument(), readViewer()));
    writeFileSync(empty, EMPTY);
    const page = await browser.newPage();
    const open = async (file: string): Promise<number> => {
      const start = performance.now();
      await page.goto(`file://${file}`);
      return performance.now() - start;
    };
    const times: { readonly full: number; readonly empty: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // In turn, so that both meet the same load.
      // oxlint-disable-next-line no-await-in-loop
      times.push({ empty: await open(empty), full: await open(full) });
    }
    const [slow, quick] = [
      median(times.map((one) => one.full)),
      median(times.map((one) => one.empty)),
    ];
    console.log(`${STEPS} steps, ${RANGES} ranges: ${statSync(full).size} bytes`);
    console.log(`opens in ${slow.toFixed(0)} ms, an empty page in ${quick.toFixed(0)} ms`);
    console.log(`ratio ${(slow / quick).toFixed(1)}`);
    const start = performance.now();
    // oxlint-disable-next-line no-await-in-loop
    for (let step = 0; step < 50; step += 1) await page.keyboard.press('ArrowLeft');
    console.log(`a step takes ${((performance.now() - start) / 50).toFixed(1)} ms`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

/** Ranges of two pages, with a free page after each. */
function rangeAt(at: number, use: 'free' | 'held' | 'deferred'): PaintedSpan {
  return [at * 3, at * 3 + 1, use];
}

function largeDocument(): PageDocument {
  const all = Array.from({ length: RANGES }, (_, at) => at);
  const steps = Array.from({ length: STEPS }, (_, at): PageStep => {
    const range = (at * 7) % RANGES;
    return {
      lane: at % 2,
      at: 0,
      effect: 1,
      pages: [rangeAt(range, at % 3 ? 'deferred' : 'free')],
    };
  });
  return {
    format: 'iova-check page',
    version: 1,
    tool: 'iova-check',
    title: 'a large run',
    texts: ['free_iova: erase', 'deferred', 'enough'],
    properties: {},
    matrix: null,
    plots: [],
    runs: [
      {
        id: 'large',
        design: 'made up',
        callers: 'well-behaved',
        breach: null,
        ending: '',
        isAsSaid: true,
        note: '',
        known: '',
        length: { calls: 0, refusals: 0, switches: STEPS - 1, steps: STEPS },
        scope: '',
        file: null,
        space: { pages: RANGES * 3, line: RANGES },
        deferral: 'on a list',
        lanes: ['cpu0', 'cpu1'],
        calls: [],
        fields: ['memory'],
        first: {
          pages: all.flatMap((at): readonly PaintedSpan[] => [
            rangeAt(at, 'held'),
            [at * 3 + 2, at * 3 + 2, 'free'],
          ]),
          set: [[0, 2]],
        },
        steps,
        inC: [],
        explanation: null,
      },
    ],
  };
}
