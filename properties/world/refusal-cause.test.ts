import { describe, expect, test } from 'vitest';
import { causeOf } from '../../explore/world/refusal-cause.ts';
import type { Refusal } from '../../model/property.ts';
import type { RangeSet } from '../../model/range-set.ts';

const SPACE = { startPfn: 100, dma32: 102, topPfn: 103 };
const FULL: RangeSet = [{ lo: 100, hi: 103 }];

function cause({
  since = null,
  tree = FULL,
  ...more
}: Partial<Refusal> & {
  readonly since?: string | null;
  readonly tree?: RangeSet;
}): string {
  const refusal: Refusal = {
    call: 3,
    request: { fn: 'alloc', sizePages: 1, limit: 103, aligned: true },
    crowded: false,
    eraseRefused: false,
    workRan: false,
    because: 'alloc_iova: no room',
    ...more,
  };
  return causeOf(refusal, since, tree, 'tight', SPACE);
}

describe('the cause of a refusal', () => {
  test('the deed since which the request was wronged comes before all else', () => {
    const all = { crowded: true, eraseRefused: true, workRan: true };
    expect(cause({ ...all, since: 'free_iova() erased a range' })).toBe(
      'refused <- free_iova() erased a range',
    );
  });

  test('a refused erase of its own comes before what was in its way', () => {
    expect(cause({ eraseRefused: true, crowded: true, workRan: true })).toBe(
      'refused <- its own erase was refused',
    );
  });

  test('a deferred range in its way says whether the work, which may hold it, ran', () => {
    expect(cause({ crowded: true })).toBe('refused <- a deferred range is in the way');
    expect(cause({ crowded: true, workRan: true })).toBe(
      'refused <- a deferred range is in the way while the work runs',
    );
  });

  test('if nothing was deferred there, pages that nobody holds are in the way, or were', () => {
    const nobody = 'refused <- pages that nobody holds are in the way';
    expect(cause({})).toBe(nobody);
    expect(cause({ workRan: true })).toBe(nobody);
    expect(cause({ tree: [] })).toBe('refused <- what did not last');
    expect(cause({ tree: [{ lo: 101, hi: 103 }] })).toBe('refused <- what did not last');
  });

  test('the step that decided makes no difference', () => {
    expect(cause({ because: 'another step' })).toBe(cause({ because: null }));
  });
});
