import type { ContextId } from '../../model/call.ts';
import type { Range } from '../../model/range.ts';
import type { Coroutine, Effect, Loop } from './effect.ts';
import type { Kernel } from './kernel.ts';
import type { Spinlock } from './spinlock.ts';

/** How a call ends: what it granted, or that it was refused and which step decided so. */
export type Outcome =
  | { readonly kind: 'granted'; readonly lo: number; readonly hi: number }
  | { readonly kind: 'refused'; readonly because: string }
  /** `range`: what a free removed, or the bounds of the object that a reserve returns. */
  | { readonly kind: 'done'; readonly range: Range | null };

export const DONE: Outcome = { kind: 'done', range: null };

/**
 * Somebody who runs: a CPU's task, an interrupt on it, the worker, the teardown's caller. Its local
 * state is known by what it runs and by the values it was sent, so it can be rebuilt from them.
 */
export class Context {
  readonly id: ContextId;
  /** The CPU it runs on: an interrupt has that of the context it interrupts. */
  readonly cpu: string;
  readonly inInterrupt: boolean;
  /** The call in progress; null when idle, and for the worker. */
  call: number | null = null;
  coroutine: Coroutine<Outcome> | null = null;
  /** The step it takes next; null when idle. */
  next: Effect | null = null;
  /** All that it was sent since its coroutine began. */
  sent: unknown[] = [];
  /** What of it matters still: loop heads forget their earlier rounds. */
  #known: unknown[] = [];
  /** Of each loop entered: how much was known at its entry. */
  readonly #entries = new Map<Loop, number>();
  /** Interrupts are off on its CPU, on its account. */
  irqsOff = false;
  /** Steps taken since its coroutine began. */
  steps = 0;
  held: readonly Spinlock[] = [];
  /** It waits for something that will never come. */
  stuck = false;

  constructor(id: ContextId) {
    this.id = id;
    this.inInterrupt = id.startsWith('irq');
    this.cpu = this.inInterrupt ? `cpu${id.slice(3)}` : id;
  }

  get busy(): boolean {
    return this.coroutine !== null;
  }

  /** Interrupts and holders of a spinlock must not sleep. */
  get atomic(): boolean {
    return this.inInterrupt || this.held.length > 0;
  }

  /** Begins the coroutine; it stops before its first step. Returns its outcome if it has none. */
  begin(coroutine: Coroutine<Outcome>, call: number | null): Outcome | null {
    this.coroutine = coroutine;
    this.call = call;
    this.sent = [];
    this.#known = [];
    this.#entries.clear();
    this.steps = 0;
    return this.#goOn(coroutine.next());
  }

  /** Takes the next step. Returns the outcome if that was the last one. */
  step(kernel: Kernel): Outcome | null {
    const effect = this.next as Effect;
    const coroutine = this.coroutine as Coroutine<Outcome>;
    kernel.current = this;
    kernel.place = effect.at;
    const value = effect.apply();
    kernel.current = null;
    return this.#send(coroutine, value);
  }

  /** Rebuilds the local state without touching shared state. */
  rebuild(coroutine: Coroutine<Outcome>, call: number | null, sent: readonly unknown[]): void {
    this.begin(coroutine, call);
    for (const value of sent) this.#send(coroutine, value);
  }

  #send(coroutine: Coroutine<Outcome>, value: unknown): Outcome | null {
    this.sent.push(value);
    this.#known.push(value);
    this.steps += 1;
    return this.#goOn(coroutine.next(value));
  }

  /** Forgets what it was doing. */
  idle(): void {
    this.coroutine = null;
    this.next = null;
    this.call = null;
  }

  #goOn(result: IteratorResult<Effect, Outcome>): Outcome | null {
    if (result.done === true) {
      this.coroutine = null;
      this.next = null;
      return result.value;
    }
    if (typeof result.value?.enabled !== 'function') {
      const after = this.next === null ? 'the first yield' : `the yield after "${this.next.at}"`;
      throw new TypeError(
        `${after} gives no step: use step(), asking(), or yield* for a coroutine`,
      );
    }
    this.next = result.value;
    if (result.value.loop !== undefined) this.#forget(result.value.loop);
    return null;
  }

  #forget({ of, knows }: NonNullable<Effect['loop']>): void {
    const known = this.#entries.get(of);
    if (known === undefined) this.#entries.set(of, this.#known.length);
    else this.#known.length = known;
    this.#known.push(...knows);
  }

  /** The local state as plain data: where it stands and what it knows. */
  observe(): unknown {
    if (this.next === null) return null;
    return [this.call, this.next.at, this.#known.slice(), this.irqsOff, this.stuck];
  }
}
