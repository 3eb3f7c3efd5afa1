/** The availability law, clause by clause. */
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../model/fact.ts';
import {
  answers,
  asksFor,
  defers,
  erases,
  frees,
  grants,
  hasReserved,
  keeps,
  leavesBehind,
  memory,
  owns,
  pressure,
  refuses,
  reserves,
  stores,
} from './facts.ts';
import { breaks, judge } from './judge-facts.ts';

/** A space of two pages, [110, 111], both of 64 bits. */
const TWO_PAGES = { startPfn: 110, dma32: 104, topPfn: 111 };

function breaksIn2(id: 'AVL-1' | 'AVL-2', facts: readonly Fact[], traits = {}): boolean {
  return breaks(id, facts, traits, TWO_PAGES);
}

const ASK = asksFor(9, 1, 111, { on: 'cpu1' });
const REFUSED = refuses(9);

describe.each(['AVL-1', 'AVL-2'] as const)('%s and a refusal with room at every moment', (id) => {
  test('a refusal with room at every moment is a breach, named after what explains it', () => {
    const { breach, witnesses } = judge(id, [ASK, refuses(9, 'alloc_iova: no')], {}, TWO_PAGES);
    expect(breach?.signature).toBe(`${id} alloc_iova: no`);
    expect(breach?.why).toContain('1 page up to 111');
    expect(witnesses).toBe(1);
  });

  test.each(['object', 'store'] as const)(
    'a refusal is legitimate if memory for its own %s was refused',
    (need) => {
      expect(breaksIn2(id, [ASK, memory(9, need, false), REFUSED])).toBe(false);
    },
  );

  test.each(['object', 'store', 'erase'] as const)(
    'a refusal is a breach if memory for the %s of another was refused meanwhile',
    (need) => {
      for (const other of [3, null]) {
        expect(breaksIn2(id, [ASK, memory(other, need, false), REFUSED])).toBe(true);
      }
    },
  );

  test('a refusal is a breach if it was refused an erase that would have made no room', () => {
    expect(breaksIn2(id, [ASK, memory(9, 'erase', false), REFUSED])).toBe(true);
  });

  test('a refusal is a breach if memory was refused only before the interval', () => {
    expect(breaksIn2(id, [memory(3, 'erase', false), ASK, REFUSED])).toBe(true);
  });

  test('a refusal is a breach if memory was asked for and granted', () => {
    expect(breaksIn2(id, [ASK, memory(9, 'object', true), REFUSED])).toBe(true);
  });

  test.each(['nodes', 'all'] as const)(
    'a refusal is legitimate if pressure on %s began during the interval',
    (level) => {
      expect(breaksIn2(id, [ASK, pressure(level), REFUSED])).toBe(false);
    },
  );

  test('a refusal is legitimate if pressure began before the interval and ended during it', () => {
    expect(breaksIn2(id, [pressure('nodes'), ASK, pressure('none'), REFUSED])).toBe(false);
  });

  test('a refusal is legitimate if pressure began and ended during the interval', () => {
    expect(breaksIn2(id, [ASK, pressure('all'), pressure('none'), REFUSED])).toBe(false);
  });

  test('a refusal is a breach if pressure ended before the interval', () => {
    expect(breaksIn2(id, [pressure('all'), pressure('none'), ASK, REFUSED])).toBe(true);
  });
});

