import { OutageMachine } from '../explore/studies/backoff/outage-machine.ts';
import type { Design } from '../impl/designs/design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import type { Call } from '../model/call.ts';

const RANGES = 100;
const FREE_EVERY_JIFFIES = 100;
/** If not everything is erased after this time, it never will be. */
const RECOVERY_JIFFIES_MAX = 2000;

function machineOf(design: Design): OutageMachine {
  const pages = 4 * RANGES;
  return new OutageMachine(design, { cpus: 1, pages, memory: 'adversarial', forSearch: false });
}

function freeing(outage: OutageMachine): Call {
  return { fn: 'free', what: { pfn: outage.giveUp(0) } };
}

/** The numbers of steps of an allocation, a free, and a free whose erase is refused, each alone. */
function stepsOf(design: Design): readonly number[] {
  const outage = machineOf(design);
  const alloc = outage.call('cpu0', outage.allocation(1));
  outage.call('cpu0', outage.allocation(1));
  const free = outage.call('cpu0', freeing(outage));
  outage.setShort(true);
  return [alloc, free, outage.call('cpu0', freeing(outage))];
}

/** An outage of 10 s in which a range is freed every 100 ms; after that memory is back. */
function outageOf(design: Design): readonly (number | string)[] {
  const outage = machineOf(design);
  for (let n = 0; n < RANGES; n += 1) outage.call('cpu0', outage.allocation(1));
  outage.setShort(true);
  for (let n = 0; n < RANGES; n += 1) {
    outage.call('cpu0', freeing(outage));
    outage.waitUntil(outage.now + FREE_EVERY_JIFFIES);
    outage.runWork();
  }
  const { wakeups, requestsRefused, lines } = outage.tally;
  outage.setShort(false);
  const recovery = outage.recover();
  const told = recovery > RECOVERY_JIFFIES_MAX ? 'never' : `${recovery} ms`;
  return [wakeups, requestsRefused, lines, told];
}

/** Prints the costs of the designs next to each other. */
export function benchDesignCost(): void {
  console.log(
    `steps of an alloc, a free, a deferred free; ${RANGES} frees in 10 s without memory:\n` +
      'work runs, requests refused, lines in the log; then memory is back: all erased after',
  );
  const row = (cells: readonly (number | string)[]): string =>
    cells.map((cell, at) => (at === 0 ? `${cell}`.padEnd(10) : `${cell}`.padStart(9))).join('');
  console.log(row(['', 'alloc', 'free', 'deferred', 'runs', 'refused', 'lines', 'recovery']));
  for (const design of knownDesigns) {
    console.log(row([design.name, ...stepsOf(design), ...outageOf(design)]));
  }
}
