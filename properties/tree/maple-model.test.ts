import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MapleTree } from '../../impl/tree/maple-tree.ts';
import type { Entry } from '../../impl/tree/maple-tree.ts';
import { MAX_PFN } from '../../model/range.ts';
import type { Pfn, Range } from '../../model/range.ts';

/** The law: an ascending list of entries, which is changed and searched from end to end. */
type Model = readonly Entry[];

function storeInModel(model: Model, { lo, hi, value }: Entry): Model {
  const below: Entry[] = [];
  const above: Entry[] = [];
  for (const entry of model) {
    if (entry.lo < lo) below.push(entry.hi < lo ? entry : { ...entry, hi: lo - 1 });
    if (entry.hi > hi) above.push(entry.lo > hi ? entry : { ...entry, lo: hi + 1 });
  }
  if (value !== 0) below.push({ lo, hi, value });
  return below.concat(above);
}

function highestGapInModel(model: Model, sizePages: number, { lo, hi }: Range): Pfn | null {
  let found: Pfn | null = null;
  let gapLo = 0;
  for (let i = 0; i <= model.length; i++) {
    const top = Math.min((model[i]?.lo ?? MAX_PFN + 1) - 1, hi);
    if (top - Math.max(gapLo, lo) + 1 >= sizePages) found = top;
    gapLo = (model[i]?.hi ?? MAX_PFN) + 1;
  }
  return found;
}

/** How a random run chooses: where its ranges lie, how long they are, how often it erases. */
interface Profile {
  readonly base: Pfn;
  readonly span: number;
  readonly longest: number;
  readonly erasesInTen: number;
  /** One store in this many reaches to an end of the space. */
  readonly wildIn: number;
}

const seeds = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const profiles: fc.Arbitrary<Profile> = fc
  .record({
    span: fc.constantFrom(4, 20, 60, 400, 8_000),
    atTop: fc.boolean(),
    longest: fc.constantFrom(1, 3, 12, 200),
    erasesInTen: fc.integer({ min: 2, max: 8 }),
  })
  .map(({ span, atTop, longest, erasesInTen }) => {
    return { base: atTop ? MAX_PFN - span + 1 : 0, span, longest, erasesInTen, wildIn: 60 };
  });

/** Xorshift with 32 bits of state. */
function makeRandom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

function pickStore(model: Model, profile: Profile, random: (bound: number) => number): Entry {
  const { base, span, longest, erasesInTen, wildIn } = profile;
  const value = random(10) < erasesInTen ? 0 : 1 + random(3);
  if (random(wildIn) === 0) {
    const kind = random(4);
    if (kind < 2) return { lo: 0, hi: kind * MAX_PFN, value };
    if (kind === 2) return { lo: 0, hi: base + random(span), value };
    return { lo: base + random(span), hi: MAX_PFN, value };
  }
  const old = model[random(model.length + 1)];
  if (old !== undefined && random(10) < 4) return { lo: old.lo, hi: old.hi, value };
  const lo = base + random(span);
  return { lo, hi: Math.min(lo + random(longest), base + span - 1), value };
}

function expectSameAnswers(tree: MapleTree, model: Model, window: Range, sizePages: number): void {
  const { lo } = window;
  // A window up to ~0UL finds less: see below.
  const hi = Math.min(window.hi, MAX_PFN - 1);
  const gap = tree.highestGap(sizePages, lo, hi);
  if (gap !== highestGapInModel(model, sizePages, { lo, hi }))
    expect(gap).toBe('the linear answer');
  const next = model.find((entry) => entry.hi >= lo) ?? null;
  expect(tree.next(lo)).toEqual(next);
  expect(tree.find(lo)).toEqual(next !== null && next.lo <= lo ? next : null);
}

/** Runs a tree and a list side by side. Returns the highest number of entries there was. */
function runBesideModel(
  seed: number,
  stores: number,
  profileAt: (store: number) => Profile,
): number {
  const random = makeRandom(seed);
  let tree = MapleTree.empty;
  let model: Model = [];
  let largest = 0;
  for (let i = 0; i < stores; i++) {
    const profile = profileAt(i);
    const { lo, hi, value } = pickStore(model, profile, random);
    tree = tree.store(lo, hi, value);
    model = storeInModel(model, { lo, hi, value });
    const problem = tree.check();
    if (problem !== null || tree.size !== model.length) {
      expect({ problem, size: tree.size }).toEqual({ problem: null, size: model.length });
    }
    const begin = profile.base + random(profile.span + 2) - 1;
    const window = { lo: Math.max(0, begin), hi: profile.base + random(profile.span + 2) - 1 };
    if (i % 4 === 0) expectSameAnswers(tree, model, window, 1 + random(2 * profile.longest));
    if (i % 256 === 0) expect([...tree.entries()]).toEqual(model);
    largest = Math.max(largest, tree.size);
  }
  expect([...tree.entries()]).toEqual(model);
  return largest;
}

test('a tree of a few ranges holds and answers the same as a plain list of ranges', () => {
  fc.assert(
    fc.property(seeds, profiles, fc.integer({ min: 1, max: 60 }), (seed, profile, stores) => {
      runBesideModel(seed, stores, () => profile);
    }),
    { seed: 1, numRuns: 1_000 },
  );
});

