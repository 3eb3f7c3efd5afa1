import type { Action } from '../../impl/action.ts';
import type { Design } from '../../impl/designs/design.ts';
import type { Property } from '../../model/property.ts';
import { compareCost, costOf, type Execution } from '../execution.ts';
import { happen } from '../happen.ts';
import type { Scope } from '../scope.ts';
import type { Script } from '../script.ts';
import { numberInOrder } from '../search/number-calls.ts';
import { ExhaustiveSearch, type Listener } from './exhaustive-search.ts';
import { Processes } from './processes.ts';
import { groupProperties } from './property-groups.ts';
import { forEachPlan } from './refusal-plan.ts';

/** What all runs of some scripts show. */
export interface Exhausted {
  /** Of each signature the simplest run seen: it has no step that the breach does not need. */
  readonly found: readonly (readonly [signature: string, run: Execution])[];
  /** Scripts done, and plans of refusals over all of them. */
  readonly scripts: number;
  readonly plans: number;
  /** Classes of runs, over all plans and groups of properties. */
  readonly executions: number;
  /** Runs begun that turned out to be of a class explored before. */
  readonly blocked: number;
  readonly steps: number;
  /** Of each property id, how often its situation occurred. */
  readonly witnesses: Readonly<Record<string, number>>;
  /** Why not all runs were explored; null: they were. */
  readonly bound: string | null;
}

/**
 * Asked after each run: the bound that is hit, or null to go on. It is told how many classes of
 * runs there were so far, how many of them of the present script, and steps.
 */
export type RunBudget = (executions: number, ofScript: number, steps: number) => string | null;

/**
 * Explores every interleaving of each script, under every plan of refusals that it allows, once for
 * each group of properties.
 */
export function exhaust(
  design: Design,
  scope: Scope,
  properties: readonly Property[],
  scripts: Iterable<Script>,
  budget: RunBudget,
): Exhausted {
  const parts: Exhausted[] = [];
  const before = { executions: 0, steps: 0 };
  for (const group of groupProperties(properties)) {
    const part = exhaustGroup(design, scope, group, scripts, (executions, ofScript, steps) =>
      budget(before.executions + executions, ofScript, before.steps + steps),
    );
    parts.push(part);
    before.executions += part.executions;
    before.steps += part.steps;
    if (part.bound !== null) break;
  }
  const sum = (of: (part: Exhausted) => number): number =>
    parts.reduce((total, part) => total + of(part), 0);
  return {
    found: parts.flatMap((part) => part.found),
    scripts: parts.length === 0 ? 0 : Math.min(...parts.map((part) => part.scripts)),
    plans: Math.max(0, ...parts.map((part) => part.plans)),
    executions: sum((part) => part.executions),
    blocked: sum((part) => part.blocked),
    steps: sum((part) => part.steps),
    witnesses: Object.assign({}, ...parts.map((part) => part.witnesses)) as Record<string, number>,
    bound: parts.find((part) => part.bound !== null)?.bound ?? null,
  };
}

/** The same for one group: the order of what any of them reads is kept apart. */
export function exhaustGroup(
  design: Design,
  scope: Scope,
  group: readonly Property[],
  scripts: Iterable<Script>,
  budget: RunBudget,
  onFinal: (processes: Processes) => void = () => undefined,
): Exhausted {
  const processes = new Processes(design, scope, group);
  const best = new SimplestRuns(design, scope, group, processes);
  const total = { scripts: 0, plans: 0, executions: 0, blocked: 0, steps: 0 };
  let bound: string | null = null;
  for (const script of scripts) {
    const before = total.executions;
    forEachPlan(scope.refusals, (plan) => {
      if (bound !== null) return new Set();
      processes.begin(script, plan);
      const listener: Listener = {
        broken: (signatures, actions, causes) => best.note(signatures, actions, causes),
        ended: (blocked) => {
          if (!blocked) onFinal(processes);
          const executions = total.executions + search.executions;
          bound = budget(executions, executions - before, total.steps + search.steps);
          return bound === null;
        },
      };
      const search = new ExhaustiveSearch(processes, listener);
      search.explore();
      total.plans += 1;
      total.executions += search.executions;
      total.blocked += search.blocked;
      total.steps += search.steps;
      if (search.endless) bound ??= 'a run that does not end';
      return new Set(processes.granted);
    });
    if (bound !== null) break;
    total.scripts += 1;
  }
  const { court } = processes.world;
  const witnesses = court.properties.map(({ id }, at) => [id, court.witnesses[at] ?? 0] as const);
  return { found: best.runs(), ...total, witnesses: Object.fromEntries(witnesses), bound };
}

/** Keeps the simplest run of each signature. */
class SimplestRuns {
  readonly #design: Design;
  readonly #scope: Scope;
  readonly #properties: readonly Property[];
  readonly #processes: Processes;
  readonly #runs = new Map<string, Execution>();

  constructor(design: Design, scope: Scope, properties: readonly Property[], processes: Processes) {
    this.#design = design;
    this.#scope = scope;
    this.#properties = properties;
    this.#processes = processes;
  }

  note(signatures: readonly string[], actions: readonly Action[], causes: readonly number[]): void {
    const needed = causes.map((at) => actions[at] as Action);
    const refusals = needed.filter((action) => action.do === 'step' && action.refuse === true);
    const cost = costOf(needed, refusals.length);
    for (const signature of signatures) {
      const known = this.#runs.get(signature);
      if (known !== undefined && compareCost(known.cost, cost) <= 0) continue;
      const run = numberInOrder(needed, this.#processes.world.machine.calls.callers);
      const execution = happen(this.#design, this.#scope, this.#properties, run, signature);
      this.#runs.set(signature, execution);
    }
  }

  runs(): readonly (readonly [string, Execution])[] {
    return [...this.#runs];
  }
}
