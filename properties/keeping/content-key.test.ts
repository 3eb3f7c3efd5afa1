import { expect, test } from 'vitest';
import { contentKey, type KeyPart } from '../../explore/keeping/content-key.ts';

test('a key says every name, every content, where each ends, and their order', () => {
  const lists: readonly (readonly KeyPart[])[] = [
    [],
    [['a', '']],
    [['', 'a']],
    [['a', 'b']],
    [['ab', '']],
    [['a', 'bc']],
    [['ab', 'c']],
    [
      ['a', 'b'],
      ['c', 'd'],
    ],
    [
      ['c', 'd'],
      ['a', 'b'],
    ],
    [['a', '1:b1:c1:d']],
  ];
  expect(new Set(lists.map(contentKey)).size).toBe(lists.length);
  expect(contentKey([['a', 'b']])).toBe(contentKey([['a', 'b']]));
  expect(contentKey([])).toMatch(/^[0-9a-f]{64}$/);
});
