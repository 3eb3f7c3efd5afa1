import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTree } from '../../impl/tree/maple-check.ts';
import { nodesNeeded as nodesNeededIn, preallocatesMost } from '../../impl/tree/maple-demand.ts';
import { makeInner, makeLeaf } from '../../impl/tree/maple-node.ts';
import type { Leaf, Node } from '../../impl/tree/maple-node.ts';
import { storeIn } from '../../impl/tree/maple-store.ts';
import { MapleTree } from '../../impl/tree/maple-tree.ts';
import { MAX_PFN, type Pfn } from '../../model/range.ts';
import { TREE_VERSIONS } from '../../model/tree-version.ts';

/** By the rules of 6.12. */
function nodesNeeded(root: Node | null, lo: Pfn, hi: Pfn, value: number): number {
  return nodesNeededIn(root, lo, hi, value, '6.12');
}

/** A leaf from `lo` with `slots` slots of ten pages each, none of them NULL. */
function packedLeaf(lo: number, slots: number): Leaf {
  const his = Array.from({ length: slots }, (_, i) => lo + 10 * i + 9);
  return makeLeaf(
    lo,
    his,
    Array.from({ length: slots }, () => 1),
  );
}

/** A node with packed leaves of these numbers of slots, then a leaf of eight that ends in NULL. */
function leavesOf(...slots: readonly number[]): Leaf[] {
  const leaves: Leaf[] = [];
  let lo = 0;
  for (const count of slots) {
    leaves.push(packedLeaf(lo, count));
    lo += 10 * count;
  }
  const { his } = packedLeaf(lo, 7);
  return [...leaves, makeLeaf(lo, [...his, MAX_PFN], [1, 1, 1, 1, 1, 1, 1, 0])];
}

test('the first range of an empty tree needs one node, unless it is [0,0]', () => {
  expect(MapleTree.empty.nodesNeeded(5, 9, 1, '6.12')).toBe(1);
  expect(MapleTree.empty.nodesNeeded(0, 9, 1, '6.12')).toBe(1);
  expect(MapleTree.empty.nodesNeeded(0, 0, 1, '6.12')).toBe(0);
});

test('a lone value at [0,0] needs no node, and a range beside it needs one', () => {
  const tree = MapleTree.empty.store(0, 0, 1);
  expect(tree.depth).toBe(0);
  expect(tree.nodesNeeded(0, 0, 0, '6.12')).toBe(0);
  expect(tree.nodesNeeded(0, 0, 2, '6.12')).toBe(0);
  expect(tree.nodesNeeded(5, 9, 1, '6.12')).toBe(1);
});

test('a write across two leaves needs three nodes a level, plus one', () => {
  const root = makeInner(leavesOf(10, 10, 10));
  expect(nodesNeeded(root, 90, 109, 1)).toBe(3 * 2 + 1);
  expect(nodesNeeded(root, 95, 104, 0)).toBe(3 * 2 + 1);
});

test('the last slot of a leaf needs memory to be erased, but not to be overwritten', () => {
  const root = makeInner(leavesOf(10, 10));
  expect(nodesNeeded(root, 90, 99, 0)).toBe(3 * 2 + 1);
  expect(nodesNeeded(root, 95, 99, 0)).toBe(3 * 2 + 1);
  expect(nodesNeeded(root, 90, 99, 2)).toBe(0);
});

test('the last slot of the topmost leaf is erased in place', () => {
  const [first, last] = leavesOf(10);
  const root = makeInner([first!, makeLeaf(100, [...last!.his], [1, 1, 1, 1, 1, 1, 0, 2])]);
  expect(nodesNeeded(root, 170, MAX_PFN, 0)).toBe(0);
});

test('a slot between two live neighbours is erased in place', () => {
  const root = makeInner(leavesOf(7, 7));
  expect(nodesNeeded(root, 30, 39, 0)).toBe(0);
});

