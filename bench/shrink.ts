import { twinSubject } from '../impl/twin/twin-subject.ts';
import * as fc from 'fast-check';
import { doTask } from '../explore/checking/check-task.ts';
import type { Execution } from '../explore/world/execution.ts';
import { compareCost, type Cost } from '../explore/state-space/cost.ts';
import { RunArbitrary } from '../explore/engines/random/run-arbitrary.ts';
import { shrinkTo } from '../explore/shrinking/shrink.ts';
import { UNWATCHED } from '../explore/state-space/watch.ts';
import { allProperties } from '../model/properties/all.ts';
import { nameOf, randomScopes, type BenchSubject, subjects } from './subjects.ts';

const RUNS = 1000;

/**
 * Prints the evaluations, time and final length of shrinks, beside the length of the shortest run
 * if it is known.
 */
export function benchShrink(): void {
  console.log('calls/refusals/switches/steps; "shortest" from the search of small scopes');
  console.log('   from        to  shortest  evaluations     ms  signature');
  for (const subject of subjects) {
    console.log(nameOf(subject));
    const shortest = shortestCosts(subject);
    for (const [signature, run] of firstRuns(subject)) {
      const begin = process.hrtime.bigint();
      const { execution, evaluations } = shrinkTo(
        twinSubject(subject.design, allProperties),
        run,
        signature,
      );
      const ms = Number(process.hrtime.bigint() - begin) / 1e6;
      const known = shortest.get(signature);
      const to = execution.cost;
      const longer = known !== undefined && compareCost(known, to) < 0 ? ' (longer)' : '';
      const name = `${signature}${longer}`;
      const cells = [format(run.cost), format(to), known === undefined ? '-' : format(known)];
      const counts = [String(evaluations).padStart(8), ms.toFixed(0).padStart(7)];
      console.log(`${cells.map((cell) => cell.padStart(14)).join('')}${counts.join('')}  ${name}`);
    }
  }
}

function format({ calls, refusals, switches, steps }: Cost): string {
  return `${calls}/${refusals}/${switches}/${steps}`;
}

function shortestCosts(subject: BenchSubject): ReadonlyMap<string, Cost> {
  const costs = new Map<string, Cost>();
  const { scopes, search: settings } = subject.options;
  for (const scope of scopes) {
    const task = { kind: 'shortest', scope, script: null, settings } as const;
    const { cheapest } = doTask(twinSubject(subject.design, allProperties), task, UNWATCHED);
    for (const [signature, { cost }] of cheapest) {
      const known = costs.get(signature);
      if (known === undefined || compareCost(cost, known) < 0) costs.set(signature, cost);
    }
  }
  return costs;
}

function firstRuns(subject: BenchSubject): ReadonlyMap<string, Execution> {
  const runs = new Map<string, Execution>();
  for (const scope of randomScopes(subject)) {
    const arbitrary = new RunArbitrary(twinSubject(subject.design, allProperties), scope);
    const property = fc.property(arbitrary, (run) => {
      for (const { signature } of run.breaches) {
        if (!runs.has(signature)) runs.set(signature, run);
      }
    });
    fc.assert(property, { numRuns: RUNS / 2, seed: 1 });
  }
  return runs;
}
