import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkTree } from '../../impl/tree/maple-check.ts';
import { nodesNeeded } from '../../impl/tree/maple-demand.ts';
import { makeInner, makeLeaf } from '../../impl/tree/maple-node.ts';
import type { Leaf, Node } from '../../impl/tree/maple-node.ts';
import { storeIn } from '../../impl/tree/maple-store.ts';
import { MapleTree } from '../../impl/tree/maple-tree.ts';
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
  expect(MapleTree.empty.nodesNeeded(5, 9, 1)).toBe(1);
  expect(MapleTree.empty.nodesNeeded(0, 9, 1)).toBe(1);
  expect(MapleTree.empty.nodesNeeded(0, 0, 1)).toBe(0);
});

test('a lone value at [0,0] needs no node, and a range beside it needs one', () => {
  const tree = MapleTree.empty.store(0, 0, 1);
  expect(tree.depth).toBe(0);
  expect(tree.nodesNeeded(0, 0, 0)).toBe(0);
  expect(tree.nodesNeeded(0, 0, 2)).toBe(0);
  expect(tree.nodesNeeded(5, 9, 1)).toBe(1);
});

test('a write across two leaves needs three nodes a level, plus one', () => {
  const root = makeInner(leavesOf(10, 10, 10));
  expect(nodesNeeded(root, 90, 109, 1)).toBe(3 * 2 + 1);
  expect(nodesNeeded(root, 95, 104, 0)).toBe(3 * 2 + 1);
});

test('a write across two leaves rebuilds no level above an ancestor that can absorb it', () => {
  const groups = (leaves: readonly Leaf[]): Node => {
    const inners = [0, 6, 12, 18].map((from) => makeInner(leaves.slice(from, from + 6)));
    return makeInner(inners);
  };
  const root = groups(leavesOf(...Array.from({ length: 23 }, () => 10)));
  expect(nodesNeeded(root, 90, 109, 1)).toBe(3 * 2 + 1);
  expect(nodesNeeded(root, 590, 609, 1)).toBe(3 * 3 + 1);
});

/** Three levels: a root of four inner nodes, of which the first has this number of leaves. */
function tall(firstHas: number): Node {
  const leaves = leavesOf(7, ...Array.from({ length: firstHas + 16 }, () => 10));
  const others = [0, 6, 12].map((from) =>
    makeInner(leaves.slice(firstHas + from, firstHas + from + 6)),
  );
  return makeInner([makeInner(leaves.slice(0, firstHas)), ...others]);
}

test('an ancestor can absorb a write across leaves if it has room and a child to spare', () => {
  const needed = (inners: number): number => {
    const leaves = leavesOf(...Array.from({ length: 6 * inners - 1 }, () => 10));
    const children = Array.from({ length: inners }, (_, at) =>
      makeInner(leaves.slice(6 * at, 6 * at + 6)),
    );
    return nodesNeeded(makeInner(children), 90, 109, 1);
  };
  // A root of two children has none to spare. A root of ten children has no room.
  expect([2, 3, 9, 10].map(needed)).toEqual([3 * 3 + 1, 3 * 2 + 1, 3 * 2 + 1, 3 * 3 + 1]);
});

test('an inner node below the root has a child to spare with six children, not with five', () => {
  expect(checkTree(tall(5))).toBeNull();
  expect(nodesNeeded(tall(5), 0, 19, 1)).toBe(2 * (3 - 1) + 1);
  expect(nodesNeeded(tall(6), 0, 19, 1)).toBe(2 * (3 - 2) + 1);
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
  expect(nodesNeeded(root, 30, 39, 0)).toBe(2 * 2 + 1);
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
      for (const { lo, hi } of tree.entries()) expect(tree.nodesNeeded(lo, hi, 9)).toBe(0);
    }),
    { seed: 3, numRuns: 200 },
  );
});

test('the erase of the only entry needs a node', () => {
  expect(MapleTree.empty.store(5, 9, 1).nodesNeeded(5, 9, 0)).toBe(1);
  expect(MapleTree.empty.store(0, 9, 1).nodesNeeded(0, 9, 0)).toBe(1);
  const two = MapleTree.empty.store(5, 9, 1).store(20, 29, 1);
  expect(two.nodesNeeded(5, 9, 0)).toBe(0);
});

test('a store over the whole space needs one node if the root is a leaf', () => {
  const tree = MapleTree.empty.store(5, 9, 1).store(20, 29, 1);
  expect(tree.nodesNeeded(0, MAX_PFN, 7)).toBe(1);
});

test('a store over an entry of the whole space is an exact overwrite', () => {
  expect(MapleTree.empty.store(0, MAX_PFN, 1).nodesNeeded(0, MAX_PFN, 2)).toBe(0);
});

test('a leaf left with six slots needs two nodes a level plus one, unless it is the root', () => {
  const root = makeInner(leavesOf(7));
  expect(nodesNeeded(root, 0, 19, 1)).toBe(2 * 2 + 1);
  expect(nodesNeeded(root, 70, 89, 1)).toBe(0);
  const [leaf] = leavesOf();
  expect(nodesNeeded(leaf!, 0, 39, 1)).toBe(0);
});

test('a rebalanced leaf rebuilds no level above an ancestor that has a child to spare', () => {
  const root = makeInner(leavesOf(7, 8, 8));
  expect(nodesNeeded(root, 0, 19, 1)).toBe(2 * 1 + 1);
});

test('a seventeenth slot splits a leaf, which needs two nodes a level plus one', () => {
  let tree = MapleTree.empty;
  for (let lo = 0; lo < 150; lo += 10) tree = tree.store(lo, lo + 9, 1);
  expect(tree.depth).toBe(1);
  // The sixteenth slot is the one after the last range.
  expect(tree.store(140, 149, 0).nodesNeeded(140, 149, 1)).toBe(0);
  expect(tree.nodesNeeded(150, 159, 1)).toBe(2 * 1 + 1);
  expect(tree.nodesNeeded(150, MAX_PFN, 1)).toBe(0);
});

test('a split rebuilds no level above an ancestor that has room for a child', () => {
  const roomy = makeInner(leavesOf(16, 8));
  expect(nodesNeeded(roomy, 2, 5, 1)).toBe(2 * 1 + 1);
  const full = makeInner(leavesOf(16, 8, 8, 8, 8, 8, 8, 8, 8));
  expect(nodesNeeded(full, 2, 5, 1)).toBe(2 * 2 + 1);
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
