import { twinSubject } from '../../impl/twin/twin-subject.ts';
import type { Design } from '../../impl/designs/design.ts';
import { compareCost, type Cost } from '../../explore/state-space/cost.ts';
import { orderOf } from '../../explore/interleavings/dependence.ts';
import type { Event } from '../../explore/interleavings/event.ts';
import { Processes } from '../../explore/engines/exhaustive/processes.ts';
import { forEachPlan, type RefusalPlan } from '../../explore/engines/exhaustive/refusal-plan.ts';
import type { Scope } from '../../explore/run/scope.ts';
import type { Script } from '../../explore/run/script.ts';
import type { Property } from '../../model/property.ts';
import { NaiveCauses } from './naive-causes.ts';
import { keyUntilMisuse, keyWithoutCauses } from './state-keys.ts';

/** What the interleavings of a script show, under every plan of refusals. */
export interface NaiveFindings {
  /** The states in which no process can take a step, as texts. */
  readonly finals: ReadonlySet<string>;
  /** The same states, except for what freed memory holds. */
  readonly untilMisuse: ReadonlySet<string>;
  /** The lowest cost of each signature. */
  readonly shortest: ReadonlyMap<string, Cost>;
  /** The number of runs to their end, except those whose end cannot be judged. */
  readonly interleavings: number;
  /**
   * The number of classes of these runs: runs of a class differ in the order of independent steps.
   */
  readonly classes: number;
  /** The number of runs that ended where nothing can be judged. */
  readonly closed: number;
}

/** This search is not meant for longer runs. */
const STEPS_MAX = 100;
const NOBODY = -1;

/**
 * Explores every interleaving, depth first, without reduction or matching of states. The engines
 * are compared with it.
 */
class NaiveSearch {
  readonly finals = new Set<string>();
  readonly untilMisuse = new Set<string>();
  readonly shortest = new Map<string, Cost>();
  interleavings = 0;
  classes = 0;
  closed = 0;
  readonly #processes: Processes;
  readonly #causes: NaiveCauses;
  readonly #events: Event[] = [];
  /** For each event of the run, the indices of the earlier ones that it depends on. */
  readonly #before: (readonly number[])[] = [];
  /** The least run of each class met under the present plan. */
  readonly #leastRuns = new Set<string>();

  constructor(design: Design, scope: Scope, properties: readonly Property[]) {
    this.#processes = new Processes(twinSubject(design, properties), scope);
    this.#causes = new NaiveCauses(this.#processes.world, design.traits.gap);
    this.#causes.push();
  }

  /** Explores all runs of the script under a plan. Returns the requests granted in any of them. */
  explore(script: Script, plan: RefusalPlan): ReadonlySet<string> {
    this.#processes.begin(script, plan);
    this.#leastRuns.clear();
    this.#goOn({ calls: 0, refusals: 0, switches: 0, steps: 0 }, NOBODY);
    this.classes += this.#leastRuns.size;
    return new Set(this.#processes.granted);
  }

  #goOn(cost: Cost, last: number): void {
    const processes = this.#processes;
    const enabled = Array.from({ length: processes.count }, (_, at) => at).filter((process) =>
      processes.enabled(process),
    );
    if (enabled.length === 0) this.#end();
    if (cost.steps > STEPS_MAX) throw new Error(`a run of more than ${STEPS_MAX} steps`);
    const saved = processes.save();
    for (const process of enabled) {
      processes.restore(saved);
      const now = this.#take(process, cost, last);
      if (processes.world.judges.closed) this.closed += 1;
      else this.#goOn(now, process);
      this.#causes.pop();
      this.#events.pop();
      this.#before.pop();
    }
  }

  #take(process: number, cost: Cost, last: number): Cost {
    const { judges, system } = this.#processes.world;
    const { refused } = system.memory;
    const event = this.#processes.step(process);
    const begins = this.#processes.lastAction.do === 'start';
    const now: Cost = {
      calls: cost.calls + (begins ? 1 : 0),
      refusals: cost.refusals + system.memory.refused - refused,
      switches: cost.switches + (last === NOBODY || last === process ? 0 : 1),
      steps: cost.steps + 1,
    };
    this.#causes.push();
    judges.explain((refusal) => this.#causes.causeOf(refusal));
    for (const { signature } of judges.breaches) {
      const known = this.shortest.get(signature);
      if (known === undefined || compareCost(now, known) < 0) this.shortest.set(signature, now);
    }
    judges.breaches = [];
    this.#before.push(this.#dependedOn(event));
    this.#events.push(event);
    return now;
  }

  #dependedOn(event: Event): readonly number[] {
    const before: number[] = [];
    for (const [at, earlier] of this.#events.entries()) {
      const same = earlier.process === event.process;
      if (same || orderOf(earlier, event) !== 'independent') before.push(at);
    }
    return before;
  }

  #end(): void {
    this.interleavings += 1;
    this.finals.add(keyWithoutCauses(this.#processes.world));
    this.untilMisuse.add(keyUntilMisuse(this.#processes.world, 'everything'));
    this.#leastRuns.add(this.#leastRun());
  }

  /**
   * The least run, as a list of processes, of those that differ from the present one only in the
   * order of independent steps: at each place the process with the lowest number that can go on
   * does so.
   */
  #leastRun(): string {
    const taken = new Set<number>();
    let run = '';
    while (taken.size < this.#events.length) {
      let next = NOBODY;
      for (const [at, before] of this.#before.entries()) {
        if (taken.has(at) || !before.every((earlier) => taken.has(earlier))) continue;
        const { process } = this.#events[at] as Event;
        if (next === NOBODY || process < (this.#events[next] as Event).process) next = at;
      }
      taken.add(next);
      run += `${(this.#events[next] as Event).process} `;
    }
    return run;
  }
}

/** Explores every interleaving of the script, under every plan of refusals of the scope. */
export function searchNaively(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  script: Script,
): NaiveFindings {
  const search = new NaiveSearch(design, scope, properties);
  forEachPlan(scope.refusals, (plan) => search.explore(script, plan));
  return search;
}
