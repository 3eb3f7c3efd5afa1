import { MapleTree } from '../impl/tree/maple-tree.ts';

/**
 * What the maple tree costs, and how often an erase needs memory. The cost must grow with the
 * logarithm of the number of live ranges. The need for memory is printed beside what was measured
 * on the kernel (semantics.md sections 1 and 6). Times vary; counts are the same in every run.
 *
 *     node dist/bench/tree-demand.js
 */

const TOP_PFN = 2 ** 36 - 1;

/** The live ranges of a tree, without order, so that a random one is found in constant time. */
interface Live {
  tree: MapleTree;
  readonly los: number[];
  readonly his: number[];
}

type Sizes = 'size 1' | 'sizes 1-32' | 'powers of two';
type Order = 'random' | 'ascending' | 'descending';
type Refusal = 'granted' | 'first try' | 'always';

/**
 * Xorshift with 32 bits of state. It returns numbers from 0 to `bound` - 1, the same ones in every
 * run.
 */
function makeRandom(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % bound;
  };
}

function pickSizePages(sizes: Sizes, random: (bound: number) => number): number {
  if (sizes === 'size 1') return 1;
  return sizes === 'sizes 1-32' ? 1 + random(32) : 2 ** random(6);
}

/** Allocates from the top, aligned to the next power of two, as both revisions do. */
function allocate(live: Live, sizePages: number): void {
  const align = 2 ** Math.ceil(Math.log2(sizePages));
  const top = live.tree.highestGap(sizePages + align - 1, 1, TOP_PFN);
  if (top === null) throw new Error('tree-demand: the space is full');
  const lo = Math.floor((top - sizePages + 1) / align) * align;
  live.tree = live.tree.store(lo, lo + sizePages - 1, 1);
  live.los.push(lo);
  live.his.push(lo + sizePages - 1);
}

/** Takes the range at `index` off the list, but not out of the tree. */
function take(live: Live, index: number): { lo: number; hi: number } {
  const lo = live.los[index]!;
  const hi = live.his[index]!;
  const lastLo = live.los.pop()!;
  const lastHi = live.his.pop()!;
  if (index < live.los.length) {
    live.los[index] = lastLo;
    live.his[index] = lastHi;
  }
  return { lo, hi };
}

function fill(ranges: number, sizes: Sizes, random: (bound: number) => number): Live {
  const live: Live = { tree: MapleTree.empty, los: [], his: [] };
  while (live.los.length < ranges) allocate(live, pickSizePages(sizes, random));
  return live;
}

/**
 * Frees a random range and allocates one, `pairs` times. Returns the number of erases that needed
 * memory.
 */
function churn(live: Live, pairs: number, sizes: Sizes, random: (bound: number) => number): number {
  let needed = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const { lo, hi } = take(live, random(live.los.length));
    if (live.tree.nodesNeeded(lo, hi, 0, '6.12') > 0) needed++;
    live.tree = live.tree.store(lo, hi, 0);
    allocate(live, pickSizePages(sizes, random));
  }
  return needed;
}

/**
 * Erases every range once. If only first tries are refused, the ranges whose erase needs memory
 * stay behind, and a retry takes them out after 100 have gathered. Returns the number of erases
 * that needed memory.
 */
function drain(live: Live, order: Order, refusal: Refusal, random: (n: number) => number): number {
  let needed = 0;
  const deferred: { lo: number; hi: number }[] = [];
  const ranges = live.los.map((lo, i) => ({ lo, hi: live.his[i]! })).sort((a, b) => a.lo - b.lo);
  if (order === 'descending') ranges.reverse();
  if (order === 'random') {
    for (let i = ranges.length - 1; i > 0; i--) {
      const j = random(i + 1);
      [ranges[i], ranges[j]] = [ranges[j]!, ranges[i]!];
    }
  }
  for (const { lo, hi } of ranges) {
    const needs = live.tree.nodesNeeded(lo, hi, 0, '6.12') > 0;
    if (needs) needed++;
    if (!needs || refusal === 'granted') live.tree = live.tree.store(lo, hi, 0);
    else if (refusal === 'first try') deferred.push({ lo, hi });
    if (deferred.length < 100) continue;
    for (const late of deferred.splice(0)) live.tree = live.tree.store(late.lo, late.hi, 0);
  }
  return needed;
}

function printTimes(): void {
  console.log('nodesNeeded, erase, highestGap, store under random churn of sizes 1-32');
  console.log('(the kernel, 100000 live ranges: 800-1100 ns)\n');
  console.log('   live ranges   depth   ns per pair');
  for (const ranges of [8, 100, 1_000, 10_000, 100_000]) {
    const random = makeRandom(2_463_534_242);
    const live = fill(ranges, 'sizes 1-32', random);
    churn(live, 2 * ranges + 20_000, 'sizes 1-32', random);
    const pairs = 200_000;
    const begin = process.hrtime.bigint();
    churn(live, pairs, 'sizes 1-32', random);
    const nanoseconds = Number(process.hrtime.bigint() - begin) / pairs;
    const cells = [String(ranges).padStart(14), String(live.tree.depth).padStart(8)];
    console.log(cells.join('') + nanoseconds.toFixed(0).padStart(14));
  }
}

function printRow(name: string, needed: number, erases: number, kernel: string): void {
  const share = `${((100 * needed) / erases).toFixed(1)} %`;
  console.log(name.padEnd(58) + share.padStart(8) + kernel.padStart(14));
}

function printShares(): void {
  console.log(`\nerases that need memory${' '.repeat(39)}here        kernel\n`);
  for (const ranges of [1_000, 10_000, 100_000]) {
    for (const sizes of ['size 1', 'sizes 1-32', 'powers of two'] as const) {
      const random = makeRandom(88_675_123);
      const live = fill(ranges, sizes, random);
      churn(live, 4 * ranges, sizes, random);
      const needed = churn(live, 4 * ranges, sizes, random);
      printRow(`steady churn, ${sizes}, ${ranges} live`, needed, 4 * ranges, '7-18 %');
    }
  }
  for (const refusal of ['granted', 'first try', 'always'] as const) {
    for (const sizes of ['size 1', 'sizes 1-32', 'powers of two'] as const) {
      for (const order of ['random', 'ascending', 'descending'] as const) {
        const ranges = 10_000;
        const random = makeRandom(88_675_123);
        const live = fill(ranges, sizes, random);
        const needed = drain(live, order, refusal, random);
        const kernel = { granted: '-', 'first try': '13-36 %', always: '27-57 %' }[refusal];
        printRow(`drain ${order}, ${sizes}, refused: ${refusal}`, needed, ranges, kernel);
      }
    }
  }
}

/**
 * Prints, for each size of the tree, the time of a pair of alloc and free, and the share of erases
 * that need memory.
 */
export function benchTreeDemand(): void {
  printTimes();
  printShares();
}
