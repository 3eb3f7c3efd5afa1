/** What recordings with caches convict an allocator of. The recordings here are made up. */
import { expect, test } from 'vitest';
import { BY_WORK, convict, freeLine, OBJECT, type Told } from './made-up.ts';

const MAGAZINE = { k: 'alloc', what: 'magazine', ok: true };

const stored = (lo: number, hi: number): readonly object[] => [
  OBJECT,
  { k: 'store', lo, hi, ok: true },
];

/** An allocation by way of the caches that comes from the tree. */
function missLine(lo: number, hi: number): Told {
  return [
    { op: 'alloc_fast', size: hi - lo + 1, limit: 64, flush: false, cpu: 0 },
    { pfn: lo, from: 'tree', env: stored(lo, hi) },
  ];
}

/** An allocation of a cached range. */
function hitLine(pfn: number, size: number, limit = 64): Told {
  return [
    { op: 'alloc_fast', size, limit, flush: false, cpu: 0 },
    { pfn, from: 'rcache' },
  ];
}

/** A free into a cache. */
function cachingLine(pfn: number, size: number, env: readonly object[] = []): Told {
  const reply = { to: 'rcache' };
  return [{ op: 'free_fast', pfn, size, cpu: 0 }, env.length > 0 ? { ...reply, env } : reply];
}

function signatures(...told: readonly Told[]): readonly string[] {
  return convict(BY_WORK, told, { rcache: true }).map(({ signature }) => signature);
}

test('a range that is cached and handed out again convicts of nothing', () => {
  expect(signatures(missLine(8, 8), cachingLine(8, 1, [MAGAZINE]), hitLine(8, 1))).toEqual([]);
});

test('a cached range that is handed out above its limit breaks REQ-1', () => {
  const above = hitLine(8, 1, 7);
  expect(signatures(missLine(8, 8), cachingLine(8, 1), above).join()).toMatch(/^REQ-1 /);
});

test('a range that is handed out while its owner holds it breaks OWN-1', () => {
  expect(signatures(missLine(8, 8), hitLine(8, 1)).join()).toMatch(/^OWN-1 .* an owned range/);
});

test('a range that is cached twice breaks CCH-3', () => {
  const twice = signatures(missLine(8, 8), cachingLine(8, 1), cachingLine(8, 1));
  expect(twice).toEqual(['CCH-3 free_iova_fast() cached a cached range in a stale free']);
});

test('a flush erases what is cached, and then a range may be stored there', () => {
  const env = [OBJECT, { k: 'erase', lo: 8, hi: 8, ok: true }, ...stored(8, 9)];
  const flushes: Told = [
    { op: 'alloc_fast', size: 2, limit: 9, flush: true, cpu: 0 },
    { pfn: 8, from: 'tree', flushed: true, env },
  ];
  expect(signatures(missLine(8, 8), cachingLine(8, 1), flushes)).toEqual([]);
});

test('of several frees in a line, one that is refused a magazine goes to the tree', () => {
  const erased = { k: 'erase', lo: 9, hi: 9, ok: true };
  const frees: Told = [
    { op: 'free_fast_n', pfns: [8, 9, 10], size: 1, cpu: 0 },
    { done: 3, tree: 1, env: [{ ...MAGAZINE, ok: false }, erased] },
  ];
  const all = [missLine(8, 8), missLine(9, 9), missLine(10, 10), frees];
  expect(signatures(...all, missLine(9, 9), hitLine(10, 1), hitLine(8, 1))).toEqual([]);
});

test('a cached range that is freed by an erase is not lost, and no longer cached', () => {
  const all = [missLine(8, 8), cachingLine(8, 1), freeLine(8, 8), missLine(8, 8)];
  expect(signatures(...all)).toEqual([]);
});
