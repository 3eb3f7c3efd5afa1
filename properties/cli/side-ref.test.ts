import { describe, expect, test } from 'vitest';
import { sideRef } from '../../cli/arguments/side-ref.ts';

const DESIGNS = [
  'llist',
  'dir/mine.ts',
  'a@b/mine.mjs',
  'mine.ts@HEAD~1',
  'mine.ts@v1.0^',
  'mine.ts@HEAD@{10:00}',
  'mine.ts@HEAD@{10:00}~2',
  'mine.ts@HEAD^{/Mend: it}',
];

const POLICIES = ['flat-10ms', 'over.ts', 'over.ts@HEAD', 'over.ts@HEAD@{10:00}', 'over.ts@:/x:y'];

describe('a side of a comparison', () => {
  test.each(DESIGNS)(
    'a side of a comparison is a design, optionally with a policy after a colon: %s',
    (design) => {
      expect(sideRef(design)).toEqual({ design, policy: null });
      for (const policy of POLICIES) {
        expect(sideRef(`${design}:${policy}`)).toEqual({ design, policy });
      }
    },
  );

  test('a side with a revision given by its text has no policy: the text goes to the end', () => {
    for (const text of [':/x', ':/Mend: it', ':/fix b.ts']) {
      const design = `mine.ts@${text}`;
      expect(sideRef(design)).toEqual({ design, policy: null });
    }
  });

  test('a side is split at its colon even if a part of it is empty or no name', () => {
    expect(sideRef('')).toEqual({ design: '', policy: null });
    expect(sideRef('llist:')).toEqual({ design: 'llist', policy: '' });
    expect(sideRef(':flat-10ms')).toEqual({ design: '', policy: 'flat-10ms' });
    expect(sideRef('mine.ts@HEAD@{1:2')).toEqual({ design: 'mine.ts@HEAD@{1', policy: '2' });
  });
});
