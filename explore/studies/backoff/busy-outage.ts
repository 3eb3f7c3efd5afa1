import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { Draws } from './draws.ts';
import { OutageMachine } from './outage-machine.ts';
import { COUNTED_JIFFIES } from './quiet-outage.ts';

/** A device in use: how much it maps. */
export interface Workload {
  /** Unmaps a second, each followed by a map; 1 to 10 000. */
  readonly unmapsPerSecond: number;
  /** Pages of the space; three quarters of them are mapped when memory becomes short. */
  readonly pages: number;
}

/** Where an outage stands. */
export interface Sample {
  readonly jiffies: Jiffies;
  readonly deferred: number;
  /** So far. */
  readonly wakeups: number;
  readonly refused: number;
}

/** A minute in which node memory is short and unmaps go on; then memory is back, nobody calls. */
export interface BusyOutage {
  /** By `COUNTED_JIFFIES`: runs of the work so far, and those of them that erased nothing. */
  readonly wakeups: readonly number[];
  readonly wasted: number;
  readonly warnedJiffies: Jiffies | null;
  readonly peakDeferred: number;
  readonly frees: number;
  /** Frees that had to be deferred: the others' erases needed no memory. */
  readonly deferrals: number;
  readonly allocs: number;
  /** Allocations refused; of these, those that only deferred ranges left no room; the first one. */
  readonly refused: number;
  readonly crowdedOut: number;
  readonly exhaustedJiffies: Jiffies | null;
  /** Until nothing is deferred, once memory is back. */
  readonly recoveryJiffies: Jiffies;
  /** Every `SAMPLED_JIFFIES`. */
  readonly samples: readonly Sample[];
}

/** How often the outage is looked at for plots. */
const SAMPLED_JIFFIES = 100;
/** Steps of one context in a jiffy: a step takes about a microsecond. */
const STEPS_PER_JIFFY = 1000;
/** Pages of a mapping, drawn evenly. */
const SIZES = [1, 1, 1, 2, 2, 4, 8];
const SEED = 1;

/** The same calls at the same moments for every policy, as far as they are granted. */
export function busyOutage(design: Design, workload: Workload): BusyOutage {
  const { pages } = workload;
  const outage = new OutageMachine(design, { cpus: 1, pages, memory: 'tree', forSearch: false });
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
    outage.settle();
    if (COUNTED_JIFFIES.some((counted) => counted === now)) wakeups.push(tally.wakeups);
    if (now % SAMPLED_JIFFIES === 0) {
      const deferred = tally.deferred.size;
      samples.push({ jiffies: now, deferred, wakeups: tally.wakeups, refused: tally.refused });
    }
  }
  return { wakeups, samples };
}

/** At some moment of the jiffy, while the work goes on, if it runs then. */
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
