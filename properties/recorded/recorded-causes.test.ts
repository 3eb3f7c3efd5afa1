/** The cause of a refusal follows from what a recording shows. The recordings here are made up. */
import { describe, expect, test } from 'vitest';
import type { Traits } from '../../model/property.ts';
import {
  allocLine,
  BY_WINDOW,
  BY_WORK,
  convict,
  deferredFreeLine,
  freeLine,
  OBJECT,
  refusedAllocLine,
  reserveLine,
  type Told,
} from './made-up.ts';

const DMA32 = 2 ** 20;
/** The first page of a space whose upper part lies above the 4 GiB line. */
const START = DMA32 - 3;

/** The causes of what the recorded allocator refused, each once. */
function causes(traits: Traits, told: readonly Told[], startPfn = 1): readonly string[] {
  const refusals = convict(traits, told, { startPfn }).flatMap(({ signature }) => {
    const [property, cause] = signature.split(' refused <- ');
    return property?.startsWith('AVL-') === true && cause !== undefined ? [cause] : [];
  });
  return [...new Set(refusals)];
}

function refused(size: number, limit: number, reply: object, env: readonly object[] = []): Told {
  return [
    { op: 'alloc', size, limit, align: false },
    { ...reply, env: [OBJECT, ...env] },
  ];
}

/** An allocation that the hint refuses. */
function hintLine(size: number, limit = 64, env: readonly object[] = []): Told {
  return refused(size, limit, { err: 'ENOSPC', hint: true }, env);
}

/** An allocation whose store is refused. */
function storeRefusedLine(size: number): Told {
  const store = { k: 'store', lo: 65 - size, hi: 64, ok: false };
  return refused(size, 64, { err: 'ENOMEM' }, [store]);
}

/** An allocation that is refused the erase of the deferred range, and then finds no room. */
function eraseRefusedLine(size: number, lo: number, hi: number): Told {
  return refused(size, hi, { err: 'ENOMEM' }, [{ k: 'erase', lo, hi, ok: false }]);
}

function dumpLine(max32: number): Told {
  return [{ op: 'dump' }, { ranges: [], deferred: [], max32, dma32: DMA32, clock: 0, online: 1 }];
}

/** A search for 16 pages among the lowest eight. */
const SEARCH_FAILS = refusedAllocLine(16, 8);
const BY_SEARCH = 'alloc_iova() wrote max32';
const BY_STORE = 'alloc_iova() was refused a store';
const ERASED = { k: 'erase', lo: 1, hi: 16, ok: true };
/** A range is deferred, and an allocation that needs its pages sets the hint. */
const FULL = [
  allocLine(1, 16),
  deferredFreeLine(BY_WINDOW, 1, 16),
  eraseRefusedLine(2, 1, 16),
] as const;

describe('three ways to be refused by the hint', () => {
  test('the failed search of another request set it', () => {
    expect(causes(BY_WORK, [SEARCH_FAILS, hintLine(16)])).toEqual([BY_SEARCH]);
  });

  test('a refused store set it', () => {
    expect(causes(BY_WORK, [storeRefusedLine(2), hintLine(2)])).toEqual([BY_STORE]);
  });

  test('it outlives the erase that made room', () => {
    const inCall = [...FULL, hintLine(2, 16, [ERASED])];
    expect(causes(BY_WINDOW, inCall)).toEqual(['alloc_iova() erased a deferred range']);
  });

  test('it outlives an erase by another call that resets nothing', () => {
    const [reserve, reserved] = reserveLine(40, 40);
    const reserves: Told = [reserve, { ...reserved, env: [ERASED, OBJECT] }];
    const byReserve = [...FULL, reserves, hintLine(2, 16)];
    expect(causes(BY_WINDOW, byReserve)).toEqual(['reserve_iova() erased a deferred range']);
    const [free, freed] = freeLine(DMA32, DMA32);
    const own = { k: 'erase', lo: DMA32, hi: DMA32, ok: true };
    const frees: Told = [free, { ...freed, env: [own, ERASED] }];
    const byFree = [allocLine(DMA32, DMA32, DMA32), ...FULL, frees, hintLine(2, 16)];
    expect(causes(BY_WINDOW, byFree)).toEqual(['free_iova() erased a deferred range']);
  });
});

