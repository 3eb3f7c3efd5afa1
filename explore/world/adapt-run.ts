import type { Action } from '../../port/action.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Subject } from '../../port/subject.ts';
import { mayCall } from './callers.ts';
import { type Execution, executionOf } from './execution.ts';
import type { Scope } from '../run/scope.ts';
import { renameCall } from '../run/number-calls.ts';
import { flushStepsOf } from './loop-watch.ts';
import { World } from './world.ts';

/**
 * An action with the number of its call in the original run (`of`, from 0), so that the action
 * keeps its meaning when earlier calls are dropped. `of` is null for the worker, the timer,
 * pressure and time.
 */
export interface OwnedAction {
  readonly action: Action;
  readonly of: number | null;
}

/**
 * Most steps that a call may take to finish, when the next call needs its context or at the end of
 * the run, where no caches are to be flushed.
 */
const MAX_FINISHING_STEPS = 60;

/** The actions of a run, each with the call that it belongs to, which follows from its context. */
export function ownedActions(actions: readonly Action[]): readonly OwnedAction[] {
  const running = new Map<ContextId, number>();
  let calls = 0;
  return actions.map((action) => {
    if (action.do === 'start') {
      running.set(action.on, calls);
      calls += 1;
      return { action, of: calls - 1 };
    }
    const of = action.do === 'step' ? (running.get(action.on) ?? null) : null;
    return { action, of };
  });
}

/** Takes actions as far as possible; skips those that are not enabled or have lost their call. */
class RunAdapter {
  readonly taken: Action[] = [];
  readonly #world: World;
  readonly #scope: Scope;
  readonly #signature: string | null;
  /** From call numbers of the original run to call numbers of this one. */
  readonly #numbers = new Map<number, number>();
  readonly #running = new Map<ContextId, number>();

  constructor(world: World, scope: Scope, signature: string | null) {
    this.#world = world;
    this.#scope = scope;
    this.#signature = signature;
  }

  /** Whether the signature that is looked for has shown. */
  get arrived(): boolean {
    const { breaches } = this.#world.judges;
    return breaches.some((breach) => breach.signature === this.#signature);
  }

  take({ action, of }: OwnedAction): void {
    if (action.do === 'start') {
      this.#finish(action.on);
      const call = renameCall(action.call, this.#numbers);
      if (call === null || of === null || this.arrived) return;
      if (!mayCall(this.#world.judges.ledger, this.#scope.callers, call)) return;
      const number = this.#world.system.calls.next(action.on);
      if (!this.#take({ ...action, call })) return;
      this.#numbers.set(of, number);
      this.#running.set(action.on, of);
    } else if (action.do === 'step') {
      if (of === null || this.#running.get(action.on) === of) this.#take(action);
    } else this.#take(action);
  }

  /** Lets every context go on alone, in turn, as far as it can without time passing. */
  finishAll(): void {
    const { contexts } = this.#world.system;
    for (const { id } of contexts) {
      this.#finish(id);
      if (this.arrived) return;
    }
  }

  /** Lets the call on that context, if there is one, go on alone until it finishes or must wait. */
  #finish(on: ContextId): void {
    const { system } = this.#world;
    const most = MAX_FINISHING_STEPS + flushStepsOf(this.#scope);
    for (let steps = 0; steps < most; steps += 1) {
      if (system.context(on)?.busy !== true) return;
      if (!this.#take({ do: 'step', on }) || this.arrived) return;
    }
  }

  #take(action: Action): boolean {
    const { system } = this.#world;
    if (!system.enabled(action)) return false;
    const met = this.#world.apply(action);
    this.taken.push(met || action.do !== 'step' ? action : { do: 'step', on: action.on });
    return true;
  }
}

/**
 * Takes the actions as far as possible, until `signature` shows (null: to the end), and lets every
 * call finish. A refusal that meets no request is dropped.
 */
export function adaptRun(
  subject: Subject,
  scope: Scope,
  items: Iterable<OwnedAction>,
  signature: string | null,
): Execution {
  return adaptIn(new World(subject, scope, 'explain'), scope, items, signature);
}

/** Does the same in a world of the scope in which nothing has happened. */
export function adaptIn(
  world: World,
  scope: Scope,
  items: Iterable<OwnedAction>,
  signature: string | null,
): Execution {
  const adapter = new RunAdapter(world, scope, signature);
  for (const item of items) {
    adapter.take(item);
    if (adapter.arrived) break;
  }
  if (!adapter.arrived) adapter.finishAll();
  return executionOf(world, scope, adapter.taken);
}
