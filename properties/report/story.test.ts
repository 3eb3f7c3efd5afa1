/** The story of a run: plain data without any wording, from which every reporter can work. */
import { designNames, twinSubject } from '../../impl/twin/twin-subject.ts';
import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { RunArbitrary } from '../../explore/engines/random/run-arbitrary.ts';
import { type Run } from '../../explore/run/run.ts';
import { spaceOf } from '../../explore/run/scope.ts';
import { type ReplayStep, replay } from '../../explore/world/replay.ts';
import type { Design } from '../../impl/designs/design.ts';
import { knownDesigns } from '../../impl/designs/known.ts';
import { llist } from '../../impl/designs/llist.ts';
import { mainline } from '../../impl/designs/mainline.ts';
import { allProperties } from '../../model/properties/all.ts';
import { sizePages } from '../../model/range.ts';
import type { StoryEntry } from '../../report/story/fold-rounds.ts';
import type { PageSpan } from '../../report/story/page-span.ts';
import { type RunStory, runStory } from '../../report/story/run-story.ts';
import type { StoryLine } from '../../report/story/story-line.ts';
import { DMA32, ScriptedRun, SMALL_SCOPE } from '../run/scripted-run.ts';
import { reservationLost, retriesInVain } from './runs-of-tests.ts';

function storyOf(design: Design, run: Run): RunStory {
  const steps: ReplayStep[] = [];
  replay(twinSubject(design, allProperties), run, (step) => steps.push(step));
  return runStory(run, steps, allProperties);
}

const at = (pfn: number): { readonly lo: number; readonly hi: number } => ({ lo: pfn, hi: pfn });
const HIGH = at(DMA32 + 3);
const freeing = { fn: 'free', what: { call: 0, offsetPages: 0 } } as const;

const WORK = 'iova_deferred_free_work';