describe.each(['AVL-1', 'AVL-2'] as const)('%s and busy pages', (id) => {
  test('an owned page is busy', () => {
    const full = owns(0, 110, 111);
    expect(breaksIn2(id, [...full, ASK, REFUSED])).toBe(false);
    expect(breaksIn2(id, [...owns(0, 110), ASK, REFUSED])).toBe(true);
  });

  test('a reserved page is busy', () => {
    expect(breaksIn2(id, [...hasReserved(0, 110, 111), ASK, REFUSED])).toBe(false);
    expect(breaksIn2(id, [...hasReserved(0, 110), ASK, REFUSED])).toBe(true);
  });

  test('a page that a call in progress is freeing is busy, even after its erase', () => {
    const freeing = [...owns(0, 110, 111), frees(1, 110, 0)];
    expect(breaksIn2(id, [...freeing, ASK, REFUSED])).toBe(false);
    expect(breaksIn2(id, [...freeing, erases(1, 110, 111), ASK, REFUSED])).toBe(false);
    const freed = [...freeing, erases(1, 110, 111), answers(1)];
    expect(breaksIn2(id, [...freed, ASK, REFUSED])).toBe(true);
  });

  test('a page that a call in progress was granted before the interval is busy', () => {
    const granted = [asksFor(0, 2, 111), stores(0, 110, 111)];
    expect(breaksIn2(id, [...granted, ASK, REFUSED])).toBe(false);
  });

  test('a page that a call in progress is granted after an instant is busy at that instant', () => {
    // At the instant of the request, page 111 is being freed and 110 is free. Call 1 is in
    // progress at that instant and gets 110 later, when 111 is free.
    const early = [...owns(0, 111), asksFor(1, 1, 111), frees(2, 111, 0, 'cpu2'), ASK];
    const late = [erases(2, 111), answers(2), stores(1, 110)];
    expect(breaksIn2(id, [...early, ...late, REFUSED])).toBe(false);
  });

  test('a page granted to a call in progress is busy, whichever other calls have responded', () => {
    const granted = [...owns(0, 111), asksFor(1, 1, 111), stores(1, 110)];
    const other = [asksFor(2, 1, 111, { on: 'cpu2' }), refuses(2)];
    expect(breaksIn2(id, [...granted, ...other, ASK, REFUSED])).toBe(false);
  });

  test('a page granted to a call in progress is busy, although another call had it before', () => {
    const before = [...owns(3, 110), frees(4, 110, 3), erases(4, 110), answers(4)];
    const early = [ASK, ...before, asksFor(1, 1, 111, { on: 'cpu2' }), ...owns(0, 111)];
    const late = [frees(2, 111, 0), erases(2, 111), answers(2), stores(1, 110)];
    expect(breaksIn2(id, [...early, ...late, REFUSED])).toBe(false);
  });

  test('a page is not busy at an instant before the call that is granted it was invoked', () => {
    const early = [...owns(0, 111), frees(2, 111, 0, 'cpu2'), ASK, erases(2, 111), answers(2)];
    const late = [asksFor(1, 1, 111), stores(1, 110)];
    expect(breaksIn2(id, [...early, ...late, REFUSED])).toBe(true);
  });

  test('both pages granted to one call in progress piece by piece are busy', () => {
    const pieces = [reserves(0, 110, 111), stores(0, 110), ASK, stores(0, 111), REFUSED];
    expect(breaksIn2(id, pieces)).toBe(false);
    const before = [reserves(0, 110, 111), stores(0, 110), stores(0, 111), ASK, REFUSED];
    expect(breaksIn2(id, before)).toBe(false);
  });

  test('a page granted by a response without any store is busy', () => {
    const full = [...owns(0, 110), ASK, asksFor(1, 1, 111), grants(1, 111)];
    expect(breaksIn2(id, [...full, REFUSED])).toBe(false);
    const passing = [...full, frees(2, 111, 1), erases(2, 111), answers(2)];
    expect(breaksIn2(id, [...passing, REFUSED])).toBe(false);
  });
});

describe.each(['AVL-1', 'AVL-2'] as const)('%s and an instant without room', (id) => {
  test('a refusal is legitimate if there was no room at the first instant', () => {
    const leaves = [frees(1, 110, 0), erases(1, 110, 111), answers(1)];
    expect(breaksIn2(id, [...owns(0, 110, 111), ASK, ...leaves, REFUSED])).toBe(false);
  });

  test('a refusal is legitimate if there was no room at the last instant', () => {
    expect(breaksIn2(id, [ASK, ...owns(0, 110, 111), REFUSED])).toBe(false);
  });

  test('a refusal is legitimate if there was no room at an instant in the middle', () => {
    const passing = [...owns(0, 110, 111), frees(1, 110, 0), erases(1, 110, 111), answers(1)];
    expect(breaksIn2(id, [ASK, ...passing, REFUSED])).toBe(false);
    const before = [...owns(5, 110), ASK, frees(6, 110, 5), erases(6, 110), answers(6)];
    const after = [...owns(2, 110), asksFor(7, 1, 100, { on: 'cpu2' }), REFUSED];
    expect(breaksIn2(id, [...before, ...passing, ...after])).toBe(false);
  });

  test('two instants with room each are not combined into one without room', () => {
    const one = [...owns(0, 110), frees(1, 110, 0), erases(1, 110), answers(1)];
    const other = [...owns(2, 111), frees(3, 111, 2), erases(3, 111), answers(3)];
    expect(breaksIn2(id, [ASK, ...one, ...other, REFUSED])).toBe(true);
  });

  test('an instant without room does not excuse a call that is invoked after it', () => {
    const gone = [...owns(0, 110, 111), frees(1, 110, 0), erases(1, 110, 111), answers(1)];
    expect(breaksIn2(id, [...gone, ASK, REFUSED])).toBe(true);
  });

  test('only pages within the limit of the request count as room', () => {
    const low = asksFor(9, 1, 110, { on: 'cpu1' });
    expect(breaksIn2(id, [...owns(0, 110), low, REFUSED])).toBe(false);
    expect(breaksIn2(id, [...owns(0, 111), low, REFUSED])).toBe(true);
  });
});

