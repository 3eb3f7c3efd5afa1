import { expect, test } from 'vitest';
import { checkTree } from '../../impl/tree/maple-check.ts';
import { makeInner, makeLeaf, withChild } from '../../impl/tree/maple-node.ts';
import type { Leaf, Node } from '../../impl/tree/maple-node.ts';
import { MapleTree } from '../../impl/tree/maple-tree.ts';
import { AssertionFailure } from '../../model/assert.ts';
import { MAX_PFN } from '../../model/range.ts';

/** A leaf from `lo` with `slots` slots of ten pages each, none of them NULL. */
function packedLeaf(lo: number, slots: number): Leaf {
  const his = Array.from({ length: slots }, (_, i) => lo + 10 * i + 9);
  return makeLeaf(
    lo,
    his,
    Array.from({ length: slots }, () => 1),
  );
}

/** As `packedLeaf`, plus a NULL from the end of the slots to the top of the space. */
function topmostLeaf(lo: number, slots: number): Leaf {
  const { his, values } = packedLeaf(lo, slots - 1);
  return makeLeaf(lo, [...his, MAX_PFN], [...values, 0]);
}

const low = packedLeaf(0, 8);
const high = topmostLeaf(80, 8);
const sound = makeInner([low, high]);

/** `sound` with other children. */
function pair(first: Node, second: Node): Node {
  return { ...sound, children: [first, second] };
}

test('a sound tree passes', () => {
  expect(checkTree(topmostLeaf(0, 2))).toBeNull();
  expect(checkTree(sound)).toBeNull();
});

test('the check of a tree is that of its nodes', () => {
  expect(new MapleTree(sound, 0).check()).toBeNull();
  expect(new MapleTree(low, 0).check()).toMatch(/ends at 79/);
  expect(MapleTree.empty.check()).toBeNull();
});

test('a tree that does not cover the space is caught', () => {
  expect(checkTree({ ...topmostLeaf(0, 8), lo: 1 })).toMatch(/begins at 1/);
  expect(checkTree(packedLeaf(0, 8))).toMatch(/ends at 79/);
  expect(checkTree(pair(low, topmostLeaf(90, 8)))).toMatch(/child 1 begins at 90/);
  expect(checkTree({ ...pair(packedLeaf(0, 9), high), his: [89, MAX_PFN] })).toMatch(
    /child 1 begins at 80/,
  );
});

test('a child that ends elsewhere than its pivot is caught', () => {
  expect(checkTree(pair(packedLeaf(0, 9), high))).toMatch(/child 0 ends at 89/);
});

test('pivots that are out of order, or not as many as slots, are caught', () => {
  expect(checkTree(makeLeaf(0, [9, 5, MAX_PFN], [1, 2, 0]))).toMatch(/pivot 1 is out of order/);
  expect(checkTree(makeLeaf(0, [9, 9, MAX_PFN], [1, 2, 0]))).toMatch(/pivot 1 is out of order/);
  expect(checkTree({ ...low, his: [9, MAX_PFN], values: [1] })).toMatch(/1 slots but 2 pivots/);
});

test('a node with too many slots is caught', () => {
  expect(checkTree(topmostLeaf(0, 16))).toBeNull();
  expect(checkTree(topmostLeaf(0, 17))).toMatch(/17 slots are more than 16/);
  const leaves = Array.from({ length: 10 }, (_, i) => packedLeaf(80 * i, 8));
  expect(checkTree(makeInner([...leaves.slice(1), topmostLeaf(800, 8)]))).not.toBeNull();
  expect(checkTree(makeInner([...leaves, topmostLeaf(800, 8)]))).toMatch(/11 slots are more/);
});

test('a leaf below the root with too few slots is caught', () => {
  expect(checkTree(makeInner([packedLeaf(0, 7), topmostLeaf(70, 7)]))).toBeNull();
  expect(checkTree(makeInner([packedLeaf(0, 6), topmostLeaf(60, 7)]))).toMatch(/6 slots are fewer/);
});

test('an inner node below the root with too few children is caught', () => {
  const leaves = (from: number, count: number): Leaf[] =>
    Array.from({ length: count }, (_, i) => packedLeaf(80 * (from + i), 8));
  const five = makeInner(leaves(0, 5));
  const four = makeInner(leaves(0, 4));
  const rest = (from: number): Node =>
    makeInner([...leaves(from, 4), topmostLeaf(80 * from + 320, 8)]);
  expect(checkTree(makeInner([five, rest(5)]))).toBeNull();
  expect(checkTree(makeInner([four, rest(4)]))).toMatch(/4 slots are fewer than 5/);
});

test('a root that is an inner node with an only child is caught', () => {
  expect(checkTree(makeInner([topmostLeaf(0, 8)]))).toMatch(/only child/);
});

test('a root that holds nothing is caught', () => {
  expect(checkTree(makeLeaf(0, [MAX_PFN], [0]))).toMatch(/nothing but NULL/);
});

test('leaves at different depths are caught', () => {
  const leaves = Array.from({ length: 4 }, (_, i) => packedLeaf(80 * (i + 1), 8));
  const inner = makeInner([...leaves, topmostLeaf(400, 8)]);
  expect(checkTree(makeInner([low, inner]))).toMatch(/stands at depth 1, leaves at 1/);
});

test('a NULL beside another NULL is caught', () => {
  expect(checkTree(makeLeaf(0, [9, 19, MAX_PFN], [1, 0, 0]))).toMatch(
    /slots 1 and 2 are both NULL/,
  );
});

test('a leaf below the top that ends in NULL is caught', () => {
  const ending = makeLeaf(0, low.his, [1, 1, 1, 1, 1, 1, 1, 0]);
  expect(checkTree(makeInner([ending, high]))).toMatch(/leaf \[0,79\]: ends in NULL/);
});

test('a wrong gap is caught in a leaf, under a child and in an inner node', () => {
  expect(checkTree({ ...topmostLeaf(0, 8), gap: 1 })).toMatch(/records a gap of 1, has/);
  expect(checkTree({ ...sound, gaps: [1, high.gap] })).toMatch(/records a gap of 1 under child 0/);
  expect(checkTree({ ...sound, gap: 1 })).toMatch(/records a gap of 1, has/);
});

test('a wrong count of entries is caught', () => {
  expect(checkTree({ ...topmostLeaf(0, 8), count: 9 })).toMatch(/records 9 entries, has 7/);
  expect(checkTree({ ...sound, count: 9 })).toMatch(/records 9 entries, has 15/);
});

test.each([
  ['a leaf with more pivots than slots', () => makeLeaf(0, [9, MAX_PFN], [1])],
  ['children with pages between them', () => makeInner([low, topmostLeaf(90, 8)])],
  ['children that share pages', () => makeInner([packedLeaf(0, 9), high])],
  ['a child in place of one that ends elsewhere', () => withChild(sound, 0, packedLeaf(0, 9))],
  ['nodes without an entry', () => new MapleTree(makeLeaf(0, [MAX_PFN], [0]), 0)],
  ['nodes beside a pointer', () => new MapleTree(sound, 1)],
])('%s: such a tree cannot be made', (_what, make) => {
  expect(make).toThrow(AssertionFailure);
});
