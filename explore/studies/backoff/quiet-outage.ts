import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { OutageMachine } from './outage-machine.ts';
import { knownBound } from '../../../model/properties/known-bound.ts';

/** For how long memory is short at least, before it comes back: 10 ms, 100 ms, 1 s, 10 s. */
export const OUTAGES_JIFFIES = [10, 100, 1000, 10_000] as const;
/** When the runs of the work are counted in an outage that goes on: after 1 s, 10 s, 60 s. */
export const COUNTED_JIFFIES = [1000, 10_000, 60_000] as const;
/**
 * An outage is long if it lasts at least this long: an observer then no longer knows when it began.
 */
const LONG_OUTAGE_JIFFIES = 1000;

/**
 * What happens if one range is deferred, no context calls any more, and node memory stays short.
 */
export interface QuietOutage {
  /**
   * For each of `OUTAGES_JIFFIES`: the mean time until the range is erased, if memory comes back at
   * a moment drawn evenly from that time (inclusive) to its double (exclusive). In a long outage
   * the draw covers a longest delay if that is longer than the outage, so that every phase of a
   * delay is covered.
   */
  readonly meanRecoveryJiffies: readonly number[];
  /** For each of `COUNTED_JIFFIES`: the number of runs of the work so far. */
  readonly wakeups: readonly number[];
  readonly warnedJiffies: Jiffies | null;
}

/** Counts what happens from 0 to 60 000 on the clock, if the range is deferred at 0. */
export function quietOutage(design: Design): QuietOutage {
  const outage = new OutageMachine(design, {
    cpus: 1,
    pages: 2,
    memory: 'adversarial',
    forSearch: true,
  });
  outage.call('cpu0', outage.allocation(1));
  outage.setShort(true);
  outage.call('cpu0', { fn: 'free', what: { pfn: outage.giveUp(0) } });
  const { wakeups, meanRecoveryJiffies } = alongTheWay(outage, design);
  return { wakeups, meanRecoveryJiffies, warnedJiffies: outage.tally.warnedJiffies };
}

function alongTheWay(
  outage: OutageMachine,
  { traits }: Design,
): Pick<QuietOutage, 'wakeups' | 'meanRecoveryJiffies'> {
  const ends = OUTAGES_JIFFIES.map((least) =>
    least < LONG_OUTAGE_JIFFIES ? least : Math.max(least, knownBound(traits)),
  );
  const sums = OUTAGES_JIFFIES.map(() => 0);
  const wakeups: number[] = [];
  const last = Math.max(
    ...COUNTED_JIFFIES,
    ...OUTAGES_JIFFIES.map((least, at) => least + (ends[at] ?? 0) - 1),
  );
  for (let now = 0; now <= last; now += 1) {
    outage.waitUntil(now);
    outage.runWork();
    for (const [at, least] of OUTAGES_JIFFIES.entries()) {
      if (now < least || now >= least + (ends[at] ?? 0)) continue;
      sums[at] = (sums[at] ?? 0) + ifBackNow(outage);
    }
    if (COUNTED_JIFFIES.some((counted) => counted === now)) wakeups.push(outage.tally.wakeups);
  }
  const means = OUTAGES_JIFFIES.map((_, at) => (sums[at] ?? 0) / (ends[at] ?? 1));
  return { wakeups, meanRecoveryJiffies: means };
}

/** The time that the recovery would take from here. The machine then returns to its state. */
function ifBackNow(outage: OutageMachine): Jiffies {
  const { tally, bank } = outage;
  const saved: unknown[] = bank.registers.map(() => null);
  bank.read(saved, 0);
  outage.tally = outage.newTally(tally.deferred);
  outage.setShort(false);
  const jiffies = outage.recover();
  bank.write(saved, 0);
  outage.tally = tally;
  return jiffies;
}
