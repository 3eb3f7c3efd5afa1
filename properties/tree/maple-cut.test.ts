/** How slots are distributed over nodes. This decides what later stores have to ask for. */
import { describe, expect, test } from 'vitest';
import { cut, join, pushLeft, pushRight } from '../../impl/tree/maple-cut.ts';
import {
  type Inner,
  type Leaf,
  makeInner,
  makeLeaf,
  type Node,
} from '../../impl/tree/maple-node.ts';
import { restructure } from '../../impl/tree/maple-restructure.ts';
import { AssertionFailure } from '../../model/assert.ts';
import { MAX_PFN, type Pfn } from '../../model/range.ts';

/** The number of pages for which a leaf of these tests has room. */
const FAR = 1000;

/** Each slot has one page, except the last slot. All slots are taken. */
function leaf(slots: number, lo: Pfn = 0, hi: Pfn = lo + FAR - 1): Leaf {
  const his = Array.from({ length: slots }, (_, slot) => (slot === slots - 1 ? hi : lo + slot));
  return makeLeaf(
    lo,
    his,
    his.map(() => 1),
  );
}

function inner(children: number, lo: Pfn = 0): Inner {
  return makeInner(Array.from({ length: children }, (_, child) => leaf(8, lo + child * FAR)));
}

const sizesOf = (nodes: readonly Node[]): readonly number[] => nodes.map(({ his }) => his.length);

/** The first page after a node. */
const behind = (node: Node): Pfn => node.his[node.his.length - 1]! + 1;

/** Two neighbours of so many slots, made by `make`. */
function neighbours(
  make: (slots: number, lo?: Pfn) => Node,
  low: number,
  high: number,
): readonly [Node, Node] {
  const node = make(low);
  return [node, make(high, behind(node))];
}

const sizesOrNull = (nodes: readonly Node[] | null): readonly number[] | null =>
  nodes === null ? null : sizesOf(nodes);

describe('a cut', () => {
  test.each([
    [leaf(16), [16]],
    [leaf(17), [9, 8]],
    [leaf(23), [12, 11]],
    [leaf(32), [16, 16]],
    [leaf(33), [11, 10, 12]],
    [inner(10), [10]],
    [inner(11), [6, 5]],
    [inner(20), [10, 10]],
    [inner(21), [7, 6, 8]],
  ])('of a node makes nodes of about equal size', (node, sizes) => {
    expect(sizesOf(cut(node))).toEqual(sizes);
  });

  test('is not made after a NULL, which goes to the leaf before the cut', () => {
    expect(sizesOf(cut(halfNull(17)))).toEqual([10, 7]);
  });

  test('before a NULL leaves enough slots on the right', () => {
    const values = Array.from({ length: 18 }, (_, slot) => (slot === 8 ? 0 : 1));
    const his = values.map((_, slot) => slot);
    expect(sizesOf(cut(makeLeaf(0, his, values)))).toEqual([10, 8]);
  });

  test('of two full leaves in two would end the left one in NULL: so it is made in three', () => {
    const values = Array.from({ length: 32 }, (_, slot) => (slot === 15 ? 0 : 1));
    const his = values.map((_, slot) => slot);
    expect(sizesOf(cut(makeLeaf(0, his, values)))).toEqual([11, 10, 11]);
  });
});

/** A leaf in which every second slot is NULL, from the first one on. */
function halfNull(slots: number): Leaf {
  const his = Array.from({ length: slots }, (_, slot) => slot);
  const values = his.map((slot) => (slot % 2 === 0 ? 0 : 1));
  return makeLeaf(0, his, values);
}

describe('a node that is too large', () => {
  test.each([
    [leaf, 7, 17, [15, 9]],
    [leaf, 13, 17, [15, 15]],
    [leaf, 14, 17, null],
    [inner, 5, 11, [9, 7]],
    [inner, 8, 11, [9, 10]],
    [inner, 9, 11, null],
  ] as const)('fills the one before it to the last slot but one', (make, low, high, sizes) => {
    const [before, node] = neighbours(make, low, high);
    expect(sizesOrNull(pushLeft(before, node, false))).toEqual(sizes);
  });

  test('leaves one slot more free at the top of the space', () => {
    const [before, node] = neighbours(leaf, 13, 17);
    expect(pushLeft(before, node, true)).toBeNull();
    const [smaller, same] = neighbours(leaf, 12, 17);
    expect(sizesOrNull(pushLeft(smaller, same, true))).toEqual([15, 14]);
  });

  test.each([
    [leaf, 17, 7, [9, 15]],
    [leaf, 17, 13, [15, 15]],
    [leaf, 17, 14, null],
    [inner, 11, 5, [7, 9]],
    [inner, 11, 9, null],
  ] as const)('fills the one after it to the last slot but one', (make, low, high, sizes) => {
    const [node, after] = neighbours(make, low, high);
    expect(sizesOrNull(pushRight(node, after))).toEqual(sizes);
  });
});

describe('joined nodes', () => {
  test('keep their children as they are', () => {
    const [node, after] = [inner(4), inner(5, 4 * FAR)];
    const { children } = join(node, after) as Inner;
    expect(children).toHaveLength(9);
    for (const [at, child] of [...node.children, ...after.children].entries()) {
      expect(children[at]).toBe(child);
    }
  });

  test('are of one kind', () => {
    expect(() => join(leaf(3), inner(5, FAR))).toThrow(AssertionFailure);
    expect(() => join(inner(3), leaf(8, 20 * FAR))).toThrow(AssertionFailure);
  });
});

test('a value that ends where its leaf ends leaves the next leaf alone', () => {
  const next = leaf(16, 32, MAX_PFN);
  const root = restructure(makeInner([leaf(16, 0, 31), next]), 20, 31, 2);
  expect(root.kind).toBe('inner');
  const { children } = root as Inner;
  expect(sizesOf(children)).toEqual([9, 8, 16]);
  expect(children[2]).toBe(next);
});
