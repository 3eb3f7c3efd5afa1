/** The data of the page: what the viewer makes of it is what happened, at every step. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRun } from '../../explore/run/run-file.ts';
import { useInWords } from '../../page/state/page-names.ts';
import { stateAfter, truthsOf, violationStep } from '../../page/state/run-states.ts';
import { stripBlocks, stripCells } from '../../page/state/strip-cells.ts';
import type { PageDocument } from '../../report/page/page-document.ts';
import { formatPage, PAGE_BEGINS } from '../../report/page/page-html.ts';
import { readViewer } from '../../report/page/read-viewer.ts';
import { firstLedger } from '../../report/story/first-ledger.ts';
import { pageSpans } from '../../report/story/page-span.ts';
import { type Paged, paged } from './paged.ts';

const FILES = [
  'llist-own-2-the-work-erased-a-reserved-range',
  'marker-avl-2-refused-alloc-erased-a-deferred-range',
  'marker-own-1-alloc-iova-fast-took-from-a-cache-a-reserved-range',
  'llist-flat-retry-fills-the-space-in-silence',
];

/** The use of each page, as "held by a", from what the model of ownership says. */
function usesByLedger({ run, steps }: Paged, after: number): readonly string[] {
  const file = `corpus/${run.id}.json`;
  const { scope } = readRun(readFileSync(file, 'utf8'), file);
  const ledger = firstLedger(scope, steps[0]?.stock ?? []);
  for (const { facts } of steps.slice(0, after)) for (const fact of facts) ledger.apply(fact);
  return pageSpans(ledger).flatMap(({ range, use }) => {
    const length = range.hi - range.lo + 1;
    const call = use.kind === 'held' ? (run.calls[use.call]?.name ?? '?') : '';
    return Array<string>(length).fill(`${use.kind}${call}`);
  });
}

function usesByViewer({ run }: Paged, after: number): readonly string[] {
  return stateAfter(run, after).pages.flatMap(([lo, hi, use, call]) => {
    const kind = use === 'reserved' ? 'held' : use;
    const name = call === undefined ? '' : (run.calls[call]?.name ?? '?');
    return Array<string>(hi - lo + 1).fill(`${kind}${name}`);
  });
}

describe('the states that the viewer shows', () => {
  test.each(FILES)('after every step, pages are used as the ledger says: %s', (name) => {
    const one = paged(name);
    const every = one.steps.length > 100 ? 40 : 1;
    for (let after = 0; after <= one.steps.length; after += every) {
      expect(usesByViewer(one, after)).toEqual(usesByLedger(one, after));
    }
  });

  test.each(FILES)('the strip shows every page at every step as the state does: %s', (name) => {
    const { run } = paged(name);
    const cells = stripCells(run);
    const last = run.steps.length;
    const blocks = stripBlocks(cells, 0, last);
    for (let column = 0; column <= last; column += last > 100 ? 40 : 1) {
      const here = blocks.filter(({ from, to }) => from <= column && column <= to);
      for (const [lo, hi, use] of stateAfter(run, column).pages) {
        const rows = cells.rows.flatMap((row, at) => (row.lo <= hi && row.hi >= lo ? [at] : []));
        for (const row of rows) {
          const block = here.find(({ rowFrom, rowTo }) => rowFrom <= row && row <= rowTo);
          expect(block?.use ?? 'free').toBe(use);
        }
      }
    }
  });

  test('the violation is at the step that breaks the property, with what broke before it', () => {
    const { document, run } = paged('marker-avl-2-refused-alloc-erased-a-deferred-range');
    expect(violationStep(run)).toBe(28);
    const truths = truthsOf(run, Object.keys(document.properties));
    const broken = truths.filter((truth) => truth.broken.length > 0);
    expect(broken.map((truth) => [truth.property, truth.broken[0]])).toEqual([
      ['AVL-2', 28],
      ['OBS-2', 20],
    ]);
    const freed = truths.find(({ property }) => property === 'MEM-1');
    expect(freed?.witnessed[0]).toBe(12);
  });

  test('the memory, the work and the contexts are told as they are after a step', () => {
    const { document, run } = paged('llist-own-2-the-work-erased-a-reserved-range');
    const stateAt = (step: number): Readonly<Record<string, string | undefined>> => {
      const { values } = stateAfter(run, step);
      return Object.fromEntries(
        run.fields.map((field, at) => [field, document.texts[values[at]!]]),
      );
    };
    expect(stateAt(0)).toMatchObject({ memory: 'enough', work: 'idle', cpu0: 'idle' });
    expect(stateAt(13)).toMatchObject({ work: 'armed, due at 10 ms', deferred: '[-1]' });
    expect(stateAt(22)).toMatchObject({ work: 'running', 'tree lock': 'held by worker' });
    const reserved = stateAfter(run, 20).pages.find(([, , use]) => use === 'reserved');
    expect(useInWords(reserved!, run)).toBe('reserved by b');
  });
});

describe('the file of the page', () => {
  const viewer = { script: 'const end = "</script>";', style: 'p {}' };

  test('no text of a run can end its element, or begin another', () => {
    const note = '</script><script>alert(1)</script><!--';
    const { document } = paged(FILES[0] ?? '', note);
    const html = formatPage(document, viewer);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    const [, data = ''] = /id="document">(?<data>.*)<\/script>/.exec(html) ?? [];
    expect((JSON.parse(data) as PageDocument).runs[0]?.note).toBe(note);
  });

  test('the same run gives the same bytes, which are known to be a page', () => {
    const [first, second] = [paged(FILES[0] ?? ''), paged(FILES[0] ?? '')];
    const html = formatPage(first.document, viewer);
    expect(formatPage(second.document, viewer)).toBe(html);
    expect(html).toMatch(PAGE_BEGINS);
  });

  test('a page of a long run has at most 400 KB', () => {
    const { document } = paged('llist-flat-retry-fills-the-space-in-silence');
    expect(formatPage(document, readViewer()).length).toBeLessThan(400_000);
  });

  test('its policy allows its own script by its hash, and no request', () => {
    const html = formatPage(paged(FILES[0] ?? '').document, viewer);
    expect(html).toMatch(/default-src 'none'; script-src 'sha256-[\w+/=]+'; style-src/);
  });
});
