import type { Action } from '../../../port/action.ts';
import type { Subject } from '../../../port/subject.ts';
import { costOf, type Execution } from '../../world/execution.ts';
import { compareCost, type Cost } from '../../state-space/cost.ts';
import { confirmRun, runThrough } from '../../world/confirm-run.ts';
import { NotRepeatable } from '../../world/not-repeatable.ts';
import type { Scope } from '../../run/scope.ts';
import { numberInOrder } from '../../run/number-calls.ts';
import type { Processes } from './processes.ts';

/** Keeps the simplest run of each signature. */
export class SimplestRuns {
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
    if (found.length === 0) {
      throw new NotRepeatable(`does not break ${property}`);
    }
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
