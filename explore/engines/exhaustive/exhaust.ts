import type { Action } from '../../../port/action.ts';
import { judgedBy, type Subject } from '../../../port/subject.ts';
import type { Execution } from '../../world/execution.ts';
import { CutShort } from '../../world/cut-short.ts';
import type { Scope } from '../../run/scope.ts';
import type { Script } from '../../run/script.ts';
import { checkStations } from '../shortest/check-stations.ts';
import { ExhaustiveSearch, type Listener } from '../../interleavings/exhaustive-search.ts';
import { Processes } from './processes.ts';
import { judgedIn } from '../../world/judged-in.ts';
import { groupProperties } from './property-groups.ts';
import { forEachPlan } from './refusal-plan.ts';
import { SimplestRuns } from './simplest-runs.ts';

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
 * @throws CutShort with what was found, if a step throws or a run does not happen again
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
  for (const group of groupProperties(judgedIn(subject, scope).properties)) {
    const { executions, steps } = before;
    try {
      const part = exhaustGroup(judgedBy(subject, group), scope, scripts(), {
        maxExecutions: budget.maxExecutions,
        stopped: (more, moreSteps, depth) =>
          budget.stopped(executions + more, steps + moreSteps, depth),
      });
      parts.push(part);
    } catch (error) {
      if (!(error instanceof CutShort)) throw error;
      throw new CutShort(sumOf([...parts, error.partial as Exhausted]), error.cause);
    }
    const part = parts.at(-1) as Exhausted;
    before.executions += part.executions;
    before.steps += part.steps;
  }
  return sumOf(parts);
}

/** What was found by all groups of properties. */
function sumOf(parts: readonly Exhausted[]): Exhausted {
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
  const search = new GroupSearch(subject, scope, budget, onFinal);
  try {
    for (const script of scripts) if (!search.explore(script)) break;
  } catch (error) {
    throw new CutShort(search.result('an error ended it'), error);
  }
  return search.result(null);
}

/** Explores the runs of one script after the other, and keeps what they show. */
class GroupSearch {
  readonly #scope: Scope;
  readonly #budget: RunBudget;
  readonly #onFinal: (processes: Processes) => void;
  readonly #processes: Processes;
  readonly #best: SimplestRuns;
  readonly #total = { scripts: 0, plans: 0, executions: 0, blocked: 0, steps: 0 };
  #stopped: string | null = null;
  /** Scripts of which not all runs were explored. */
  #cut = 0;
  #gap: string | null = null;

  constructor(
    subject: Subject,
    scope: Scope,
    budget: RunBudget,
    onFinal: (processes: Processes) => void,
  ) {
    this.#scope = scope;
    this.#budget = budget;
    this.#onFinal = onFinal;
    this.#processes = new Processes(subject, scope);
    this.#best = new SimplestRuns(subject, scope, this.#processes);
  }

  /** Explores all runs of the script; false: the search must stop. */
  explore(script: Script): boolean {
    const total = this.#total;
    const before = total.executions;
    let full = false;
    forEachPlan(this.#scope.refusals, (plan) => {
      if (full || this.#stopped !== null) return new Set();
      this.#processes.begin(script, plan);
      const listener: Listener<Action> = {
        broken: (signatures, actions, causes) => this.#best.note(signatures, actions, causes),
        ended: (blocked) => {
          if (!blocked) this.#onFinal(this.#processes);
          const executions = total.executions + search.executions;
          const steps = total.steps + search.steps;
          this.#stopped = this.#budget.stopped(executions, steps, search.depth);
          full = executions - before >= this.#budget.maxExecutions;
          return this.#stopped === null && !full;
        },
      };
      const search = new ExhaustiveSearch(this.#processes, listener);
      search.explore();
      total.plans += 1;
      total.executions += search.executions;
      total.blocked += search.blocked;
      total.steps += search.steps;
      this.#gap ??= search.gap;
      return new Set(this.#processes.granted);
    });
    if (this.#stopped !== null) return false;
    total.scripts += 1;
    if (full) this.#cut += 1;
    return true;
  }

  /** @param thrown that an error ended the search; null: none did */
  result(thrown: string | null): Exhausted {
    const { scripts } = this.#total;
    const runs = `${this.#budget.maxExecutions} runs each of ${this.#cut} of ${scripts} scripts`;
    const bounds = [thrown, this.#stopped, this.#cut === 0 ? null : runs, this.#gap].filter(
      (bound) => bound !== null,
    );
    const { judges } = this.#processes.world;
    const witnesses = judges.properties.map(({ id }, at) => [id, judges.witnesses[at] ?? 0]);
    return {
      found: this.#best.runs(),
      ...this.#total,
      witnesses: Object.fromEntries(witnesses) as Record<string, number>,
      bound: bounds.length === 0 ? null : bounds.join(', '),
    };
  }
}
