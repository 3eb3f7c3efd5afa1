import { Context } from '../../impl/kernel/context.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { type Coroutine, type Effect, step } from '../../impl/kernel/effect.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import type { Spinlock } from '../../impl/kernel/spinlock.ts';
import { strands } from '../../impl/kernel/strand.ts';
import type { ContextId } from '../../model/call.ts';
import type { Fact } from '../../model/fact.ts';

type Misuse = Extract<Fact, { kind: 'misused' }>;

/** A bare kernel with somebody to run on it: primitives without an allocator around them. */
export class Stage {
  readonly facts: Fact[] = [];
  readonly kernel: Kernel;
  readonly #contexts = new Map<ContextId, Context>();
  readonly #sent = new Map<ContextId, unknown[]>();

  constructor(...ids: readonly ContextId[]) {
    this.kernel = new Kernel((fact) => this.facts.push(fact));
    for (const id of ids) this.#contexts.set(id, new Context(id));
    this.kernel.contexts = [...this.#contexts.values()];
  }

  context(id: ContextId): Context {
    const context = this.#contexts.get(id);
    if (context === undefined) throw new Error(`no ${id} on this stage`);
    return context;
  }

  /** `id` is about to run the coroutine: it stands before its first step. */
  begin(id: ContextId, coroutine: Coroutine<Outcome>): void {
    this.#sent.set(id, []);
    const routine = strands.begin(null, () => this.#noting(id, coroutine));
    this.context(id).begin(routine, null);
  }

  /** All that `id` was sent since it began. */
  sent(id: ContextId): readonly unknown[] {
    return this.#sent.get(id) ?? [];
  }

  *#noting(id: ContextId, coroutine: Coroutine<Outcome>): Coroutine<Outcome> {
    let at = coroutine.next();
    while (at.done !== true) {
      const value: unknown = yield at.value;
      this.#sent.get(id)?.push(value);
      at = coroutine.next(value);
    }
    return at.value;
  }

  /** Whether the next step of `id` can be taken. */
  canStep(id: ContextId): boolean {
    const { next } = this.context(id);
    return next !== null && next.enabled(this.context(id));
  }

  /** Takes the next step of `id`; returns what it was sent. */
  step(id: ContextId): unknown {
    if (!this.canStep(id)) throw new Error(`${id} cannot step`);
    const context = this.context(id);
    context.step(this.kernel);
    return this.sent(id).at(-1);
  }

  /** `id` takes these steps, one after another, with nothing between; returns what each gave. */
  takes(id: ContextId, ...effects: readonly Effect[]): readonly unknown[] {
    const results: unknown[] = [];
    this.begin(id, takeAll(effects));
    for (const _ of effects) results.push(this.step(id));
    return results;
  }

  /** `id` does something in one step, at the place `at`. */
  does<T>(id: ContextId, apply: () => T, at: string = 'test: a step'): T {
    return this.takes(id, step(at, apply))[0] as T;
  }

  /** `id` does something in one step of a critical section. */
  doesUnder<T>(lock: Spinlock, id: ContextId, apply: () => T): T {
    const [taken, given] = [lock.lockIrqsave('test: lock'), lock.unlock('test: unlock')];
    return this.takes(id, taken, step('test: a step', apply), given)[1] as T;
  }

  /** `id` runs the coroutine to its end; returns its value. */
  runs<T>(id: ContextId, coroutine: Coroutine<T>): T {
    let result: { readonly value: T } | null = null;
    this.begin(
      id,
      (function* run() {
        result = { value: yield* coroutine };
        return DONE;
      })(),
    );
    while (this.context(id).busy) this.step(id);
    return (result as { readonly value: T } | null)!.value;
  }

  get misuses(): readonly Misuse[] {
    return this.facts.filter((fact) => fact.kind === 'misused');
  }

  factsOf<K extends Fact['kind']>(kind: K): readonly Extract<Fact, { kind: K }>[] {
    return this.facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
  }
}

function* takeAll(effects: readonly Effect[]): Coroutine<Outcome> {
  for (const effect of effects) yield effect;
  return DONE;
}
