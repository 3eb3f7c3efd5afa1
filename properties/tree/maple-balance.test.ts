/** How slots are distributed over nodes. This decides what later stores have to ask for. */
import { describe, expect, test } from 'vitest';
import { divide, type Seam, rebalance } from '../../impl/tree/maple-balance.ts';
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

/** What a node becomes between siblings with so many slots; 0: there is none on that side. */
function rebalanced(
  make: (slots: number, lo?: Pfn) => Node,
  [before, slots, after]: readonly [before: number, slots: number, after: number],
): readonly [tookIn: string, sizes: readonly number[]] {
  const low = before === 0 ? undefined : make(before, 0);
  const node = make(slots, low === undefined ? 0 : behind(low));
  const high = after === 0 ? undefined : make(after, behind(node));
  const seam: Seam = { before: low, node, after: high };
  const { tookIn, nodes } = rebalance(seam);
  return [tookIn, sizesOf(nodes)];
}

describe('a leaf', () => {
  test.each([
    // From 7 to 16 slots it stays as it is.
    [[8, 7, 8], 'nothing', [7]],
    [[8, 12, 8], 'nothing', [12]],
    [[8, 16, 8], 'nothing', [16]],
    // Too small: it is joined with the next one, else with the previous one, else left so.
    [[8, 6, 10], 'after', [16]],
    [[8, 6, 11], 'after', [9, 8]],
    [[10, 6, 0], 'before', [16]],
    [[0, 6, 0], 'nothing', [6]],
    // Too large: it is shared with the previous one, else with the next one, else split.
    [[12, 17, 7], 'before', [15, 14]],
    [[13, 17, 12], 'after', [15, 14]],
    [[13, 17, 13], 'nothing', [9, 8]],
    [[0, 17, 0], 'nothing', [9, 8]],
  ] as const)('a leaf in the middle of %j slots takes in %s', (slots, tookIn, sizes) => {
    expect(rebalanced(leaf, slots)).toEqual([tookIn, sizes]);
  });

  test('a leaf is not cut after a NULL, which goes to the leaf before the cut', () => {
    const his = Array.from({ length: 17 }, (_, slot) => slot);
    const values = his.map((slot) => (slot % 2 === 0 ? 0 : 1));
    expect(sizesOf(divide(makeLeaf(0, his, values)))).toEqual([10, 7]);
  });
});

describe('an inner node', () => {
  test.each([
    [[6, 5, 6], 'nothing', [5]],
    [[6, 10, 6], 'nothing', [10]],
    [[6, 4, 6], 'after', [10]],
    [[6, 4, 0], 'before', [10]],
    [[0, 4, 0], 'nothing', [4]],
    [[6, 11, 6], 'before', [9, 8]],
    [[7, 11, 6], 'after', [9, 8]],
    [[7, 11, 7], 'nothing', [6, 5]],
  ] as const)(
    'an inner node in the middle of %j children takes in %s',
    (children, tookIn, sizes) => {
      expect(rebalanced(inner, children)).toEqual([tookIn, sizes]);
    },
  );

  test('an inner node that is joined keeps its children as they are', () => {
    const [node, after] = [inner(4), inner(5, 4 * FAR)];
    const { nodes } = rebalance({ node, before: undefined, after });
    const children = nodes.flatMap((one) => (one.kind === 'inner' ? one.children : []));
    expect(children).toHaveLength(9);
    for (const [at, child] of [...node.children, ...after.children].entries()) {
      expect(children[at]).toBe(child);
    }
  });

  test('an only child that is too small is joined with its new sibling', () => {
    const node = makeInner([leaf(3)]);
    const { nodes } = rebalance({ node, before: undefined, after: inner(5, FAR) });
    expect(sizesOf(nodes)).toEqual([5]);
    expect(sizesOf((nodes[0] as Inner).children)).toEqual([11, 8, 8, 8, 8]);
  });

  test('an inner node is never joined with a leaf', () => {
    for (const [node, after] of [
      [leaf(3), inner(5, FAR)],
      [inner(3), leaf(8, 20 * FAR)],
    ] as const) {
      expect(() => rebalance({ node, before: undefined, after })).toThrow(AssertionFailure);
    }
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
