import { assert } from '../../../model/assert.ts';
import type { Action } from '../../../port/action.ts';
import { judgedBy, type Subject } from '../../../port/subject.ts';
import { costOf, type Execution } from '../../world/execution.ts';
import { compareCost, type Cost } from '../../state-space/cost.ts';
import { confirmRun, runThrough } from '../../world/confirm-run.ts';
import type { Scope } from '../../run/scope.ts';
import type { Script } from '../../run/script.ts';
import { checkStations } from '../shortest/check-stations.ts';
import { numberInOrder } from '../../run/number-calls.ts';
import { ExhaustiveSearch, type Listener } from '../../state-space/exhaustive-search.ts';
import { Processes } from './processes.ts';
import { groupProperties } from './property-groups.ts';
import { forEachPlan } from './refusal-plan.ts';

/** What a search of all runs of some scripts has found. */
export interface Exhausted {
  /** The simplest run seen of each signature, without the steps that the breach does not need. */
  readonly found: readonly (readonly [signature: string, run: Execution])[];
  /** Scripts explored. */
  readonly scripts: number;
  /** Plans of refusals, over all scripts. */
  readonly plans: number;
  /** Classes of runs explored, over all plans and groups of properties. */
  readonly executions: number;
  /** Further runs, which turned out to be of a class explored before. */
  readonly blocked: number;
  readonly steps: number;
  /** By property id, the number of times that its witness occurred. */
  readonly witnesses: Readonly<Record<string, number>>;
  /** Why not all runs were explored; null: they were. */
  readonly bound: string | null;
}

/** How much the exhaustive engine may spend. */
export interface RunBudget {
  /** Most classes of runs of one script, for each group of properties (inclusive). */
  readonly maxExecutions: number;
  /** Asked after each run: why the search must stop; null: go on. */
  stopped(executions: number, steps: number, depth: number): string | null;
}

/** A budget without bounds. */
export const UNBOUNDED: RunBudget = { maxExecutions: Infinity, stopped: () => null };

/**
 * Explores every class of interleavings of each script, under every plan of refusals that the scope
 * allows, once for each group of properties.
 * @param scripts lists the scripts from the first on; called once for each group
 * @throws CannotSearch if the system cannot save its states or say what a step touches
 */
export function exhaust(
  subject: Subject,
  scope: Scope,
  scripts: () => Iterable<Script>,
  budget: RunBudget,
): Exhausted {
  checkStations(subject, scope);
  const parts: Exhausted[] = [];
  const before = { executions: 0, steps: 0 };
  for (const group of groupProperties(subject.properties)) {
    const { executions, steps } = before;
    const part = exhaustGroup(judgedBy(subject, group), scope, scripts(), {
      maxExecutions: budget.maxExecutions,
      stopped: (more, moreSteps, depth) =>
        budget.stopped(executions + more, steps + moreSteps, depth),
    });
    parts.push(part);
    before.executions += part.executions;
    before.steps += part.steps;
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

/** The same for one group: runs that differ in the order of facts that it reads are distinct. */
export function exhaustGroup(
  subject: Subject,
  scope: Scope,
  scripts: Iterable<Script>,
  budget: RunBudget,
  onFinal: (processes: Processes) => void = () => undefined,
): Exhausted {
  const processes = new Processes(subject, scope);
  const best = new SimplestRuns(subject, scope, processes);
  const total = { scripts: 0, plans: 0, executions: 0, blocked: 0, steps: 0 };
  let stopped: string | null = null;
  let cut = 0;
  let gap: string | null = null;
  for (const script of scripts) {
    const before = total.executions;
    let full = false;
    forEachPlan(scope.refusals, (plan) => {
      if (full || stopped !== null) return new Set();
      processes.begin(script, plan);
      const listener: Listener<Action> = {
        broken: (signatures, actions, causes) => best.note(signatures, actions, causes),
        ended: (blocked) => {
          if (!blocked) onFinal(processes);
          const executions = total.executions + search.executions;
          stopped = budget.stopped(executions, total.steps + search.steps, search.depth);
          full = executions - before >= budget.maxExecutions;
          return stopped === null && !full;
        },
      };
      const search = new ExhaustiveSearch(processes, listener);
      search.explore();
      total.plans += 1;
      total.executions += search.executions;
      total.blocked += search.blocked;
      total.steps += search.steps;
      gap ??= search.gap;
      return new Set(processes.granted);
    });
    if (stopped !== null) break;
    total.scripts += 1;
    if (full) cut += 1;
  }
  const bounds = [
    ...(stopped === null ? [] : [stopped]),
    ...(cut === 0
      ? []
      : [`${budget.maxExecutions} runs each of ${cut} of ${total.scripts} scripts`]),
    ...(gap === null ? [] : [gap]),
  ];
  const bound = bounds.length === 0 ? null : bounds.join(', ');
  const { judges } = processes.world;
  const witnesses = judges.properties.map(({ id }, at) => [id, judges.witnesses[at] ?? 0] as const);
  return { found: best.runs(), ...total, witnesses: Object.fromEntries(witnesses), bound };
}

/** Keeps the simplest run of each signature. */
class SimplestRuns {
  readonly #subject: Subject;
  readonly #scope: Scope;
  readonly #processes: Processes;
  readonly #runs = new Map<string, Execution>();
  /** By property and actions: the signatures. */
  readonly #explained = new Map<string, readonly string[]>();

  constructor(subject: Subject, scope: Scope, processes: Processes) {
    this.#subject = subject;
    this.#scope = scope;
    this.#processes = processes;
  }

  /** @param broken signatures, or the names of properties that a refusal has broken */
  note(broken: readonly string[], actions: readonly Action[], causes: readonly number[]): void {
    const needed = causes.map((at) => actions[at] as Action);
    const refusals = needed.filter((action) => action.do === 'step' && action.refuse === true);
    const cost = costOf(needed, refusals.length);
    for (const what of broken) {
      if (what.includes(' ')) this.#keep(what, needed, cost);
      else {
        for (const signature of this.#explain(what, needed)) this.#keep(signature, needed, cost);
      }
    }
  }

  #keep(signature: string, needed: readonly Action[], cost: Cost): void {
    const known = this.#runs.get(signature);
    if (known !== undefined && compareCost(known.cost, cost) <= 0) return;
    const run = confirmRun(this.#subject, this.#scope, this.#inOrder(needed), signature);
    this.#runs.set(signature, run);
  }

  /** The signatures of the property that the run shows. Many classes need the same steps. */
  #explain(property: string, needed: readonly Action[]): readonly string[] {
    const key = `${property} ${JSON.stringify(needed)}`;
    const known = this.#explained.get(key);
    if (known !== undefined) return known;
    const { breaches } = runThrough(this.#subject, this.#scope, this.#inOrder(needed));
    const found = breaches.flatMap((breach) =>
      breach.property === property ? [breach.signature] : [],
    );
    assert(found.length > 0, () => `a run repeated does not break ${property}`);
    this.#explained.set(key, found);
    return found;
  }

  #inOrder(actions: readonly Action[]): readonly Action[] {
    return numberInOrder(actions, this.#processes.world.system.calls.callers);
  }

  runs(): readonly (readonly [string, Execution])[] {
    return [...this.#runs];
  }
}
