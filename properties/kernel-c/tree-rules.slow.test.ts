/** Which changes ask for nodes: the twin's maple tree against that of the kernel. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Choices } from '../../explore/engines/random/choices.ts';
import { type KernelTree, whyNoKernel } from './debian-kernel.ts';
import { fixtureKernel } from './fixture-kernel.ts';
import { type TreeChange, TreePair } from './tree-changes.ts';

/** Trees of that many ranges, and changes of each. */
const TARGETS = [2, 12, 40, 150, 500];
const CHANGES = 2000;
/** Different trees of each size. */
const TREES = 4;

/** Draws the next change of a tree that is to have about so many ranges. */
function drawChange(choices: Choices, { tree }: TreePair, target: number): TreeChange {
  const space = 8 * target + 8;
  const lo = choices.below(space);
  const kind = choices.below(16);
  const entry = tree.next(choices.below(space));
  const shrinks = tree.size > choices.below(2 * target);
  if (entry !== null && kind < 2) return { k: 'mark entry', lo: entry.lo, hi: entry.hi };
  if (entry !== null && (shrinks || kind === 2)) {
    return { k: 'erase entry', lo: entry.lo, hi: entry.hi };
  }
  const long = choices.oneIn(60) ? choices.below(space >> 1) : choices.below(6);
  if (kind === 3) return { k: 'erase', lo, hi: lo + long };
  const { hi: below } = tree.find(lo) ?? { hi: lo - 1 };
  // Most stores are into a gap, as those of allocators are.
  if (kind < 6) return { k: kind === 4 ? 'fill' : 'store', lo, hi: lo + long };
  const top = (tree.next(below + 1)?.lo ?? below + 1 + space) - 1;
  if (top <= below) return { k: 'store', lo, hi: lo };
  const hi = Math.min(top, below + 1 + choices.below(5));
  return { k: kind === 6 ? 'fill' : 'store', lo: below + 1, hi };
}

class Drawn extends fc.Arbitrary<Choices> {
  override generate(random: fc.Random): fc.Value<Choices> {
    return new fc.Value(new Choices(random), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Choices {
    return false;
  }

  override shrink(): fc.Stream<fc.Value<Choices>> {
    return fc.Stream.nil();
  }
}

describe.each(['6.1', '6.12'])('the tree of Linux %s', (release) => {
  const missing = whyNoKernel(release);
  let kernel: KernelTree | null = null;
  let pair: TreePair | null = null;

  beforeAll(async () => {
    if (missing !== null) return;
    kernel = fixtureKernel(release, 'tree-changes');
    pair = await TreePair.of(kernel.folder, release);
  }, 300_000);

  afterAll(() => {
    kernel?.remove();
  });

  test('asks for nodes for the same changes as its twin', (context) => {
    if (missing !== null || pair === null) return context.skip(missing ?? '');
    for (const target of TARGETS) {
      for (const choices of fc.sample(new Drawn(), { seed: target, numRuns: TREES })) {
        pair.clear();
        const asked = pair.asked;
        for (let n = 0; n < CHANGES; n++) pair.change(drawChange(choices, pair, target));
        expect(pair.disagreements).toEqual([]);
        expect(pair.asked - asked).toBeGreaterThan(10);
        expect(pair.rangesOfC()).toEqual(pair.tree.entries().map(({ lo, hi }) => ({ lo, hi })));
      }
    }
    expect(pair.changes).toBe(TARGETS.length * TREES * CHANGES);
    expect(pair.asked).toBeGreaterThan(pair.changes / 20);
  }, 300_000);

  test('asks to erase the middle one of so many ranges with holes, or not', (context) => {
    if (missing !== null || pair === null) return context.skip(missing ?? '');
    const asks = [7, 8, 11, 14, 15, 16, 20, 40].filter((ranges) => {
      pair?.clear();
      for (let at = 1; at <= ranges; at++) {
        pair?.change({ k: 'store', lo: 10 * at, hi: 10 * at + 4 });
      }
      const lo = 10 * (Math.floor(ranges / 2) + 1);
      return pair?.change({ k: 'erase entry', lo, hi: lo + 4 });
    });
    expect(asks).toEqual([8, 14, 15]);
  });

  test('asks to erase the only range since 6.12', (context) => {
    if (missing !== null || pair === null) return context.skip(missing ?? '');
    pair.clear();
    pair.change({ k: 'store', lo: 5, hi: 9 });
    expect(pair.change({ k: 'erase entry', lo: 5, hi: 9 })).toBe(release === '6.12');
  });
});
