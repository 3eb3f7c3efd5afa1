import type { Action } from '../../impl/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { compareCost, costOf, type Execution, executionOf } from '../execution.ts';
import type { Scope } from '../scope.ts';
import type { Script } from '../script.ts';
import { numberInOrder } from '../search/number-calls.ts';
import { World } from '../world.ts';
import { ExhaustiveSearch } from './exhaustive-search.ts';
import { Processes } from './processes.ts';
import { forEachPlan } from './refusal-plan.ts';

/** What all runs of a script show. */
export interface ScriptFindings {
  /** Of each signature the simplest run seen: it holds nothing that the breach does not need. */
  readonly found: ReadonlyMap<string, Execution>;
  /** Classes of runs, over all plans of refusals. */
  readonly executions: number;
  /** Runs begun that turned out to be of a class explored before. */
  readonly blocked: number;
  readonly steps: number;
  readonly plans: number;
  /** Of each property, how often its situation occurred. */
  readonly witnesses: readonly number[];
  /** Why not all runs were explored; null: they were. */
  readonly bound: string | null;
}

/** Asked after each run: the bound that is hit, or null to go on. */
export type RunBudget = (executions: number) => string | null;

/** Explores every interleaving of the script, under every plan of refusals that it allows. */
export function exhaustScript(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  script: Script,
  budget: RunBudget,
  onFinal: (processes: Processes) => void = () => undefined,
): ScriptFindings {
  const processes = new Processes(design, scope, properties, script);
  const initial = processes.save();
  const { callers } = processes.world.machine.calls;
  const found = new Map<string, Execution>();
  const total = { executions: 0, blocked: 0, steps: 0, plans: 0 };
  let bound: string | null = null;
  forEachPlan(scope.refusals, (plan) => {
    if (bound !== null) return new Set();
    processes.restore(initial);
    processes.plan = plan;
    processes.granted.clear();
    const search = new ExhaustiveSearch(processes, {
      broken: (signatures, actions, causes) => {
        const needed = causes.map((at) => actions[at] as Action);
        for (const signature of signatures) {
          const cost = costOf(needed, needed.filter(isRefusal).length);
          const known = found.get(signature);
          if (known !== undefined && compareCost(known.cost, cost) <= 0) continue;
          const run = numberInOrder(needed, callers);
          found.set(signature, happened(design, scope, properties, run, signature));
        }
      },
      ended: (blocked) => {
        if (!blocked) onFinal(processes);
        bound = budget(total.executions + search.executions);
        return bound === null;
      },
    });
    search.explore();
    total.plans += 1;
    total.executions += search.executions;
    total.blocked += search.blocked;
    total.steps += search.steps;
    if (search.endless) bound ??= 'a run that does not end';
    return new Set(processes.granted);
  });
  const { witnesses } = processes.world.court;
  return { found, ...total, witnesses: witnesses.slice(), bound };
}

function isRefusal(action: Action): boolean {
  return action.do === 'step' && action.refuse === true;
}

/** Makes the run happen in a world that only goes forward: what the search says must be so. */
function happened(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  actions: readonly Action[],
  signature: string,
): Execution {
  const world = new World(design, scope, properties);
  for (const action of actions) {
    if (!world.machine.enabled(action)) throw new Error(`not enabled: ${JSON.stringify(action)}`);
    world.apply(action);
  }
  const execution = executionOf(world, scope, actions);
  if (execution.breaches.some((breach) => breach.signature === signature)) return execution;
  throw new Error(`the run found for "${signature}" does not show it`);
}