test('a tree of thousands of ranges holds and answers the same as a plain list of ranges', () => {
  const span = 24_000;
  for (const base of [0, 2 ** 20 - span / 2, MAX_PFN - span + 1]) {
    // Fills, churns and drains it, so that the tree grows and shrinks by whole levels.
    const profileAt = (store: number): Profile => {
      const erasesInTen = [0, 1, 5, 10][store >> 11]!;
      return { base, span, longest: 3, erasesInTen, wildIn: 2_000 };
    };
    expect(runBesideModel(7, 4 << 11, profileAt)).toBeGreaterThan(1_500);
  }
});

test('a store leaves the tree from which it was made as it was', () => {
  fc.assert(
    fc.property(seeds, profiles, (seed, profile) => {
      const random = makeRandom(seed);
      let tree = MapleTree.empty;
      for (let i = 0; i < 40; i++) {
        const before = [...tree.entries()];
        const { lo, hi, value } = pickStore(before, profile, random);
        tree.nodesNeeded(lo, hi, value, '6.12');
        const after = tree.store(lo, hi, value);
        expect([...tree.entries()]).toEqual(before);
        tree = after;
      }
    }),
    { seed: 2, numRuns: 200 },
  );
});

test('a store between any two places of a tall tree leaves it well formed', () => {
  let tree = MapleTree.empty;
  // There is a gap after every third range.
  for (let i = 0; i < 400; i++) tree = tree.store(3 * i, 3 * i + (i % 3 === 0 ? 1 : 2), 1);
  expect(tree.depth).toBe(3);
  const problems = new Set<string | null>();
  for (let lo = 0; lo < 1_200; lo += 3) {
    for (let hi = lo + 2; hi < 1_200; hi += 3) {
      problems.add(tree.store(lo, hi, 0).check()).add(tree.store(lo, hi, 2).check());
    }
  }
  expect([...problems]).toEqual([null]);
});

test('after everything is erased the tree is empty, however large it was', () => {
  let tree = MapleTree.empty;
  for (let lo = 0; lo < 20_000; lo += 4) tree = tree.store(lo, lo + 2, 1);
  expect(tree.size).toBe(5_000);
  expect(tree.store(0, MAX_PFN, 0)).toBe(MapleTree.empty);
  for (let lo = 0; lo < 20_000; lo += 4) tree = tree.store(lo, lo + 2, 0);
  expect(tree).toBe(MapleTree.empty);
});

test('the height grows with the logarithm of the number of ranges', () => {
  let tree = MapleTree.empty;
  for (let lo = 0; lo < 40_000; lo += 4) tree = tree.store(lo, lo + 2, 1);
  expect(tree.depth).toBeLessThanOrEqual(6);
  expect(tree.check()).toBeNull();
});

test('neighbours of equal value stay separate entries', () => {
  const tree = MapleTree.empty.store(10, 19, 5).store(20, 29, 5);
  expect([...tree.entries()].map(({ lo }) => lo)).toEqual([10, 20]);
});

test('there is no gap in a window that is inverted, short or outside the space', () => {
  const tree = MapleTree.empty.store(100, 199, 1);
  expect(tree.highestGap(1, 50, 49)).toBeNull();
  expect(tree.highestGap(3, 50, 51)).toBeNull();
  expect(tree.highestGap(1, 100, 199)).toBeNull();
  expect(tree.highestGap(1, MAX_PFN + 1, MAX_PFN + 10)).toBeNull();
  expect(tree.highestGap(10, 0, MAX_PFN + 10)).toBe(MAX_PFN);
});

test('a window up to ~0UL finds no gap that begins at page 0', () => {
  const tree = MapleTree.empty.store(MAX_PFN, MAX_PFN, 1);
  expect(tree.highestGap(1, 1, MAX_PFN)).toBeNull();
  expect(tree.highestGap(1, 1, MAX_PFN - 1)).toBe(MAX_PFN - 1);
  expect(tree.store(7, 7, 1).highestGap(1, 1, MAX_PFN)).toBe(MAX_PFN - 1);
});

test('the gap beside a lone value at [0,0] begins after it', () => {
  const tree = MapleTree.empty.store(0, 0, 1);
  expect(tree.highestGap(1, 0, 0)).toBeNull();
  expect(tree.highestGap(10, 0, 9)).toBeNull();
  expect(tree.highestGap(9, 0, 9)).toBe(9);
});

test('a store outside the space is our own bug', () => {
  expect(() => MapleTree.empty.store(2, 1, 1)).toThrow(RangeError);
  expect(() => MapleTree.empty.store(2, 1, 1)).toThrow('no range [2,1] in this space');
  expect(() => MapleTree.empty.store(-1, 1, 1)).toThrow(RangeError);
  expect(() => MapleTree.empty.store(0, MAX_PFN + 1, 1)).toThrow(RangeError);
  expect(() => MapleTree.empty.store(0, Number.NaN, 1)).toThrow(RangeError);
});