describe('the deed that set the hint', () => {
  test('is not one before a free, which resets the hint', () => {
    const reset = [storeRefusedLine(16), allocLine(1, 1), freeLine(1, 1)];
    expect(causes(BY_WORK, [...reset, SEARCH_FAILS, hintLine(16)])).toEqual([BY_SEARCH]);
  });

  test('is not a free of pages above the 32-bit line, which resets nothing', () => {
    const above = [allocLine(DMA32, DMA32, DMA32), freeLine(DMA32, DMA32)];
    expect(causes(BY_WORK, [storeRefusedLine(1), ...above, hintLine(1)])).toEqual([BY_STORE]);
  });

  test('is the first since which the hint forbids the request, whatever lowers it later', () => {
    const lowered = [SEARCH_FAILS, storeRefusedLine(2)];
    expect(causes(BY_WORK, [...lowered, hintLine(16)])).toEqual([BY_SEARCH]);
    expect(causes(BY_WORK, [...lowered, hintLine(2)])).toEqual([BY_STORE]);
  });

  test('is not an allocation that was refused its object', () => {
    const [cmd] = refusedAllocLine(2, 8);
    const noObject: Told = [cmd, { err: 'ENOMEM', env: [{ ...OBJECT, ok: false }] }];
    expect(causes(BY_WORK, [SEARCH_FAILS, noObject, hintLine(16)])).toEqual([BY_SEARCH]);
    expect(causes(BY_WORK, [noObject, hintLine(2)])).toEqual(['recorded: hint']);
  });

  test('can be a request above the 32-bit line', () => {
    const [, noRoom] = refusedAllocLine(3);
    const aligned: Told = [{ op: 'alloc', size: 3, limit: DMA32, align: true }, noRoom];
    expect(causes(BY_WORK, [aligned, hintLine(3, DMA32 - 1)], START)).toEqual([BY_SEARCH]);
  });

  test('is found for one of several allocations in a line, which does not tell them apart', () => {
    const cmd = { op: 'alloc_n', n: 2, size: 16, limit: 64, align: false };
    const both: Told = [cmd, { pfns: [], failed: 2, env: [OBJECT, OBJECT] }];
    expect(causes(BY_WORK, [SEARCH_FAILS, both])).toEqual([BY_SEARCH]);
    // The first of them cannot have been forbidden, and the second is.
    expect(causes(BY_WORK, [both])).toEqual(['recorded: hint or search failed', BY_SEARCH]);
  });
});

describe('what sets and resets the hint', () => {
  /** If a refused store sets it, that did; if not, the search. */
  const either = [storeRefusedLine(16), refusedAllocLine(9, 8)] as const;

  test('if the rules are not known, and they name different deeds, none is named', () => {
    expect(causes(BY_WORK, [...either, hintLine(16)])).toEqual(['recorded: hint']);
  });

  test('what a dump shows, or what is granted, tells the rules', () => {
    const [store, search] = either;
    const dumped = (max32: number): readonly Told[] => [store, dumpLine(max32), search];
    expect(causes(BY_WORK, [...dumped(16), hintLine(16)])).toEqual([BY_STORE]);
    expect(causes(BY_WORK, [...dumped(DMA32), hintLine(16)])).toEqual([BY_SEARCH]);
    const granted = [storeRefusedLine(16), allocLine(49, 64, 64)];
    const again = [...granted, storeRefusedLine(16), refusedAllocLine(9, 8)];
    expect(causes(BY_WORK, [...again, hintLine(16, 48)])).toEqual([BY_SEARCH]);
  });

  test('rules once told hold for the next domain as well', () => {
    const objects = { iova: 0, magazine: 0, node: 0, kmalloc: 0, percpu: 0 };
    const next: readonly Told[] = [
      [{ op: 'put' }, { ok: true, objects }],
      [
        { op: 'init', granule: 4096, start_pfn: 1, rcache: false },
        { ok: true, dma32: DMA32 },
      ],
    ];
    const first = [storeRefusedLine(2), dumpLine(2)];
    expect(causes(BY_WORK, [...first, ...next, ...either, hintLine(16)])).toEqual([BY_STORE]);
  });

  test('if no rules allow what is recorded, no deed is named', () => {
    const reset = [SEARCH_FAILS, allocLine(1, 1), freeLine(1, 1)];
    expect(causes(BY_WORK, [...reset, hintLine(16)])).toEqual(['recorded: hint']);
  });
});

describe('a refusal by something else', () => {
  test('a search that fails although the request fits is called that', () => {
    expect(causes(BY_WORK, [refusedAllocLine(1)])).toEqual(['recorded: search failed']);
  });

  test('what is deferred, or held by nobody, is in the way, whatever the hint is', () => {
    const deferred = [allocLine(1, 16), deferredFreeLine(BY_WORK, 1, 16)];
    const inTheWay = ['a deferred range is in the way'];
    expect(causes(BY_WORK, [...deferred, refusedAllocLine(2)])).toEqual(inTheWay);
    const hint = [...deferred, refusedAllocLine(16), hintLine(16, 16)];
    expect(causes(BY_WORK, hint)).toEqual(inTheWay);
    const [cmd] = freeLine(1, 8);
    const lost: readonly Told[] = [reserveLine(1, 16), [cmd, freeLine(1, 8)[1]]];
    const left = [...lost, refusedAllocLine(9)];
    expect(causes(BY_WORK, left)).toEqual(['pages that nobody holds are in the way']);
  });
});