describe('the story of a run', () => {
  const { lines, shown, mustHold, calls } = storyOf(llist, reservationLost);

  test('each line of a story says what was done and what came of it', () => {
    expect(
      lines.map(({ from, to, lane, memory, event }) => [from, to, lane, memory, event]),
    ).toEqual([
      [
        1,
        5,
        'cpu0',
        'none',
        {
          kind: 'whole call',
          call: { fn: 'alloc', sizePages: 1, limit: DMA32 + 3, aligned: true },
          number: 0,
          outcome: { kind: 'returned', granted: HIGH },
        },
      ],
      [
        6,
        6,
        'cpu0',
        'none',
        { kind: 'call begun', call: freeing, number: 1, effects: [], later: [] },
      ],
      [
        7,
        9,
        'cpu0',
        'once',
        {
          kind: 'steps',
          steps: [{ fn: null, places: ['look up', 'remove_iova'] }],
          effects: [{ kind: 'erase refused', range: HIGH }],
          later: [],
        },
      ],
      [
        10,
        12,
        'cpu0',
        'none',
        {
          kind: 'steps',
          steps: [{ fn: null, places: ['llist_add reads the head', 'llist_add'] }],
          effects: [{ kind: 'deferred', range: HIGH, again: false }],
          later: [],
        },
      ],
      [
        13,
        13,
        'cpu0',
        'none',
        {
          kind: 'steps',
          steps: [{ fn: null, places: ['schedule_delayed_work'] }],
          effects: [
            { kind: 'work armed', dueInJiffies: 10, again: false },
            { kind: 'returned', granted: null },
          ],
          later: [],
        },
      ],
      [
        14,
        17,
        'cpu1',
        'none',
        {
          kind: 'whole call',
          call: { fn: 'reserve', lo: DMA32 + 3, hi: DMA32 + 3 },
          number: 2,
          outcome: null,
        },
      ],
      [18, 18, null, 'none', { kind: 'time passed', jiffies: 10 }],
      [
        19,
        24,
        'worker',
        'none',
        {
          kind: 'steps',
          steps: [
            { fn: 'timer', places: ['expires'] },
            { fn: 'kworker', places: ['picks up the work'] },
            { fn: WORK, places: ['llist_del_all', 'next entry', 'remove_iova'] },
          ],
          effects: [{ kind: 'erased', range: HIGH }],
          later: [],
        },
      ],
    ]);
  });

  test('a story names the breach that the run is said to show at the line where it happens', () => {
    expect(shown?.signature).toBe('OWN-2 the work erased a reserved range');
    expect(mustHold).toBe('A reservation stays in the tree until it is freed.');
    expect(lines.filter(({ breaches }) => breaches.length > 0)).toEqual([lines.at(-1)]);
    expect(lines.at(-1)?.breaches).toContainEqual(shown);
  });

  test('a story has the space after each line, and which contexts are inside a call', () => {
    const uses = lines.map(({ pages }) => pages.map(({ use }) => use));
    const free = { kind: 'free' };
    expect(uses[0]).toEqual([free, { kind: 'held', call: 0 }]);
    expect(uses[3]).toEqual([free, { kind: 'deferred' }]);
    expect(uses[5]).toEqual([free, { kind: 'held', call: 2 }]);
    expect(uses[7]).toEqual([free]);
    expect(lines.map(({ inCall }) => inCall)).toEqual([
      [],
      ...lines.slice(1, 4).map(() => ['cpu0']),
      [],
      [],
      [],
      [],
    ]);
  });

  test('a story has the calls alone, and where memory must fail in them', () => {
    const none = { refusedAt: [], breaks: [] };
    expect(calls).toMatchObject([
      {
        kind: 'call',
        lane: 'cpu0',
        number: 0,
        result: { kind: 'granted', range: HIGH },
        stop: null,
      },
      {
        kind: 'call',
        call: freeing,
        result: { kind: 'done' },
        remarks: { refusedAt: ['free_iova: remove_iova'], breaks: [] },
      },
      { kind: 'call', lane: 'cpu1', number: 2, remarks: none },
      { kind: 'time passed', jiffies: 10, remarks: none },
      { kind: 'work', goesOn: false, stop: { label: `${WORK}: remove_iova` } },
    ]);
    expect(calls.at(-1)).toMatchObject({ remarks: { refusedAt: [], breaks: ['OWN-2'] } });
  });

  test('a story says where a call or the work stops, and when it goes on', () => {
    const run = new ScriptedRun(llist)
      .alloc('cpu0', 1, DMA32 - 1)
      .take({ do: 'pressure', level: 'nodes' })
      .free('cpu0', 0)
      .take({ do: 'advance', byJiffies: 10 })
      .steps('timer')
      .steps('worker', 2)
      .take({ do: 'start', on: 'cpu1', call: { fn: 'reserve', lo: DMA32, hi: DMA32 } })
      .steps('worker')
      .steps('cpu1')
      .run();
    const { calls: some } = storyOf(llist, run);
    expect(some.slice(1)).toMatchObject([
      { kind: 'pressure turned', level: 'nodes' },
      { kind: 'call', number: 1 },
      { kind: 'time passed' },
      { kind: 'work', goesOn: false, stop: { label: `${WORK}: llist_del_all` } },
      { kind: 'call', lane: 'cpu1', result: null, stop: { label: null } },
      { kind: 'work', goesOn: true, stop: null },
      { kind: 'call goes on', lane: 'cpu1', result: { kind: 'refused' }, stop: null },
    ]);
  });

  test('the calls of a story name a page by number if its range object may be gone', () => {
    const scope = { ...SMALL_SCOPE, callers: 'careless' } as const;
    const what = { call: 0, offsetPages: 1 };
    const run = new ScriptedRun(mainline, scope)
      .alloc('cpu0', 2, DMA32 - 1)
      .call('cpu0', { fn: 'find', what })
      .call('cpu0', { fn: 'free', what })
      .call('cpu0', { fn: 'free', what })
      .run();
    const { calls: some } = storyOf(mainline, run);
    const pages = some.map(
      (entry) => entry.kind === 'call' && 'what' in entry.call && entry.call.what,
    );
    expect(pages).toEqual([false, what, what, { pfn: DMA32 - 1 }]);
  });

  test('a story folds equal rounds, and says which actions the fold covers', () => {
    const { timeline, lines: all } = storyOf(llist, retriesInVain().run());
    const folds = timeline.filter((entry) => entry.kind === 'rounds');
    expect(folds).toMatchObject([{ rounds: 8, isExact: true, from: 26, to: 113 }]);
    expect(folds[0]?.last).toBe(all.find(({ to }) => to === 113));
  });

  test('a story folds rounds that differ only in their calls, and says so', () => {
    const script = new ScriptedRun(mainline);
    for (let round = 0; round < 8; round += 1) {
      script.alloc('cpu0', 1, DMA32 - 1).free('cpu0', 2 * round);
    }
    const { timeline } = storyOf(mainline, script.run());
    expect(timeline.map(({ kind }) => kind)).toEqual(['line', 'line', 'rounds']);
    expect(timeline.at(-1)).toMatchObject({ rounds: 7, isExact: false });
  });

  test('a story marks the pages that were reserved before the run', () => {
    const scope = { ...SMALL_SCOPE, pages: 4, fillers: 2 };
    const run = { ...reservationLost, scope, expect: null, actions: [] };
    const action = { do: 'advance', byJiffies: 1 } as const;
    const {
      lines: [line],
    } = storyOf(mainline, { ...run, actions: [action] });
    expect(line?.pages).toEqual([
      { range: { lo: DMA32 - 2, hi: DMA32 - 1 }, use: { kind: 'free' } },
      { range: { lo: DMA32, hi: DMA32 + 1 }, use: { kind: 'filler' } },
      { range: { lo: DMA32 + 2, hi: DMA32 + 3 }, use: { kind: 'free' } },
    ]);
  });
});

