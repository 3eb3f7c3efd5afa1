import type { Design } from '../impl/designs/design.ts';
import { knownDesigns } from '../impl/designs/known.ts';
import type { Action } from '../impl/action.ts';
import { DMA32, Rig } from '../properties/designs/rig.ts';

const RANGES = 100;
const FREE_EVERY_JIFFIES = 100;
const TOP_PFN = DMA32 + 2 * RANGES;

/** A rig that counts steps. */
class CountingRig extends Rig {
  steps = 0;

  override act(action: Action): boolean {
    if (action.do === 'step') this.steps += 1;
    return super.act(action);
  }

  stepsOf(doIt: () => void): number {
    const before = this.steps;
    doIt();
    return this.steps - before;
  }

  get wakeups(): number {
    const states = this.factsOf('work').map(({ state }) => state);
    return states.filter((state, at) => state === 'running' && states[at - 1] !== 'running').length;
  }

  get refused(): number {
    return this.factsOf('memory').filter(({ granted }) => !granted).length;
  }

  /** Time passes, and the work runs at its deadlines. */
  wait(jiffies: number): void {
    for (let left = jiffies; ;) {
      while (this.machine.canStep('timer')) {
        this.wakeWorker();
        this.finish('worker');
      }
      if (left === 0) return;
      const by = Math.min(left, this.machine.maxAdvanceJiffies());
      this.pass(by);
      left -= by;
    }
  }
}

/** Steps of calls alone, and 10 s without memory in which a range is freed every 100 ms. */
function costOf(design: Design): string {
  const rig = new CountingRig(design, { topPfn: TOP_PFN });
  const calls = Array.from({ length: RANGES + 2 }, () => rig.alloc(1, TOP_PFN));
  const alloc = rig.stepsOf(() => rig.alloc(1, TOP_PFN));
  const free = rig.stepsOf(() => rig.free(RANGES));
  const deferred = rig.stepsOf(() => rig.defer(RANGES + 1));
  rig.wait(2000);
  const wakeups = rig.wakeups;
  const refused = rig.refused;
  rig.press('nodes');
  for (const call of calls.slice(0, RANGES)) {
    rig.free(call);
    rig.wait(FREE_EVERY_JIFFIES);
  }
  const told = [rig.wakeups - wakeups, rig.refused - refused, rig.factsOf('logged').length];
  rig.press('none');
  let back = 0;
  for (; back < 2000 && (rig.dump().deferred ?? []).length > 0; back += 1) rig.wait(1);
  const recovery = back === 2000 ? 'never' : `${back} ms`;
  return [design.name, alloc, free, deferred, ...told, recovery]
    .map((cell, at) => (at === 0 ? String(cell).padEnd(10) : String(cell).padStart(9)))
    .join('');
}

/** What the designs cost next to each other. */
export function benchDesignCost(): void {
  console.log(
    `steps of an alloc, a free, a deferred free; ${RANGES} frees in 10 s without memory:`,
  );
  console.log(
    'work runs, requests refused, lines in the log; then memory is back: all erased after',
  );
  const head = ['alloc', 'free', 'deferred', 'runs', 'refused', 'lines', 'recovery'];
  console.log(' '.repeat(10) + head.map((name) => name.padStart(9)).join(''));
  for (const design of knownDesigns) console.log(costOf(design));
}
