import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { treeMemoryOf } from '../../../port/tree-memory.ts';
import { Draws } from './draws.ts';
import { OutageMachine } from './outage-machine.ts';
import { COUNTED_JIFFIES } from './quiet-outage.ts';

/** How much a device maps and unmaps. */
export interface Workload {
  /** The number of unmaps per second, each followed by a map: 1 to 10 000. */
  readonly unmapsPerSecond: number;
  /**
   * The size of the space in pages. Three quarters of them are mapped when memory becomes short.
   */
  readonly pages: number;
}

/** The state of an outage at one moment. */
export interface Sample {
  readonly jiffies: Jiffies;
  readonly deferred: number;
  /** The number of runs of the work so far. */
  readonly wakeups: number;
  readonly refused: number;
}

/**
 * What a minute costs in which node memory is short and unmaps go on. After that minute memory is
 * back, and no calls are made.
 */
export interface BusyOutage {
  /**
   * For each of `COUNTED_JIFFIES`: the number of runs of the work so far, and the number of those
   * that erased nothing.
   */
  readonly wakeups: readonly number[];
  readonly wasted: number;
  readonly warnedJiffies: Jiffies | null;
  readonly peakDeferred: number;
  readonly frees: number;
  /** The number of frees that had to be deferred. The erases of the others needed no memory. */
  readonly deferrals: number;
  readonly allocs: number;
  /**
   * The number of refused allocations; the number of those that would have had room without the
   * deferred ranges; and the time of the first of those.
   */
  readonly refused: number;
  readonly crowdedOut: number;
  readonly exhaustedJiffies: Jiffies | null;
  /** The time from memory's return until nothing is deferred. */
  readonly recoveryJiffies: Jiffies;
  /** One for every `SAMPLED_JIFFIES`. */
  readonly samples: readonly Sample[];
}

/** The interval of samples, which are for plots. */
const SAMPLED_JIFFIES = 100;
/** The number of steps that a context takes in a jiffy, at about a microsecond a step. */
const STEPS_PER_JIFFY = 1000;
/** Sizes of mappings in pages, drawn evenly. */
const SIZES = [1, 1, 1, 2, 2, 4, 8];
const SEED = 1;

/** Makes the same calls at the same moments for every policy, as far as they are granted. */
export function busyOutage(design: Design, workload: Workload): BusyOutage {
  const { pages } = workload;
  const memory = treeMemoryOf(design.traits);
  const outage = new OutageMachine(design, { cpus: 1, pages, memory, forSearch: false });
  const draws = new Draws(SEED);
  fillUp(outage, pages, draws);
  outage.setShort(true);
  outage.tally = outage.newTally();
  const { wakeups, samples } = untilMemoryIsBack(outage, workload, draws);
  const { wasted, warnedJiffies, peakDeferred, frees, firstErasesRefused } = outage.tally;
  const { allocs, refused, crowdedOut, exhaustedJiffies } = outage.tally;
  outage.setShort(false);
  const recoveryJiffies = outage.recover();
  return {
    wakeups,
    wasted,
    warnedJiffies,
    peakDeferred,
    frees,
    deferrals: firstErasesRefused,
    allocs,
    refused,
    crowdedOut,
    exhaustedJiffies,
    recoveryJiffies,
    samples,
  };
}

function untilMemoryIsBack(
  outage: OutageMachine,
  { unmapsPerSecond }: Workload,
  draws: Draws,
): Pick<BusyOutage, 'wakeups' | 'samples'> {
  const wakeups: number[] = [];
  const samples: Sample[] = [];
  const last = Math.max(...COUNTED_JIFFIES);
  const due = (jiffies: number): number => Math.floor((jiffies * unmapsPerSecond) / 1000);
  for (let now = 0; now <= last; now += 1) {
    outage.waitUntil(now);
    const { tally } = outage;
    for (let n = due(now + 1) - due(now); n > 0; n -= 1) unmapAndMap(outage, draws);
    outage.runWork();
    if (COUNTED_JIFFIES.some((counted) => counted === now)) wakeups.push(tally.wakeups);
    if (now % SAMPLED_JIFFIES === 0) {
      const deferred = tally.deferred.size;
      samples.push({ jiffies: now, deferred, wakeups: tally.wakeups, refused: tally.refused });
    }
  }
  return { wakeups, samples };
}

/** Unmaps and maps once at some moment of the jiffy, while the work goes on if it runs then. */
function unmapAndMap(outage: OutageMachine, draws: Draws): void {
  let before = draws.below(STEPS_PER_JIFFY);
  while (before > 0 && outage.stepWork()) before -= 1;
  const nth = draws.below(Math.max(1, outage.owned.length));
  const sizePages = SIZES[draws.below(SIZES.length)] as number;
  if (outage.owned.length > 0) {
    outage.callBesideWork('cpu0', { fn: 'free', what: { pfn: outage.giveUp(nth) } });
  }
  outage.callBesideWork('cpu0', outage.allocation(sizePages));
}

function fillUp(outage: OutageMachine, pages: number, draws: Draws): void {
  let mapped = 0;
  while (mapped < (pages * 3) / 4) {
    const sizePages = SIZES[draws.below(SIZES.length)] as number;
    outage.call('cpu0', outage.allocation(sizePages));
    mapped += sizePages;
  }
}
