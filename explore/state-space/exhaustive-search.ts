import { assert } from '../../model/assert.ts';
import { areIndependent } from './dependence.ts';
import type { Event } from './event.ts';
import type { ProcessSystem } from './process-system.ts';
import { Trace } from './trace.ts';
import { insert, type WakeupNode, without } from './wakeup-tree.ts';

/** A state on the way of the run under way. */
interface Frame<Saved> {
  readonly saved: Saved;
  /** Bits of the processes that can take a step. */
  readonly enabled: number;
  /** Next events whose runs have been explored, or need not be. */
  readonly sleep: Event[];
  /** What is to be explored from here, the present branch first. */
  readonly tree: WakeupNode[];
}

/** What the search tells while it goes. */
export interface Listener<Action> {
  /** A step broke these; `causes`: which of the actions so far it needs, and itself. */
  broken(
    signatures: readonly string[],
    actions: readonly Action[],
    causes: readonly number[],
  ): void;
  /** A run has come to its end; `blocked`: of a class explored before. True: go on. */
  ended(blocked: boolean): boolean;
}

/** More steps than any run takes that ends. */
const STEPS_MAX = 2000;

/**
 * One run of each class of equivalent runs: runs are equivalent if they differ only in the order of
 * steps that do not depend on each other. The algorithm is optimal dynamic partial-order reduction
 * with wakeup trees (Abdulla, Aronis, Jonsson, Sagonas: Source Sets: A Foundation for Optimal
 * Dynamic Partial Order Reduction, J. ACM 64(4), 2017, algorithm 2). It keeps the states of the
 * run under way, and so goes back without taking steps anew; nothing is kept of runs that are over.
 */
export class ExhaustiveSearch<Saved, Action> {
  executions = 0;
  /** Runs that turned out to be of a class explored before. */
  blocked = 0;
  steps = 0;
  /** Why not every class is known to have been explored; null: it is. */
  gap: string | null = null;
  /** Steps of the run under way. */
  get depth(): number {
    return this.#trace.length;
  }

  readonly #processes: ProcessSystem<Saved, Action>;
  readonly #listener: Listener<Action>;
  readonly #trace = new Trace();
  /** What its events did. */
  readonly #actions: Action[] = [];
  /** Events that were set back: nothing came of them. */
  readonly #setBack = new Set<number>();
  readonly #frames: Frame<Saved>[] = [];
  /** How many events of the trace have had their races looked for. */
  #checked = 0;
  #stopped = false;

  constructor(processes: ProcessSystem<Saved, Action>, listener: Listener<Action>) {
    this.#processes = processes;
    this.#listener = listener;
  }

  /** Explores everything from where the processes stand. */
  explore(): void {
    this.#explore([], []);
  }

