import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { OutageMachine } from './outage-machine.ts';

/**
 * Runs of the work are counted for this long. It is short, because every run tries all that was
 * deferred before.
 */
export const CROSSED_JIFFIES: Jiffies = 1000;

/**
 * The number of runs of the work in a second in which node memory is short, and in which each run
 * is crossed by a free on another CPU that has to be deferred. That is the worst moment for a free.
 * Every erase needs memory.
 */
export function wakeupsWhenCrossed(design: Design): number {
  // One page for each run, if every run comes as soon as it may.
  const pages = Math.ceil(CROSSED_JIFFIES / Math.max(1, design.policy?.startJiffies ?? 1)) + 2;
  const setup = { cpus: 1, pages, memory: 'adversarial', forSearch: false } as const;
  const outage = new OutageMachine(design, setup);
  for (let page = 0; page < pages; page += 1) outage.call('cpu0', outage.allocation(1));
  outage.setShort(true);
  outage.call('cpu0', { fn: 'free', what: { pfn: outage.giveUp(0) } });
  for (outage.waitUntil(1); outage.now <= CROSSED_JIFFIES; outage.waitUntil(outage.now + 1)) {
    while (!outage.machine.worker.busy && outage.stepWork());
    if (!outage.machine.worker.busy || outage.owned.length === 0) continue;
    outage.callBesideWork('cpu0', { fn: 'free', what: { pfn: outage.giveUp(0) } });
  }
  return outage.tally.wakeups;
}
