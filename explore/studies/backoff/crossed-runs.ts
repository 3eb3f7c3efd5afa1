import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { OutageMachine } from './outage-machine.ts';

/** How long it is counted: every run tries all that was deferred before. */
export const CROSSED_JIFFIES: Jiffies = 1000;

/**
 * Runs of the work in a second in which node memory is short, where each run is crossed by a free
 * on another CPU that has to be deferred: the worst time for it to come. Every erase needs memory.
 */
export function wakeupsWhenCrossed(design: Design): number {
  // A page for each run, where every one comes as soon as it may.
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
