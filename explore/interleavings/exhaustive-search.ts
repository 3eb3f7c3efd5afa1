import { assert } from '../../model/assert.ts';
import { areIndependent } from './dependence.ts';
import type { Event } from './event.ts';
import type { ProcessSystem } from './process-system.ts';
import { Trace } from './trace.ts';
import { insert, type WakeupNode, without } from './wakeup-tree.ts';

/** A state that the current run has passed through. */
interface Frame<Saved> {
  readonly saved: Saved;
  /** The processes that can take a step, as bits. */
  readonly enabled: number;
  /** Next events whose runs have been explored already or need not be explored. */
  readonly sleep: Event[];
  /** What remains to be explored from here; the current branch comes first. */
  readonly tree: WakeupNode[];
}

/** Receives what the search finds while it runs. */
export interface Listener<Action> {
  /**
   * A step broke a property in the ways that `signatures` name. `actions` are all actions so far;
   * `causes` are the ascending indices (from 0) of those that the step needs, its own included.
   */
  broken(
    signatures: readonly string[],
    actions: readonly Action[],
    causes: readonly number[],
  ): void;
  /** A run has ended; `blocked`: it is of a class explored before. Returns whether to go on. */
  ended(blocked: boolean): boolean;
}

/** More steps than any run that ends takes. */
const STEPS_MAX = 2000;

/**
 * Explores one run of each class of equivalent runs. Two runs are equivalent if they differ only in
 * the order of independent steps. The algorithm is optimal dynamic partial-order reduction with
 * wakeup trees (Abdulla, Aronis, Jonsson, Sagonas: Source Sets: A Foundation for Optimal Dynamic
 * Partial Order Reduction, J. ACM 64(4), 2017, algorithm 2). The search saves the states of the
 * current run, so it backtracks without repeating steps. It keeps nothing of finished runs.
 */
export class ExhaustiveSearch<Saved, Action> {
  executions = 0;
  /** Runs that turned out to be of a class explored before. Not counted in `executions`. */
  blocked = 0;
  steps = 0;
  /** Why some class may not have been explored; null: every class was. */
  gap: string | null = null;
  /** Steps of the current run. */
  get depth(): number {
    return this.#trace.length;
  }

  readonly #processes: ProcessSystem<Saved, Action>;
  readonly #listener: Listener<Action>;
  readonly #trace = new Trace();
  /** The action of each event of the trace. */
  readonly #actions: Action[] = [];
  /** Events that were undone: they have no effect on the state. */
  readonly #setBack = new Set<number>();
  readonly #frames: Frame<Saved>[] = [];
  /** The number of events at the head of the trace whose races have been looked for. */
  #checked = 0;
  #stopped = false;

  constructor(processes: ProcessSystem<Saved, Action>, listener: Listener<Action>) {
    this.#processes = processes;
    this.#listener = listener;
  }

  /** Explores everything from the present state of the processes. */
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
        // The wakeup tree asks for a step that is not enabled: the argument for the reduction does
        // not hold here.
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

  /**
   * Chooses the process that moved last or, if that cannot go on, the first that can. Returns false
   * if there is none.
   */
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

  /** The indices of the actions that the last one needs, its own included. */
  #causes(): readonly number[] {
    const last = this.#trace.length - 1;
    // If every process waits, all of them have caused it.
    const causes = this.#processes.isBlocked
      ? this.#actions.map((_, at) => at)
      : this.#trace.causesOf(last);
    return causes.filter((at) => at === last || !this.#setBack.has(at));
  }

  /**
   * Takes a step. If nothing can be judged after the step, or the process loops for ever, the step
   * is undone and the process takes no further one: the steps that other processes take now could
   * have come before that step.
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

  /** Reports the end of the run, and adds the reversals of its races to the wakeup trees. */
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

  /**
   * Lets a process that cannot go on at the end go first, if it could have gone on before a step of
   * another process.
   */
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

  /**
   * The step that the process takes if event `at`, and all that happens after it, is left out; null
   * if it, or an event before it, cannot be taken then.
   */
  #tryBefore(at: number, process: number): Event | null {
    const processes = this.#processes;
    processes.restore((this.#frames[at] as Frame<Saved>).saved);
    for (const event of this.#trace.notAfter(at)) {
      if (!processes.enabled(event.process)) return null;
      this.#step(event.process, processes.save(), []);
    }
    return processes.enabled(process) ? this.#step(process, processes.save(), []) : null;
  }

  /** Schedules `event` to be explored before event `at` and all that happens after that. */
  #reverse(at: number, event: Event): void {
    const { sleep, tree } = this.#frames[at] as Frame<Saved>;
    const sequence = [...this.#trace.notAfter(at), event];
    if (sleep.some((other) => without(sequence, other) !== null)) return;
    insert(tree, sequence);
  }
}

/** A placeholder: what a step touches is known only after it is taken. */
function unknownStep(process: number): Event {
  return { process, looked: 0, changed: 0, released: 0, waitsFor: null };
}

/** The events that still sleep after `event`: those that are independent of it. */
function stillAsleep(sleep: readonly Event[], event: Event): Event[] {
  const still: Event[] = [];
  for (const other of sleep) {
    if (other.process !== event.process && areIndependent(other, event)) still.push(other);
  }
  return still;
}
