import { assert } from '../../model/assert.ts';
import type { Call } from '../../model/call.ts';
import { type ContextId, cpuOf, isInterrupt, isTrim } from '../../model/context-id.ts';
import { withoutStepCount } from '../../abstraction/counters.ts';
import { mentions } from '../../abstraction/freed-objects.ts';
import { heldBits, heldOf } from '../../abstraction/lock-order.ts';
import { NOTING, ReadWatch } from '../../abstraction/reads.ts';
import type { Register, RegisterBank } from '../../abstraction/register.ts';
import type { Effect } from './effect.ts';
import type { Kernel } from './kernel.ts';
import { pulse } from './pulse.ts';
import type { Outcome, Routine } from './routine.ts';
import type { Spinlock } from './spinlock.ts';

/** The question whether it is busy; pointers, which are negative, are questions, too. */
const BUSY = 1;

const NO_LOCKS: readonly Spinlock[] = [];

/** Where a context stands. */
type Stand = Pick<Context, 'routine' | 'call' | 'irqsOff' | 'steps' | 'held' | 'stuck'>;

/** A context: the task of a CPU, an interrupt on it, the worker, or the caller of the teardown. */
export class Context {
  readonly id: ContextId;
  /** The CPU it runs on. An interrupt runs on that of the context it interrupts. */
  readonly cpu: ContextId;
  readonly inInterrupt: boolean;
  /** The number of steps taken since its coroutine began. */
  steps = 0;
  #call: number | null = null;
  #routine: Routine | null = null;
  #irqsOff = false;
  #held: readonly Spinlock[] = [];
  #stuck = false;
  /** What tells a search that a register is read. */
  readonly #watches = { routine: new ReadWatch(), call: new ReadWatch(), flags: new ReadWatch() };

  constructor(id: ContextId) {
    this.id = id;
    this.inInterrupt = isInterrupt(id);
    this.cpu = cpuOf(id);
  }

  /** What it runs; null: it is idle. */
  get routine(): Routine | null {
    if (NOTING.by !== null) this.#watches.routine.note();
    return this.#routine;
  }

  set routine(routine: Routine | null) {
    if (NOTING.by !== null) this.#watches.routine.write();
    this.#routine = routine;
  }

  /** The number of the call in progress; null: it is idle, or the worker. */
  get call(): number | null {
    if (NOTING.by !== null) this.#watches.call.note();
    return this.#call;
  }

  set call(call: number | null) {
    if (NOTING.by !== null) this.#watches.call.write();
    this.#call = call;
  }

  /** The function that was called; null: no call is in progress. */
  get serves(): Call['fn'] | null {
    return this.routine?.request?.fn ?? null;
  }

  get busy(): boolean {
    const busy = this.#routine !== null;
    return NOTING.by === null ? busy : this.#watches.routine.answer(BUSY, busy);
  }

  /** It has turned interrupts off on its CPU. */
  get irqsOff(): boolean {
    if (NOTING.by !== null) this.#watches.flags.note();
    return this.#irqsOff;
  }

  set irqsOff(off: boolean) {
    if (NOTING.by !== null) this.#watches.flags.note();
    this.#irqsOff = off;
  }

  get held(): readonly Spinlock[] {
    if (NOTING.by !== null) this.#watches.flags.note();
    return this.#held;
  }

  set held(locks: readonly Spinlock[]) {
    if (NOTING.by !== null) this.#watches.flags.note();
    this.#held = locks;
  }

  /** It waits for something that will never come. */
  get stuck(): boolean {
    if (NOTING.by !== null) this.#watches.flags.note();
    return this.#stuck;
  }

  set stuck(stuck: boolean) {
    if (NOTING.by !== null) this.#watches.flags.note();
    this.#stuck = stuck;
  }

  /** The step it takes next; null: it is idle. */
  get next(): Effect | null {
    return this.routine?.next ?? null;
  }

  /** The number of values that steps have returned to what it runs, and that may still matter. */
  get knows(): number {
    return this.routine === null ? 0 : this.routine.known.length;
  }

