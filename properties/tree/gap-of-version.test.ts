/** Where the search for a gap is another one in 6.1. */
import { expect, test } from 'vitest';
import { gapOfVersion } from '../../impl/tree/gap-of-version.ts';
import { MapleTree } from '../../impl/tree/maple-tree.ts';
import { TREE_VERSIONS } from '../../model/tree-version.ts';

/** What the versions find, the older one first. */
function found(tree: MapleTree, sizePages: number, lo: number, hi: number): unknown {
  return TREE_VERSIONS.map((version) => gapOfVersion(tree, version, sizePages, lo, hi));
}

const taken = MapleTree.empty.store(40, 49, 1);
const zero = MapleTree.empty.store(0, 0, 1);

test('6.1 does not search a window of one page', () => {
  for (const tree of [MapleTree.empty, taken, zero]) {
    expect(found(tree, 1, 7, 7)).toEqual([null, 7]);
    expect(found(tree, 1, 6, 7)).toEqual([7, 7]);
  }
});

test('6.1 answers in a tree without a node even if the pages do not fit', () => {
  expect(found(MapleTree.empty, 3, 6, 7)).toEqual([7, null]);
  expect(found(MapleTree.empty, 3, 0, 1)).toEqual([1, null]);
  expect(found(zero, 3, 6, 7)).toEqual([7, null]);
  expect(found(zero, 3, 0, 2)).toEqual([null, null]);
  expect(found(taken, 3, 6, 7)).toEqual([null, null]);
});

test('elsewhere both find the same', () => {
  expect(found(taken, 10, 0, 60)).toEqual([60, 60]);
  expect(found(taken, 12, 0, 60)).toEqual([39, 39]);
  expect(found(taken, 1, 45, 44)).toEqual([null, null]);
});
