import * as fc from 'fast-check';
import { RunArbitrary } from '../explore/engines/random/run-arbitrary.ts';
import { QUIET_SCOPE } from '../explore/run/quiet-scope.ts';
import { GRANULE, type Scope, spaceOf } from '../explore/run/scope.ts';
import { judgedIn } from '../explore/world/judged-in.ts';
import { mainline } from '../impl/designs/mainline.ts';
import { Context } from '../impl/kernel/context.ts';
import { Kernel } from '../impl/kernel/kernel.ts';
import type { Outcome } from '../impl/kernel/routine.ts';
import { strands } from '../impl/kernel/strand.ts';
import { perform } from '../impl/twin/perform.ts';
import { twinSubject } from '../impl/twin/twin-subject.ts';
import type { Request } from '../model/call.ts';
import { allProperties } from '../model/properties/all.ts';

const CPUS = 2;
const CALLS_A_CPU = 2;
const SCOPE: Scope = { ...QUIET_SCOPE, cpus: CPUS, calls: CPUS * CALLS_A_CPU, pages: 2 };
/** Runs in one round of each side. The sides take turns, since the machine may be shared. */
const ROUND = 4000;
const ROUNDS = 7;

/**
 * Prints how many short runs a second random runs make with every judge on, and how many
 * `fc.scheduler()` makes of the same coroutines, which has no judges.
 */
export async function benchShortRuns(): Promise<void> {
  const ratios: number[] = [];
  console.log('executions/s of CPU       random runs   fc.scheduler   ratio');
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await rateOf(async () => makeRandomRuns(round));
    const theirs = await rateOf(async () => scheduleRuns(round));
    // The first round warms the compiler up.
    if (round > 0) ratios.push(ours / theirs);
    const cells = [ours.toFixed(0).padStart(11), theirs.toFixed(0).padStart(15)];
    console.log(
      `round ${round}`.padEnd(26) + cells.join('') + (ours / theirs).toFixed(1).padStart(8),
    );
  }
  const middle = ratios.toSorted((a, b) => a - b)[ratios.length >> 1] ?? 0;
  console.log(`the median, without round 0: ${middle.toFixed(1)}`);
}

async function rateOf(work: () => Promise<void>): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (ROUND * 1e6) / (user + system);
}

function makeRandomRuns(seed: number): void {
  const runs = new RunArbitrary(judgedIn(twinSubject(mainline, allProperties), SCOPE), SCOPE);
  fc.assert(
    fc.property(runs, ({ breaches }) => breaches.every(({ property }) => property !== 'OWN-1')),
    { numRuns: ROUND, seed },
  );
}

/** Each CPU allocates a page and gives it back; every step is a task of the scheduler. */
async function scheduleRuns(seed: number): Promise<void> {
  const space = spaceOf(SCOPE);
  const property = fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const kernel = new Kernel();
    const setup = { space, granule: GRANULE, treeMemory: SCOPE.memory, policy: null };
    const domain = mainline.init(kernel, setup);
    const contexts = Array.from({ length: CPUS }, (_, cpu) => new Context(`cpu${cpu}`));
    kernel.contexts = contexts;
    const owned = new Set<number>();
    const make = async (on: Context, call: number, request: Request): Promise<Outcome> => {
      const coroutine = (): ReturnType<typeof perform> => perform(mainline, domain, request);
      on.begin(kernel, call, () => strands.begin(request, coroutine));
      for (;;) {
        await scheduler.schedule(Promise.resolve());
        // A context that waits for the lock tries again later.
        const outcome = on.next?.enabled(on) === true ? on.step(kernel) : null;
        if (outcome !== null) return outcome;
      }
    };
    const callers = contexts.map(async (on, cpu) => {
      const what = { fn: 'alloc', sizePages: 1, limit: space.topPfn, aligned: true } as const;
      const outcome = await make(on, cpu * CALLS_A_CPU, what);
      if (outcome.kind !== 'granted') return true;
      const isOwned = owned.has(outcome.lo);
      owned.add(outcome.lo);
      await scheduler.schedule(Promise.resolve());
      owned.delete(outcome.lo);
      const of = cpu * CALLS_A_CPU;
      await make(on, of + 1, { fn: 'free', pfn: outcome.lo, of });
      return !isOwned;
    });
    return (await scheduler.waitFor(Promise.all(callers))).every(Boolean);
  });
  await fc.assert(property, { numRuns: ROUND, seed });
}
