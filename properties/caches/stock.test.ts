/** What lies in caches when a run begins. */
import { expect, test } from 'vitest';
import { SCOPE_DEFAULTS } from '../../explore/run/scope-defaults.ts';
import { spaceOf, type Scope } from '../../explore/run/scope.ts';
import { replay, type ReplayStep } from '../../explore/world/replay.ts';
import { World } from '../../explore/world/world.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { storyLines } from '../../report/story/story-lines.ts';

const SCOPE: Scope = {
  ...SCOPE_DEFAULTS,
  callers: 'well-behaved',
  cpus: 1,
  pages: 4,
  requests: 'cached',
  magazine: 1,
  stock: 2,
};

test.each(knownDesigns)('beside fillers, $name caches pages around them', (design) => {
  const scope = { ...SCOPE, fillers: 10, stock: 3 };
  const { ledger } = new World(twinSubject(design, []), scope, 'forward').judges;
  const { dma32, topPfn } = spaceOf(scope);
  const pages = [dma32 - 1, topPfn - 1, topPfn];
  expect(ledger.cached).toEqual(pages.map((pfn) => ({ lo: pfn, hi: pfn })));
  expect(ledger.tree.map(({ lo }) => lo)).toEqual([
    dma32 - 1,
    ...Array.from({ length: 10 }, (_, at) => dma32 + at),
    topPfn - 1,
    topPfn,
  ]);
});

test('the timeline of a run shows what was cached before it', () => {
  const { startPfn, topPfn } = spaceOf(SCOPE);
  const call = { fn: 'reserve', lo: startPfn, hi: startPfn } as const;
  const actions = [
    { do: 'start', on: 'cpu0', call } as const,
    ...Array.from({ length: 3 }, () => ({ do: 'step', on: 'cpu0' }) as const),
  ];
  const run = { ...designNames(mainline), scope: SCOPE, expect: null, note: null, actions };
  const steps: ReplayStep[] = [];
  const { kind } = replay(twinSubject(mainline, []), run, (step) => steps.push(step));
  expect(kind).toBe('as expected');
  const shown = storyLines(steps, SCOPE).flatMap(({ pages }) => pages);
  const cached = shown.find(({ use }) => use.kind === 'cached');
  expect(cached?.range).toEqual({ lo: topPfn - 1, hi: topPfn });
});
