import { isTrim } from '../../model/context-id.ts';
import type { Fact } from '../../model/fact.ts';
import { type Accesses, contextObject } from '../../port/accesses.ts';
import { type Misuse, MISUSES } from '../../model/misuse.ts';
import { CALLS } from '../../port/call-table.ts';
import { Clock } from './clock.ts';
import type { Context } from './context.ts';
import type { Effect } from './effect.ts';
import { Log } from './log.ts';
import { Memory } from './memory.ts';
import type { SharedState } from './shared-state.ts';
import type { Spinlock } from './spinlock.ts';

/** Where a kernel is before its first step. */
const AT_FIRST = 'init_iova_domain';

/** The kernel of one simulated machine: its clock, memory and log, and the contexts that run. */
export class Kernel {
  /** All shared state, in order of creation. */
  readonly shared: SharedState[] = [];
  /** All spinlocks, in order of creation. */
  readonly locks: Spinlock[] = [];
  /** Records what the present step touches; null: nothing is recorded. */
  accesses: Accesses | null = null;
  readonly clock: Clock = new Clock(this);
  readonly memory: Memory = new Memory(this);
  readonly log: Log = new Log(this);
  /** All contexts except the timer. */
  contexts: readonly Context[] = [];
  /** The context that takes the present step; null while the domain is set up. */
  current: Context | null = null;
  /** What it does in that step; null: nothing, as between two steps. */
  effect: Effect | null = null;
  /** Code of a coroutine runs between two of its steps, where it must touch no shared state. */
  betweenSteps = false;
  /** An option of its trees: whether they warn of a refused request for nodes. */
  treeWarns = false;
  /** The label of the present step, such as "free_iova: after unlock". */
  place = AT_FIRST;
  /** Receives the facts. */
  sink: (fact: Fact) => void;

  /** @param sink if it is left out, nobody hears the facts until `sink` is set */
  constructor(sink: (fact: Fact) => void = () => undefined) {
    this.sink = sink;
  }

  /** Goes back to before the first step, but for what shared state holds. */
  startOver(): void {
    this.memory.startOver();
    for (const context of this.contexts) context.startOver();
    this.accesses = this.current = this.effect = null;
    this.betweenSteps = false;
    this.place = AT_FIRST;
  }

  emit(fact: Fact): void {
    this.accesses?.tell(fact.kind);
    this.sink(fact);
  }

  /**
   * Reports that a primitive was used against its rules.
   * @param what how, in words
   * @param because what made it one, in words that name no step; null: nothing else
   * @throws Error if there is no such misuse, since a design in plain JavaScript may name anything
   */
  misuse(
    misuse: Misuse,
    what: string,
    because: string | null = null,
    line: string | null = null,
  ): void {
    if (!MISUSES.includes(misuse)) throw new Error(`no misuse is called "${misuse}"`);
    const on = this.current?.id ?? null;
    const at = line === null ? {} : { line };
    this.emit({ kind: 'misused', on, misuse, what, where: this.place, because, ...at });
  }

  /** Reports a misuse if the present step may sleep in atomic context. `why`: "synchronize_rcu". */
  mustMaySleep(why: string): void {
    const { current } = this;
    if (current?.atomic !== true) return;
    this.misuse('sleep-in-atomic', `${current.id} may sleep in ${why} while atomic`);
  }

  /** Who takes the present step: "free_iova()", "the work". */
  get actor(): string {
    const request = this.current?.routine?.request;
    if (request === undefined) return 'init_iova_domain()';
    if (request !== null) return `${CALLS[request.fn].cName}()`;
    return isTrim(this.current?.id ?? 'worker') ? 'the trim work' : 'the work';
  }

  /** Whether a context other than `but` is busy. */
  othersBusy(but: Context | null): boolean {
    for (const [at, context] of this.contexts.entries()) {
      if (context === but) continue;
      this.accesses?.look(contextObject(at));
      if (context.busy) return true;
    }
    return false;
  }

  /** The number of the call that takes the present step; null for the worker and for set-up. */
  get call(): number | null {
    return this.current?.call ?? null;
  }
}