describe('the story of any run', () => {
  const scope = { ...SMALL_SCOPE, calls: 24, callers: 'careless' } as const;

  /** Checks what `promise` says of the story on many runs of every design. */
  function check(promise: (story: RunStory) => void): void {
    for (const design of knownDesigns) {
      const runs = new RunArbitrary(twinSubject(design, allProperties), scope);
      const property = fc.property(runs, ({ actions }) => {
        const run = { ...designNames(design), scope, actions, note: null, expect: null };
        promise(storyOf(design, run));
      });
      fc.assert(property, { numRuns: 40, seed: 6 });
    }
  }

  test('the story of any run is plain data that survives being written as JSON', () => {
    check((story) => expect(JSON.parse(JSON.stringify(story))).toEqual(story));
  });

  test('the story of any run covers every action once, folded or not, and every breach', () => {
    check(({ run, lines, timeline, shown }) => {
      const covered = (parts: readonly Pick<StoryLine, 'from' | 'to'>[]): readonly number[] =>
        parts.flatMap(({ from, to }) => Array.from({ length: to - from + 1 }, (_, n) => from + n));
      const all = run.actions.map((_, n) => n + 1);
      expect(covered(lines)).toEqual(all);
      const bounds = (entry: StoryEntry): Pick<StoryLine, 'from' | 'to'> =>
        entry.kind === 'line' ? entry.line : entry;
      expect(covered(timeline.map(bounds))).toEqual(all);
      const breaches = lines.flatMap((line) => line.breaches);
      expect(breaches[0] ?? null).toEqual(shown);
      const unfolded = timeline.flatMap((entry) => (entry.kind === 'line' ? [entry.line] : []));
      expect(unfolded.flatMap((line) => line.breaches)).toEqual(breaches);
    });
  });

  test('each line of any story has every page of the space once, in ascending order', () => {
    const { startPfn, topPfn } = spaceOf(scope);
    const sizeOf = (spans: readonly PageSpan[]): number =>
      spans.reduce((sum, { range }) => sum + sizePages(range), 0);
    check(({ lines }) => {
      for (const { pages } of lines) {
        expect(pages[0]?.range.lo).toBe(startPfn);
        expect(sizeOf(pages)).toBe(topPfn - startPfn + 1);
        for (const [n, { range }] of pages.entries()) {
          expect(range.lo).toBe(n === 0 ? startPfn : (pages[n - 1]?.range.hi ?? 0) + 1);
        }
      }
    });
  });
});