  /** It must not sleep, because it is an interrupt or holds a spinlock. */
  get atomic(): boolean {
    return this.inInterrupt || this.held.length > 0;
  }

  /** Whether what it runs was sent that pointer. */
  knowsOf(ptr: number): boolean {
    const knows = this.#routine !== null && mentions(this.#routine.known, ptr);
    return this.#watches.routine.answer(ptr, knows);
  }

  /** Forgets all that it has done. */
  startOver(): void {
    this.call = this.#routine = null;
    this.irqsOff = this.stuck = false;
    this.steps = 0;
    this.held = NO_LOCKS;
  }

  /** Where it stands, to come back to. */
  stand(): Stand {
    const { routine, call, irqsOff, steps, held, stuck } = this;
    return { routine, call, irqsOff, steps, held, stuck };
  }

  /** Comes back to where it stood. */
  standAgain({ routine, call, irqsOff, steps, held, stuck }: Stand): void {
    this.#routine = routine;
    this.call = call;
    this.irqsOff = irqsOff;
    this.steps = steps;
    this.held = held;
    this.stuck = stuck;
  }

  /** Begins what `routine` makes: a routine that stands before its first step. */
  begin(kernel: Kernel, call: number | null, routine: () => Routine): void {
    assert(this.routine === null, 'a context that is busy begins something else');
    kernel.betweenSteps = true;
    this.routine = routine();
    kernel.betweenSteps = false;
    this.call = call;
    this.steps = 0;
  }

  /** Takes the next step. Returns the outcome if that was the last step, else null. */
  step(kernel: Kernel): Outcome | null {
    const { routine } = this;
    const effect = routine?.next ?? null;
    assert(routine !== null && effect !== null, 'an idle context takes a step');
    kernel.current = this;
    kernel.effect = effect;
    kernel.place = effect.at;
    pulse.beat();
    const value = effect.apply();
    kernel.current = null;
    kernel.effect = null;
    this.steps += 1;
    kernel.betweenSteps = true;
    const after = routine.after(value);
    kernel.betweenSteps = false;
    this.routine = after.next === null ? null : after;
    return after.outcome;
  }

  /**
   * Its whole state. The pools are the same for all contexts.
   * @param locks all spinlocks of the kernel
   */
  bank(locks: readonly Spinlock[]): RegisterBank {
    const watches = this.#watches;
    // The works of depots look alike where they stand, but each is about its own depot.
    const own = isTrim(this.id) ? this.id : '';
    const register = (pool: keyof typeof watches, observe: () => unknown): Register => ({
      pool: pool === 'routine' ? `${own}routine` : pool,
      of: `${this.id} ${pool}`,
      observe,
      watch: watches[pool],
    });
    return {
      registers: [
        { ...register('routine', () => withoutStepCount(this)), lasting: true },
        register('call', () => this.call),
        register('flags', () => this.#flags(locks)),
      ],
      read: (into, at) => {
        into[at] = this.#routine;
        into[at + 1] = this.#call;
        into[at + 2] = this.#flags(locks);
      },
      write: (from, at) => {
        this.#routine = from[at] as Routine | null;
        this.call = from[at + 1] as number | null;
        this.#setFlags(locks, from[at + 2] as number);
      },
    };
  }

  /** Bit 0: interrupts off; bit 1: stuck; from bit 2 on: one bit for each lock, set if held. */
  #flags(locks: readonly Spinlock[]): number {
    const flags = (this.#irqsOff ? 1 : 0) + (this.#stuck ? 2 : 0);
    return this.#held.length === 0 ? flags : flags + 4 * heldBits(this.#held, locks);
  }

  #setFlags(locks: readonly Spinlock[], flags: number): void {
    this.irqsOff = (flags & 1) > 0;
    this.stuck = (flags & 2) > 0;
    this.held = flags < 4 ? NO_LOCKS : heldOf(flags >> 2, locks);
  }
}
