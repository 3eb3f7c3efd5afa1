/** Defects: signatures gathered by what is known of them, or by cause. */
import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../explore/checking/verdict.ts';
import { defectsByDesign, summariseDefects } from '../../report/verdicts/defect-list.ts';
import type { ExpectedMatrix } from '../../report/verdicts/expected.ts';
import { results, violated } from '../checking/verdicts.ts';

const BY_ALLOC = 'AVL-1 refused <- alloc_iova() erased a range';
const BY_FREE = 'AVL-1 refused <- free_iova() erased a range';
const BY_OBJECT = 'AVL-1 refused <- __free_iova() erased a range';
const HINT = 'AVL-1 refused <- alloc_iova() wrote max32';

const MATRIX: ExpectedMatrix = {
  version: 3,
  known: { one: { finding: 'F10', mail: null, status: 'new', what: 'It is one.' } },
  scopes: {},
  results: [
    {
      design: 'a',
      policy: null,
      callers: 'careless',
      properties: {
        'AVL-1': {
          [HINT]: { cost: '2/0/0/9', known: 'one' },
          [BY_FREE]: { cost: '2/0/0/9', known: 'one' },
        },
      },
    },
  ],
};

describe('the defects of a design', () => {
  test('signatures of one cause are one defect, and who else acts may be another', () => {
    const found = results(violated({ [BY_FREE]: 2, [BY_OBJECT]: 3, [BY_ALLOC]: 3, [HINT]: 4 }));
    const [design] = defectsByDesign(found, null);
    expect(design?.defects.map(({ what, signatures }) => [what, signatures])).toEqual([
      [BY_FREE, 2],
      [BY_ALLOC, 1],
      [HINT, 1],
    ]);
  });

  test('signatures of which the same is known are one defect, and have its sentence', () => {
    const found = results(violated({ [BY_ALLOC]: 3, [BY_FREE]: 3, [HINT]: 2 }), { design: 'a' });
    const [design] = defectsByDesign(found, MATRIX);
    expect(design?.defects).toMatchObject([
      { what: BY_ALLOC, standing: null, signatures: 1 },
      { what: 'It is one.', standing: 'F10, new', properties: ['AVL-1'], signatures: 2 },
    ]);
  });

  test('defects that well-behaved callers meet come first, and are counted apart', () => {
    const found = [
      ...results(violated({ [BY_ALLOC]: 2 })),
      ...results(violated({ [HINT]: 2 }), { callers: 'well-behaved' }),
    ];
    const [design, ...others] = defectsByDesign(found, null);
    expect(others).toEqual([]);
    expect(design?.defects.map(({ what, callers }) => [what, callers])).toEqual([
      [HINT, ['well-behaved']],
      [BY_ALLOC, ['careless']],
    ]);
    if (design === undefined) throw new Error('no design');
    expect(summariseDefects(design)).toMatch(/: 1 defect \(AVL-1\); careless callers meet 1 more$/);
  });

  test('only the counterexamples that count make defects', () => {
    const found = results(violated({ [BY_ALLOC]: 2, [HINT]: 2 }));
    const [design] = defectsByDesign(found, null, ({ signature }) => signature === HINT);
    expect(design?.defects.map(({ what }) => what)).toEqual([HINT]);
  });

  test('a design without a counterexample has no defect', () => {
    const open = { kind: 'inconclusive', bound: 'time ran out', witnesses: 0 } as const;
    const about = (verdict: Verdict): string | undefined =>
      defectsByDesign(results(verdict, { callers: 'well-behaved' }), null)
        .map(summariseDefects)
        .join();
    expect(about(open)).toMatch(/: no defect$/);
    expect(about({ kind: 'not-applicable' })).toContain(': nothing was judged, as no property');
  });
});
