import { Context } from '../../impl/kernel/context.ts';
import { DONE, type Outcome } from '../../impl/kernel/routine.ts';
import { asking, type Coroutine, type Effect } from '../../impl/kernel/effect.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import type { Spinlock } from '../../impl/kernel/spinlock.ts';
import { strands } from '../../impl/kernel/strand.ts';
import type { Request } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Fact } from '../../model/fact.ts';

type Misuse = Extract<Fact, { kind: 'misused' }>;

/** A bare kernel with contexts on it: primitives without an allocator around them. */
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

  /**
   * Lets `id` begin the coroutine, which stands before its first step.
   * @param request the call that it performs; null: it is the work
   */
  begin(id: ContextId, coroutine: Coroutine<Outcome>, request: Request | null = null): void {
    this.#sent.set(id, []);
    const noting = () => this.#noting(id, coroutine);
    this.context(id).begin(this.kernel, null, () => strands.begin(request, noting));
  }

  /** All values that `id` was sent since it began. */
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

  /** Whether `id` can take its next step. */
  canStep(id: ContextId): boolean {
    const { next } = this.context(id);
    return next !== null && next.enabled(this.context(id));
  }

  /** Takes the next step of `id`. Returns what the coroutine was sent. */
  step(id: ContextId): unknown {
    if (!this.canStep(id)) throw new Error(`${id} cannot step`);
    const context = this.context(id);
    context.step(this.kernel);
    return this.sent(id).at(-1);
  }

  /** Takes these steps of `id`, one right after the other. Returns what each returned. */
  takes(id: ContextId, ...effects: readonly Effect[]): readonly unknown[] {
    const results: unknown[] = [];
    this.begin(id, takeAll(effects));
    for (const _ of effects) results.push(this.step(id));
    return results;
  }

  /** Takes one step of `id` at the place `at`, which does this; null: as the work. */
  does<T>(
    id: ContextId,
    apply: () => T,
    at: string = 'test: a step',
    request: Request | null = null,
  ): T {
    this.begin(id, takeAll([asking(at, apply)]), request);
    return this.step(id) as T;
  }

  /** Takes one step of `id` in a critical section, which does this. */
  doesUnder<T>(lock: Spinlock, id: ContextId, apply: () => T): T {
    const [taken, given] = [lock.lockIrqsave('test: lock'), lock.unlock('test: unlock')];
    return this.takes(id, taken, asking('test: a step', apply), given)[1] as T;
  }

  /** Runs the coroutine on `id` to its end. Returns its value. */
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