  #explore(sleep: Event[], tree: WakeupNode[]): void {
    assert(this.#frames.length === this.#trace.length, 'a state of the run under way is missing');
    const enabled = this.#enabled();
    const frame: Frame<Saved> = { saved: this.#processes.save(), enabled, sleep, tree };
    this.#frames.push(frame);
    if (tree.length === 0 && !this.#chooseAny(frame)) this.#end(enabled !== 0);
    let away = false;
    for (let node = tree[0]; node !== undefined && !this.#stopped; node = tree[0]) {
      if (away) this.#processes.restore(frame.saved);
      away = true;
      const { process } = node.event;
      if (!this.#processes.enabled(process)) {
        // What was to be explored cannot be: the argument for the reduction has a hole.
        this.gap = 'an order of steps that cannot be followed';
        tree.shift();
        continue;
      }
      const event = this.#take(process, frame.saved);
      node.event = event;
      this.#explore(stillAsleep(sleep, event), node.next);
      this.#checked = Math.min(this.#checked, this.#trace.length - 1);
      this.#trace.pop();
      this.#actions.pop();
      this.#setBack.delete(this.#trace.length);
      sleep.push(event);
      tree.shift();
    }
    this.#frames.pop();
  }

  #enabled(): number {
    let enabled = 0;
    for (let process = 0; process < this.#processes.count; process += 1) {
      if (this.#processes.enabled(process)) enabled |= 1 << process;
    }
    return enabled;
  }

  /** Whoever moved last goes on, or else the first that can. False: there is nobody. */
  #chooseAny({ enabled, sleep, tree }: Frame<Saved>): boolean {
    let awake = enabled;
    for (const { process } of sleep) awake &= ~(1 << process);
    if (awake === 0 || this.#trace.length >= STEPS_MAX) {
      if (awake !== 0) this.gap = `${STEPS_MAX} steps of a run`;
      return false;
    }
    const last = this.#trace.events[this.#trace.length - 1]?.process ?? 0;
    const process = (awake & (1 << last)) !== 0 ? last : 31 - Math.clz32(awake & -awake);
    tree.push({ event: unknownStep(process), next: [] });
    return true;
  }

  #take(process: number, saved: Saved): Event {
    const signatures: string[] = [];
    const event = this.#step(process, saved, signatures);
    this.steps += 1;
    if (this.#processes.hasEnded(process)) this.#setBack.add(this.#trace.length);
    this.#trace.push(event);
    this.#actions.push(this.#processes.lastAction);
    if (signatures.length > 0) {
      this.#listener.broken(signatures, this.#actions, this.#causes());
    }
    return event;
  }

  /** Which of the actions so far the last one needs, and itself. */
  #causes(): readonly number[] {
    const last = this.#trace.length - 1;
    // That everybody waits is the doing of them all.
    const causes = this.#processes.isBlocked
      ? this.#actions.map((_, at) => at)
      : this.#trace.causesOf(last);
    return causes.filter((at) => at === last || !this.#setBack.has(at));
  }

  /**
   * Takes a step. Whoever does what nothing can be judged after, or goes round for ever, is set
   * back before the step and stays there: what the others do, they may have done before it.
   */
  #step(process: number, before: Saved, broken: string[]): Event {
    const processes = this.#processes;
    const event = processes.step(process);
    broken.push(...processes.takeBroken());
    if (processes.isOver) {
      processes.restore(before);
      processes.end(process);
    }
    return event;
  }

  /** The run has come to its end. */
  #end(blocked: boolean): void {
    if (blocked) this.blocked += 1;
    else this.executions += 1;
    if (!this.#listener.ended(blocked)) this.#stopped = true;
    const { length } = this.#trace;
    for (let later = this.#checked; later < length; later += 1) {
      const event = this.#trace.events[later] as Event;
      const canPrecede = (earlier: number): boolean =>
        this.#tryBefore(earlier, event.process) !== null;
      for (const earlier of this.#trace.racesOf(later, canPrecede)) this.#reverse(earlier, event);
    }
    this.#checked = length;
    this.#reverseDisabling();
  }

  /** Whoever cannot go on at the end, but could have before somebody else's step, goes first. */
  #reverseDisabling(): void {
    const { length } = this.#trace;
    for (let process = 0; process < this.#processes.count; process += 1) {
      const bit = 1 << process;
      for (let at = length - 1; at >= 0; at -= 1) {
        if (this.#trace.events[at]?.process === process) break;
        const before = (this.#frames[at] as Frame<Saved>).enabled & bit;
        const after = (this.#frames[at + 1] as Frame<Saved>).enabled & bit;
        if (before === 0 || after !== 0) continue;
        const event = this.#tryBefore(at, process);
        if (event !== null) this.#reverse(at, event);
      }
    }
  }

  /** What the process does if all that does not happen after event `at` is done before; or null. */
  #tryBefore(at: number, process: number): Event | null {
    const processes = this.#processes;
    processes.restore((this.#frames[at] as Frame<Saved>).saved);
    for (const event of this.#trace.notAfter(at)) {
      if (!processes.enabled(event.process)) return null;
      this.#step(event.process, processes.save(), []);
    }
    return processes.enabled(process) ? this.#step(process, processes.save(), []) : null;
  }

  /** Has `event` explored before event `at` and all that happens after it. */
  #reverse(at: number, event: Event): void {
    const { sleep, tree } = this.#frames[at] as Frame<Saved>;
    const sequence = [...this.#trace.notAfter(at), event];
    if (sleep.some((other) => without(sequence, other) !== null)) return;
    insert(tree, sequence);
  }
}

/** Before a step is taken nobody knows what it touches. */
function unknownStep(process: number): Event {
  return { process, looked: 0, changed: 0, released: 0, waitsFor: null };
}

/** What sleeps after the step, too: the order of the two makes no difference. */
function stillAsleep(sleep: readonly Event[], event: Event): Event[] {
  const still: Event[] = [];
  for (const other of sleep) {
    if (other.process !== event.process && areIndependent(other, event)) still.push(other);
  }
  return still;
}