describe('deferred pages', () => {
  const left = [...owns(0, 110, 111), ...leavesBehind(1, 0, 110, 111)];

  test('deferred pages are busy for AVL-1', () => {
    expect(breaksIn2('AVL-1', [...left, ASK, REFUSED])).toBe(false);
  });

  test('deferred pages are not busy for AVL-2, and the reason names them', () => {
    const { breach } = judge('AVL-2', [...left, ASK, REFUSED], {}, TWO_PAGES);
    expect(breach?.why).toMatch(/refused: \[110,111\] had been freed, waiting for an erase$/);
  });

  test('the reason names no deferred pages if there are none, or if they did not matter', () => {
    const none = judge('AVL-2', [ASK, REFUSED], {}, TWO_PAGES);
    expect(none.breach?.why).toMatch(/yet it was refused$/);
    const one = [...owns(0, 110), ...leavesBehind(1, 0, 110)];
    const beside = judge('AVL-1', [...one, ASK, REFUSED], {}, TWO_PAGES);
    expect(beside.breach?.why).toMatch(/yet it was refused$/);
  });

  test('the reason names the number of pages that were asked for', () => {
    const two = [asksFor(9, 2, 111, { on: 'cpu1', aligned: true }), REFUSED];
    const { breach } = judge('AVL-2', [...left, ...two], {}, TWO_PAGES);
    expect(breach?.why).toContain('2 aligned pages up to 111');
  });

  test('deferred pages are busy for AVL-2 until the call that freed them has responded', () => {
    const inProgress = left.slice(0, -1);
    expect(breaksIn2('AVL-2', [...inProgress, ASK, REFUSED])).toBe(false);
    expect(breaksIn2('AVL-2', [...inProgress, ASK, answers(1), REFUSED])).toBe(false);
  });

  test('deferred pages that were reserved when the interval began were busy then', () => {
    const taken = [...hasReserved(0, 110, 111), ASK, defers(null, 110, 111), REFUSED];
    expect(breaksIn2('AVL-2', taken)).toBe(false);
  });

  test('deferred pages erased in the interval were busy before, for AVL-1, not for AVL-2', () => {
    const late = [...left, ASK, erases(null, 110, 111), REFUSED];
    expect(breaksIn2('AVL-1', late)).toBe(false);
    expect(breaksIn2('AVL-2', late)).toBe(true);
  });

  test('pages deferred when the call itself, or the work, was refused an erase are busy', () => {
    for (const who of [9, null]) {
      expect(breaksIn2('AVL-2', [...left, ASK, keeps(who, 110), REFUSED])).toBe(false);
    }
  });

  test('if another call was refused the erase of a range, only that range is busy', () => {
    const two = [asksFor(9, 2, 111, { on: 'cpu1' }), keeps(3, 110), REFUSED];
    expect(breaksIn2('AVL-2', [...left, ASK, keeps(3, 110), REFUSED])).toBe(true);
    expect(breaksIn2('AVL-2', [...left, ...two])).toBe(false);
  });

  test('a page that was erased before another erase was refused is not busy for AVL-2', () => {
    const half = [erases(9, 110), memory(9, 'erase', false), keeps(9, 111)];
    expect(breaksIn2('AVL-2', [...left, ASK, ...half, REFUSED])).toBe(true);
  });

  test('AVL-2 is not about a design that does not defer', () => {
    expect(judge('AVL-2', [ASK, REFUSED], { defers: false }, TWO_PAGES).witnesses).toBe(-1);
  });

  test('deferred pages that an unknown call stored over were busy before, for AVL-1', () => {
    const later = [stores(null, 110, 111), asksFor(5, 1, 100), REFUSED];
    expect(breaksIn2('AVL-1', [...left, ASK, ...later])).toBe(false);
  });

  test('deferred pages that were stolen from an owner were busy while it owned them', () => {
    // A careless free of page 110 defers what call 0 owns: OWN-3 is broken, not AVL-2.
    const steal = [frees(1, 110, null), keeps(1, 110, 111)];
    const facts = [...owns(0, 110, 111), ...steal, ASK, ...leavesBehind(1, 0, 110, 111).slice(2)];
    expect(breaksIn2('AVL-2', [...facts, REFUSED])).toBe(false);
    expect(breaks('OWN-3', facts, {}, TWO_PAGES)).toBe(true);
  });
});

describe('the gap contract of the design', () => {
  const pair = asksFor(9, 2, 111, { on: 'cpu1', aligned: true });

  test('an exactly fitting aligned hole is owed under tight', () => {
    expect(breaksIn2('AVL-1', [pair, REFUSED], { gap: 'tight' })).toBe(true);
  });

  test('an exactly fitting aligned hole is not owed under slack', () => {
    expect(breaksIn2('AVL-1', [pair, REFUSED], { gap: 'slack' })).toBe(false);
  });

  test('size + align - 1 pages are owed under slack', () => {
    const space = { startPfn: 109, dma32: 104, topPfn: 111 };
    expect(breaks('AVL-1', [pair, REFUSED], { gap: 'slack' }, space)).toBe(true);
  });
});
