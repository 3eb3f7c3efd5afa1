/** The judges, which see nothing but recordings, convict the real allocators of what they did. */
import { describe, expect, test } from 'vitest';
import { type Conviction, judgeRecording } from '../../explore/recorded/judge-recording.ts';
import type { RecordedRun } from '../../explore/recorded/read-recording.ts';
import { allProperties } from '../../model/properties/all.ts';
import { designOf, KEPT, keptRecording, recordingsIn } from './recordings.ts';

/**
 * What the judges convict the real allocators of: the recording, the property, the number of lines,
 * the first line, and the number of lines before which no caller had been careless.
 */
const CONVICTIONS: readonly (readonly [
  file: string,
  property: string,
  lines: number,
  first: number,
  wellBehaved: number,
])[] = [
  // The 32-bit hint, set by a request with a low limit or by an aligned one. Each was looked up.
  ['llist/04-tree-limits', 'AVL-1', 6, 104, 6],
  ['llist/04-tree-limits', 'AVL-2', 6, 104, 6],
  ['llist/04-tree-limits', 'AVL-3', 6, 104, 6],
  ['llist/07-double-free', 'AVL-1', 1, 399, 0],
  ['llist/07-double-free', 'AVL-2', 1, 399, 0],
  ['llist/07-double-free', 'AVL-3', 1, 399, 0],
  ['llist/18-pressure-hint', 'AVL-1', 3, 164, 3],
  ['llist/18-pressure-hint', 'AVL-2', 3, 164, 3],
  ['llist/18-pressure-hint', 'AVL-3', 3, 164, 3],
  // Here the hint was set by a store that found no memory, two lines before.
  ['llist/19-pressure-reserve', 'AVL-1', 1, 54, 0],
  ['llist/19-pressure-reserve', 'AVL-2', 1, 54, 0],
  ['llist/19-pressure-reserve', 'AVL-3', 1, 54, 0],
  ['mainline/03-tree-start0', 'AVL-1', 9, 87, 9],
  ['mainline/05-tree-limits', 'AVL-1', 26, 29, 26],
  ['mainline/06-tree-hint', 'AVL-1', 9, 65, 9],
  ['mainline/10-reserve', 'AVL-1', 6, 58, 0],
  ['marker/04-tree-limits', 'AVL-1', 4, 254, 4],
  ['marker/04-tree-limits', 'AVL-2', 4, 254, 4],
  ['marker/04-tree-limits', 'AVL-3', 4, 254, 4],
  ['marker/06-double-free', 'AVL-1', 1, 361, 0],
  ['marker/06-double-free', 'AVL-2', 1, 361, 0],
  ['marker/06-double-free', 'AVL-3', 1, 361, 0],
  ['marker/17-pressure-hint', 'AVL-1', 4, 240, 4],
  ['marker/17-pressure-hint', 'AVL-2', 4, 240, 4],
  ['marker/17-pressure-hint', 'AVL-3', 4, 240, 4],
  // A careless reserve over a live range makes one object of both, so one free takes all of it.
  ['llist/05-reserve-alloc', 'OWN-2', 13, 76, 0],
  ['llist/05-reserve-alloc', 'OWN-3', 9, 76, 0],
  ['llist/06-reserve-fail', 'OWN-2', 8, 136, 0],
  ['llist/06-reserve-fail', 'OWN-3', 4, 136, 0],
  ['llist/07-double-free', 'OWN-2', 3, 249, 0],
  ['llist/07-double-free', 'OWN-3', 2, 283, 0],
  ['llist/19-pressure-reserve', 'OWN-2', 9, 18, 0],
  ['llist/19-pressure-reserve', 'OWN-3', 6, 18, 0],
  ['mainline/10-reserve', 'OWN-2', 39, 43, 0],
  ['mainline/10-reserve', 'OWN-3', 1, 439, 0],
  ['mainline/11-reserve-alloc', 'OWN-2', 10, 142, 0],
  ['mainline/12-reserve-fail', 'OWN-2', 25, 76, 0],
  ['mainline/12-reserve-fail', 'OWN-3', 1, 362, 0],
  ['mainline/13-double-free', 'OWN-2', 14, 78, 0],
  ['marker/05-reserve-alloc', 'OWN-2', 21, 36, 0],
  ['marker/05-reserve-alloc', 'OWN-3', 11, 165, 0],
  ['marker/18-pressure-reserve', 'OWN-2', 4, 152, 0],
  ['marker/18-pressure-reserve', 'OWN-3', 1, 152, 0],
  ['marker/19-reserve-deferred', 'OWN-2', 8, 35, 0],
  ['marker/19-reserve-deferred', 'OWN-3', 7, 35, 0],
  // A reservation in several pieces is freed in part. The rest stays in the tree, and is nobody's.
  ['mainline/10-reserve', 'SPC-1', 1, 439, 0],
  ['mainline/11-reserve-alloc', 'SPC-1', 1, 60, 0],
  // A refused reserve leaves its extension of an older one behind.
  ['mainline/12-reserve-fail', 'SPC-1', 4, 225, 0],
];

/** The kept recordings without caches: these tests are about the tree path. */
const TREE_ONLY = recordingsIn(KEPT).filter((name) => !keptRecording(name).rcache);

function judged(recording: RecordedRun): readonly Conviction[] {
  const { traits } = designOf(recording.engine);
  return judgeRecording(traits, allProperties, recording).convictions;
}

describe('the real allocators', () => {
  test('the real allocators are convicted of the listed breaches, and of nothing else', () => {
    const rows = TREE_ONLY.flatMap((name) => {
      const recording = keptRecording(name);
      const convictions = judged(recording);
      return [...new Set(convictions.map(({ property }) => property))].map((property) => {
        const breaches = convictions.filter((one) => one.property === property);
        const defects = breaches.filter((one) => one.carelessSince === null);
        const file = name.replace('.jsonl.gz', '');
        return [file, property, breaches.length, breaches[0]?.line, defects.length];
      });
    });
    expect(rows.toSorted(byText)).toEqual(CONVICTIONS.toSorted(byText));
  });

  test('each refusal has the cause that it has in simulated runs of the design', () => {
    const causes: Record<string, Record<string, number>> = {};
    for (const name of TREE_ONLY) {
      const recording = keptRecording(name);
      const { engine } = recording;
      for (const { property, signature } of judged(recording)) {
        if (property !== 'AVL-1') continue;
        const ofEngine = (causes[engine] ??= {});
        ofEngine[signature] = (ofEngine[signature] ?? 0) + 1;
      }
    }
    expect(causes).toEqual({
      mainline: { 'AVL-1 refused <- alloc_iova() wrote max32': 50 },
      llist: {
        'AVL-1 refused <- alloc_iova() wrote max32': 10,
        'AVL-1 refused <- alloc_iova() was refused a store': 1,
      },
      marker: { 'AVL-1 refused <- alloc_iova() wrote max32': 9 },
    });
  });

  test('a conviction names a call by its line, never by its number', () => {
    const recording = keptRecording('mainline/11-reserve-alloc.jsonl.gz');
    const broken = judged(recording).find(({ property }) => property === 'OWN-2');
    expect(broken?.why).toBe(
      '[504,511] was erased although the call of line 133 has reserved [510,510] and nobody ' +
        'freed it',
    );
  });
});

function byText(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a) < String(b) ? -1 : 1;
}
