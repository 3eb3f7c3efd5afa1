/** The model of ownership: each demand fails once, next to a case in which it does not. */
import { describe, expect, test } from 'vitest';
import { type HeldPages, PageOwners } from '../../vitest.ts';

const EIGHT = { lo: 1, hi: 8 };
const PAIR = { lo: 4, hi: 5 };

function held(inTree: readonly number[], deferred: readonly number[] = []): HeldPages {
  return { inTree: new Set(inTree), deferred: new Set(deferred) };
}

/** A model in which the pages 4 and 5 were allocated. */
function ofPair(): PageOwners {
  const model = new PageOwners();
  model.granted(PAIR, 2, EIGHT);
  return model;
}

describe('a grant', () => {
  test('a range that was not asked for is refused: its place, or its size', () => {
    const model = new PageOwners();
    const says = '[4,5] is granted: not 2 of [1,4]';
    expect(() => model.granted(PAIR, 2, { lo: 1, hi: 4 })).toThrow(says);
    expect(() => model.granted(PAIR, 2, { lo: 5, hi: 8 })).toThrow('not 2 of [5,8]');
    expect(() => model.granted(PAIR, 1, EIGHT)).toThrow('not 1 of [1,8]');
    const odd = { lo: 3, hi: 4 };
    expect(() => model.granted(odd, 2, EIGHT)).toThrow('[3,4] is granted: not aligned to 2');
    model.granted(PAIR, 2, { lo: 4, hi: 5 });
    expect(model.live).toEqual([PAIR]);
  });

  test('a page that has an owner is granted to nobody else', () => {
    const model = ofPair();
    expect(() => model.granted({ lo: 5, hi: 5 }, 1, EIGHT)).toThrow('but page 5 has an owner');
    expect(() => model.reserved({ lo: 3, hi: 4 })).toThrow('but page 4 has an owner');
    model.granted({ lo: 6, hi: 6 }, 1, EIGHT);
    model.reserved({ lo: 7, hi: 8 });
    expect(() => model.granted({ lo: 8, hi: 8 }, 1, EIGHT)).toThrow('but page 8 has an owner');
  });

  test('once a free of it is called, a page has no owner, and may be granted', () => {
    const model = ofPair();
    const [range] = model.live;
    model.freed(range ?? EIGHT);
    expect(model.hasOwner(4)).toBe(false);
    expect(model.live).toEqual([]);
    model.granted({ lo: 4, hi: 4 }, 1, EIGHT);
    expect(model.hasOwner(4)).toBe(true);
  });
});

describe('what is held', () => {
  test('a page with an owner is in the tree, and nobody is to erase it', () => {
    const model = ofPair();
    expect(() => model.compare(held([4]))).toThrow('page 5 has an owner, but is not in the tree');
    expect(() => model.compare(held([4, 5], [5]))).toThrow(
      'page 5 has an owner, but is to be erased',
    );
    model.compare(held([4, 5]));
  });

  test('a page without an owner is in the tree only if it is deferred', () => {
    const model = ofPair();
    const says = 'page 6 was freed, but is neither erased nor deferred';
    expect(() => model.compare(held([4, 5, 6], [7]))).toThrow(says);
    model.compare(held([4, 5, 6], [6]));
    expect(model.isOwed).toBe(true);
    model.compare(held([4, 5]));
    expect(model.isOwed).toBe(false);
  });

  test('once the work rests, no page without an owner is held, not even as deferred', () => {
    const model = ofPair();
    const says = 'page 6 was freed, but is never erased';
    expect(() => model.compareSettled(held([4, 5, 6], [6]))).toThrow(says);
    expect(() => model.compareSettled(held([4, 5], [6]))).toThrow(says);
    model.compareSettled(held([4, 5]));
  });
});