test('an erase merges with the NULLs beside it, and so frees slots', () => {
  const [, ...others] = leavesOf(8);
  const gaps = makeLeaf(0, packedLeaf(0, 8).his, [1, 1, 0, 1, 0, 1, 1, 1]);
  const root = makeInner([gaps, ...others]);
  // 30-39 and the NULLs on both sides become one slot. Six slots are left, which are too few.
  expect(nodesNeeded(root, 30, 39, 0)).toBe(2 * 2 - 1);
  expect(nodesNeeded(root, 22, 27, 0)).toBe(0);
  expect(nodesNeeded(root, 10, 19, 0)).toBe(0);
});

test('an exact overwrite with something that is not NULL never needs memory', () => {
  const ranges = fc.tuple(
    fc.nat({ max: 900 }),
    fc.integer({ min: 1, max: 12 }),
    fc.nat({ max: 2 }),
  );
  fc.assert(
    fc.property(fc.array(ranges, { minLength: 1, maxLength: 300, size: 'max' }), (stores) => {
      let tree = MapleTree.empty;
      for (const [lo, sizePages, value] of stores) tree = tree.store(lo, lo + sizePages - 1, value);
      for (const { lo, hi } of tree.entries()) expect(tree.nodesNeeded(lo, hi, 9, '6.12')).toBe(0);
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('the erase of the only entry needs a node', () => {
  expect(MapleTree.empty.store(5, 9, 1).nodesNeeded(5, 9, 0, '6.12')).toBe(1);
  expect(MapleTree.empty.store(0, 9, 1).nodesNeeded(0, 9, 0, '6.12')).toBe(1);
  const two = MapleTree.empty.store(5, 9, 1).store(20, 29, 1);
  expect(two.nodesNeeded(5, 9, 0, '6.12')).toBe(0);
});

test('a store over the whole space needs one node if the root is a leaf', () => {
  const tree = MapleTree.empty.store(5, 9, 1).store(20, 29, 1);
  expect(tree.nodesNeeded(0, MAX_PFN, 7, '6.12')).toBe(1);
});

test('a store over an entry of the whole space is an exact overwrite', () => {
  expect(MapleTree.empty.store(0, MAX_PFN, 1).nodesNeeded(0, MAX_PFN, 2, '6.12')).toBe(0);
});

test('a leaf left with six slots needs two nodes a level less one, unless it is the root', () => {
  const root = makeInner(leavesOf(7));
  expect(nodesNeeded(root, 0, 19, 1)).toBe(2 * 2 - 1);
  expect(nodesNeeded(root, 70, 89, 1)).toBe(0);
  const [leaf] = leavesOf();
  expect(nodesNeeded(leaf!, 0, 39, 1)).toBe(0);
});

test('a seventeenth slot splits a leaf, which needs two nodes a level plus one', () => {
  let tree = MapleTree.empty;
  for (let lo = 0; lo < 150; lo += 10) tree = tree.store(lo, lo + 9, 1);
  expect(tree.depth).toBe(1);
  // The sixteenth slot is the one after the last range.
  expect(tree.store(140, 149, 0).nodesNeeded(140, 149, 1, '6.12')).toBe(0);
  expect(tree.nodesNeeded(150, 159, 1, '6.12')).toBe(2 * 1 + 1);
  expect(tree.nodesNeeded(150, MAX_PFN, 1, '6.12')).toBe(0);
});

test('a NULL at which a leaf would be cut in two moves into the second half', () => {
  const left = packedLeaf(0, 15);
  const right = makeLeaf(150, packedLeaf(150, 16).his, [0, ...packedLeaf(0, 15).values]);
  const top = makeLeaf(310, [319, 329, 339, 349, 359, 369, MAX_PFN], [1, 1, 1, 1, 1, 1, 0]);
  const root = makeInner([left, right, top]);
  expect(checkTree(root)).toBeNull();
  expect(checkTree(storeIn(root, 140, 154, 2))).toBeNull();
});

test('a store makes no more nodes than it asks for, and none if it asks for none', () => {
  const countNodes = (node: Node): number =>
    node.kind === 'leaf' ? 1 : node.children.reduce((sum, child) => sum + countNodes(child), 1);
  const stores = fc.tuple(
    fc.nat({ max: 700 }),
    fc.constantFrom(1, 1, 2, 4, 40),
    fc.nat({ max: 1 }),
  );
  fc.assert(
    fc.property(fc.array(stores, { maxLength: 500, size: 'max' }), (runs) => {
      let root: Node = makeLeaf(0, [0, MAX_PFN], [1, 0]);
      for (const [lo, sizePages, value] of runs) {
        const needed = nodesNeeded(root, lo + 1, lo + sizePages, value);
        const stored = storeIn(root, lo + 1, lo + sizePages, value);
        const more = countNodes(stored) - countNodes(root);
        if (needed === 0 ? more !== 0 : more > needed) expect(more).toBe(`at most ${needed}`);
        root = stored;
      }
    }),
    { seed: 4, numRuns: 200 },
  );
});

describe('the versions', () => {
  const only = MapleTree.empty.store(5, 9, 1);

  test('the erase of the only range needs a node from 6.12 on, and none in 6.1', () => {
    const needed = TREE_VERSIONS.map((version) => only.nodesNeeded(5, 9, 0, version));
    expect(needed).toEqual([0, 1]);
    const other = only.store(20, 29, 1);
    expect(TREE_VERSIONS.map((version) => other.nodesNeeded(5, 9, 0, version))).toEqual([0, 0]);
  });

  test('an erase in a tree without a node needs a node from 6.12 on, except at [0,0]', () => {
    for (const tree of [MapleTree.empty, MapleTree.empty.store(0, 0, 1)]) {
      const needed = TREE_VERSIONS.map((version) => tree.nodesNeeded(5, 9, 0, version));
      expect(needed).toEqual([0, 1]);
      for (const version of TREE_VERSIONS) expect(tree.nodesNeeded(0, 0, 0, version)).toBe(0);
    }
  });

  test('an overwrite of all pages is exact from 6.12 on, and a new root in 6.1', () => {
    const whole = MapleTree.empty.store(0, MAX_PFN, 1);
    const needed = TREE_VERSIONS.map((version) => whole.nodesNeeded(0, MAX_PFN, 2, version));
    expect(needed).toEqual([1, 0]);
  });

  test('a leaf that gets too small needs more nodes in 6.1', () => {
    const root = makeInner(leavesOf(7));
    const needed = TREE_VERSIONS.map((version) => nodesNeededIn(root, 0, 19, 1, version));
    expect(needed).toEqual([3 * 2 + 1, 2 * 2 - 1]);
  });

  test('nodes taken in advance are asked for by 6.1 even if none is needed', () => {
    expect(TREE_VERSIONS.map(preallocatesMost)).toEqual([true, false]);
  });

  /** Ranges of five pages with holes of five before, between and after them. */
  function withHoles(ranges: number): MapleTree {
    let tree = MapleTree.empty;
    for (let at = 1; at <= ranges; at++) tree = tree.store(10 * at, 10 * at + 4, 1);
    return tree;
  }

  // Measured on the C of both versions: properties/kernel-c/tree-rules.slow.test.ts.
  test.each([
    [7, 0],
    [8, 7],
    [11, 0],
    [14, 7],
    [15, 7],
    [16, 0],
    [20, 0],
    [40, 0],
  ])('with %i ranges, to erase the middle one between holes needs %i nodes', (ranges, nodes) => {
    const lo = 10 * (Math.floor(ranges / 2) + 1);
    for (const version of TREE_VERSIONS) {
      expect(withHoles(ranges).nodesNeeded(lo, lo + 4, 0, version)).toBe(nodes);
    }
  });
});
