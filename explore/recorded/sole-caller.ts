import type { Request } from '../../model/call.ts';
import type { Fact, Need } from '../../model/fact.ts';
import { PROPERTY_OF_MISUSE } from '../../model/properties/misuse.ts';
import { MAX_PFN, type Pfn } from '../../model/range.ts';
import type { Design, Domain } from '../../impl/designs/design.ts';
import type { Jiffies } from '../../impl/kernel/clock.ts';
import { Context } from '../../impl/kernel/context.ts';
import type { Outcome } from '../../impl/kernel/routine.ts';
import type { Coroutine } from '../../impl/kernel/effect.ts';
import { Kernel } from '../../impl/kernel/kernel.ts';
import { strands } from '../../impl/kernel/strand.ts';
import type { Change } from '../../impl/kernel/memory.ts';
import type { TreeMemory } from '../../port/tree-memory.ts';
import { CALLS } from '../../port/call-table.ts';
import { perform, runOfWork } from '../../impl/twin/perform.ts';

/**
 * About 100 times the steps of the longest recorded call. A call that takes more has met a cycle in
 * a list.
 */
const STEPS_MAX = 1_000_000;

/** What a domain of a sole caller is set up with. */
interface SoleSetup {
  readonly granule: number;
  readonly startPfn: Pfn;
  readonly nowJiffies: Jiffies;
  /** Absent: every change of the tree may need memory. */
  readonly treeMemory?: TreeMemory;
  /** A call that takes more steps does not end. */
  readonly stepsMax?: number;
}

/** What answers its requests for memory. */
export interface MemoryOf {
  /** Is asked about every change, in order, and returns whether it finds memory. */
  readonly script?: (change: Change) => boolean;
  /** Is asked about every request for memory, in order, and returns whether it is refused. */
  readonly refuses?: (need: Need) => boolean;
}

/**
 * A domain of one design, without concurrency: each call, and each run of the work, ends before the
 * next begins.
 */
export class SoleCaller {
  readonly domain: Domain;
  readonly kernel: Kernel;
  /** The first misuse of a primitive, in words; null: none so far. */
  misuse: string | null = null;
  readonly #design: Design;
  readonly #caller = new Context('cpu0');
  readonly #teardown = new Context('teardown');
  readonly #worker = new Context('worker');
  readonly #stepsMax: number;

  /** Receives every fact, those of the set-up aside. */
  onFact: ((fact: Fact) => void) | null = null;

  constructor(design: Design, setup: SoleSetup, memory: MemoryOf) {
    this.#design = design;
    this.#stepsMax = setup.stepsMax ?? STEPS_MAX;
    this.kernel = new Kernel((fact) => this.#hear(fact));
    this.kernel.contexts = [this.#caller, this.#teardown, this.#worker];
    this.kernel.clock.nowJiffies = setup.nowJiffies;
    this.kernel.memory.script = memory.script ?? null;
    this.kernel.memory.refuses = memory.refuses ?? null;
    const { granule, startPfn, treeMemory = 'adversarial' } = setup;
    const space = { startPfn, dma32: 2 ** 32 / granule, topPfn: MAX_PFN };
    const { policy } = design;
    this.domain = design.init(this.kernel, { granule, space, treeMemory, policy });
  }

  /** Makes a call, and returns its outcome; null: the call does not end. */
  call(request: Request): Outcome | null {
    const context = CALLS[request.fn].by === 'teardown' ? this.#teardown : this.#caller;
    return this.#complete(context, perform(this.#design, this.domain, request));
  }

  /**
   * Lets time pass up to and including `thenJiffies`, and runs the work whenever it is due. Returns
   * the number of runs; null: there is no end of them.
   */
  advanceTo(thenJiffies: Jiffies): number | null {
    let ran = 0;
    while (this.#dueJiffies() <= thenJiffies) {
      if (ran >= this.#stepsMax || this.runWork() === null) return null;
      ran += 1;
    }
    this.#passTo(thenJiffies);
    return ran;
  }

  /**
   * Runs the work at the time when it is due. Returns the number of runs: 0 if the work is not
   * pending, else 1; null: the run does not end.
   */
  runWork(): 0 | 1 | null {
    const { work } = this.domain;
    if (work === null || work.pending === 'no') return 0;
    this.#passTo(Math.max(work.dueJiffies, this.kernel.clock.nowJiffies));
    this.kernel.place = 'timer: expires';
    work.expire();
    this.kernel.place = 'kworker: picks up the work';
    work.pickUp();
    const run = runOfWork(this.#design, this.domain);
    if (this.#complete(this.#worker, run) === null) return null;
    this.kernel.place = 'kworker: the work returns';
    work.returned();
    return 1;
  }

  #dueJiffies(): Jiffies {
    const { work } = this.domain;
    return work === null || work.pending === 'no' ? Infinity : work.dueJiffies;
  }

  #passTo(thenJiffies: Jiffies): void {
    const byJiffies = thenJiffies - this.kernel.clock.nowJiffies;
    if (byJiffies > 0) this.kernel.clock.advance(byJiffies);
  }

  /** No other context runs, so a step that is not enabled now never will be. */
  #complete(context: Context, coroutine: Coroutine<Outcome>): Outcome | null {
    context.begin(this.kernel, null, () => strands.begin(null, () => coroutine));
    let outcome: Outcome | null = null;
    for (let steps = 0; outcome === null; steps += 1) {
      if (steps >= this.#stepsMax || context.next?.enabled(context) !== true) return null;
      outcome = context.step(this.kernel);
    }
    return outcome;
  }

  #hear(fact: Fact): void {
    this.onFact?.(fact);
    if (fact.kind !== 'misused') return;
    this.misuse ??= `${PROPERTY_OF_MISUSE[fact.misuse]} at ${fact.where}: ${fact.what}`;
  }
}
