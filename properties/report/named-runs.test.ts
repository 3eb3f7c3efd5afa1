/** The file name of each reported run, and which of these files are written. */
import { describe, expect, test } from 'vitest';
import type { Side } from '../../explore/checking/comparison.ts';
import type { ReplayedColumn } from '../../explore/checking/replay-reported.ts';
import { namedRuns } from '../../report/reporters/named-runs.ts';
import { runFiles } from '../../report/reporters/run-files.ts';
import { results, violated } from '../checking/verdicts.ts';
import { columnOfTests, reportedResultOfTests } from './reported-result-of-tests.ts';

const A = 'AVL-1 alloc_iova: search failed';
const [behaved] = results(violated({ [A]: 2 }), { callers: 'well-behaved' });
const [careless] = results(violated({ [A]: 2, 'AVL-1 alloc_iova. search failed': 2 }));

function filesOf(replayed: readonly ReplayedColumn[]): readonly (string | null)[] {
  return [...namedRuns(replayed, 'runs').values()].map(({ file }) => file);
}

describe('the file of a run', () => {
  const outcome = reportedResultOfTests([behaved, careless], { folder: 'runs' });
  const named = [...outcome.runs.values()].map(({ file }) => file);

  test('the file of a run is named after design, callers and signature', () => {
    expect(named.slice(0, 2)).toEqual([
      'runs/mainline-avl-1-alloc-search-failed.json',
      'runs/mainline-avl-1-alloc-search-failed.json',
    ]);
    expect(named[2]).toBe('runs/mainline-careless-avl-1-alloc-search-failed.json');
  });

  test('the file of a run is written once, in a folder made before the work begins', () => {
    const reporter = runFiles('runs');
    expect(reporter.prepare?.({ plan: outcome.plan, policies: [] })).toEqual([
      { kind: 'folder', folder: 'runs' },
    ]);
    expect(reporter.report(outcome)).toMatchObject([
      { file: named[0], run: { scope: { callers: 'well-behaved' } } },
      { file: named[2], run: { scope: { callers: 'careless' } } },
    ]);
  });

  test('the files of two signatures with the same name are numbered', () => {
    const [twice] = results(violated({ 'AVL-1 a: b': 2, 'AVL-1 a; b': 2 }));
    const { runs } = reportedResultOfTests([twice], { folder: 'runs' });
    expect([...runs.values()].map(({ file }) => file)).toEqual([
      'runs/mainline-careless-avl-1-a-b.json',
      'runs/mainline-careless-avl-1-a-b-2.json',
    ]);
  });

  test('in a comparison the file of a run is in the folder of its side', () => {
    const of = (side: Side): ReplayedColumn => {
      const [result] = results(violated({ [A]: 2 }));
      const [named1] = reportedResultOfTests([result]).runs.values();
      if (named1 === undefined) throw new Error('there is one run');
      return { column: { ...columnOfTests(result), side }, result, runs: [named1], faults: [] };
    };
    expect(filesOf([of('A'), of('B')])).toEqual([
      'runs/a/mainline-careless-avl-1-alloc-search-failed.json',
      'runs/b/mainline-careless-avl-1-alloc-search-failed.json',
    ]);
  });
});
