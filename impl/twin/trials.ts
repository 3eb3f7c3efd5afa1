import type { TakingRequest } from '../../model/call.ts';
import type { Fact } from '../../model/fact.ts';
import { Accesses, isMemory, objectOf, type SharedObject } from '../../port/accesses.ts';
import type { Trials } from '../../port/system.ts';
import type { Design } from '../designs/design.ts';
import { Clock } from '../kernel/clock.ts';
import { Log } from '../kernel/log.ts';
import { Memory } from '../kernel/memory.ts';
import type { Outcome } from '../kernel/routine.ts';
import type { SharedState } from '../kernel/shared-state.ts';
import { Slab } from '../kernel/slab.ts';
import { Spinlock } from '../kernel/spinlock.ts';
import { strands } from '../kernel/strand.ts';
import type { Machine } from './machine.ts';
import { perform } from './perform.ts';

/** More steps than any allocation takes that is alone. */
const STEPS_MAX = 500;

/** Whether deeds do not tell that it was written: it is no state that a design calls its own. */
function isAside(part: SharedState): boolean {
  return part instanceof Slab || part instanceof Log || part instanceof Clock;
}

/** Tries allocations on a machine, and leaves it as it was. */
export class MachineTrials implements Trials {
  readonly parts: readonly string[];
  readonly #machine: Machine;
  readonly #design: Design;
  readonly #tried: readonly SharedState[];
  lookedAt: readonly number[] = [];
  readonly #accesses = new Accesses();

  constructor(machine: Machine, design: Design) {
    this.#machine = machine;
    this.#design = design;
    const { shared } = machine.kernel;
    this.#tried = shared.filter((part) => !(part instanceof Spinlock || part instanceof Memory));
    this.parts = this.#tried.map((part) => `part ${part.object}`);
  }

  save(): readonly unknown[] {
    return this.#tried.map((part) => part.save());
  }

  written(before: readonly unknown[], after: readonly unknown[]): readonly string[] {
    return this.#tried.flatMap((part, at) =>
      isAside(part) || !part.differs(before[at], after[at]) ? [] : [part.name],
    );
  }

  grants(saved: readonly unknown[], request: TakingRequest): boolean {
    const { kernel, contexts } = this.#machine;
    const { memory, place, sink, accesses } = kernel;
    const { asked, refused, refuseStep } = memory;
    const present = kernel.shared.map((part) => part.save());
    const stood = contexts.map((context) => context.stand());
    const made = new Set<SharedObject>();
    kernel.sink = (fact: Fact) => {
      if (fact.kind === 'object' && fact.object !== undefined) made.add(objectOf(fact.object));
    };
    this.#accesses.clear();
    kernel.accesses = this.#accesses;
    this.#tried.forEach((part, at) => part.restore(saved[at]));
    for (const lock of kernel.locks) lock.owner = null;
    memory.pressure = 'none';
    memory.refuseStep = false;
    for (const context of contexts) context.startOver();
    try {
      return this.#outcome(request)?.kind === 'granted';
    } catch {
      // The state may be that of a critical section half done, in which a design may expect what is
      // not so. If it throws in a run, that run reports it.
      return false;
    } finally {
      this.#noteLooks(made);
      kernel.shared.forEach((part, at) => part.restore(present[at]));
      contexts.forEach((context, at) => context.standAgain(stood[at] as (typeof stood)[number]));
      memory.asked = asked;
      memory.refused = refused;
      memory.refuseStep = refuseStep;
      kernel.place = place;
      kernel.sink = sink;
      kernel.accesses = accesses;
      kernel.current = kernel.effect = null;
      kernel.betweenSteps = false;
    }
  }

  /**
   * Notes what the trial has looked at. Which memory an object of its own got makes no difference.
   */
  #noteLooks(made: ReadonlySet<SharedObject>): void {
    const { looked, changed } = this.#accesses;
    const touched = [...looked, ...changed];
    const isLooked = (part: SharedState): boolean =>
      part instanceof Slab
        ? touched.some((object) => isMemory(object) && !made.has(object))
        : touched.includes(part.object);
    this.#tried.forEach((part, at) => {
      if (this.lookedAt.includes(at) || !isLooked(part)) return;
      this.lookedAt = [...this.lookedAt, at].toSorted((a, b) => a - b);
    });
  }

  /** The outcome of the allocation; null: it waits, or goes on and on. */
  #outcome(request: TakingRequest): Outcome | null {
    const { kernel, domain, contexts } = this.#machine;
    const [context] = contexts as readonly [(typeof contexts)[number]];
    const coroutine = () => perform(this.#design, domain, request);
    context.begin(kernel, null, () => strands.begin(request, coroutine));
    let outcome: Outcome | null = null;
    for (let steps = 0; outcome === null && steps < STEPS_MAX; steps += 1) {
      if (context.next?.enabled(context) !== true) return null;
      outcome = context.step(kernel);
    }
    return outcome;
  }
}
