import type { Design } from '../../impl/designs/design.ts';
import type { Jiffies } from '../../impl/kernel/clock.ts';
import { OutageMachine } from './outage-machine.ts';

/** How long it is counted: every run tries all that was deferred before. */
export const CROSSED_JIFFIES: Jiffies = 1000;
/** A page for each run of a work that runs once in ten jiffies, and more. */
const PAGES = 256;

/**
 * Runs of the work in a second in which node memory is short, where each run is crossed by a free
 * on another CPU that has to be deferred: the worst time for it to come. Every erase needs memory.
 */
export function wakeupsWhenCrossed(design: Design): number {
  const setup = { cpus: 1, pages: PAGES, memory: 'adversarial', forSearch: false } as const;
  const outage = new OutageMachine(design, setup);
  for (let page = 0; page < PAGES; page += 1) outage.call('cpu0', outage.allocation(1));
  outage.setShort(true);
  outage.call('cpu0', { fn: 'free', what: { pfn: outage.giveUp(0) } });
  for (outage.waitUntil(1); outage.now <= CROSSED_JIFFIES; outage.waitUntil(outage.now + 1)) {
    while (!outage.machine.worker.busy && outage.stepWork());
    if (!outage.machine.worker.busy || outage.owned.length === 0) continue;
    outage.callBesideWork('cpu0', { fn: 'free', what: { pfn: outage.giveUp(0) } });
  }
  return outage.tally.wakeups;
}
