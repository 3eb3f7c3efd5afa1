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
import { perform, runOfTrim, runOfWork, setUpCaches } from '../../impl/twin/perform.ts';
import type { CacheSetup } from '../../impl/caches/range-caches.ts';
import type { DelayedWork } from '../../impl/kernel/delayed-work.ts';

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
  /** Absent or null: the domain has no caches. */
  readonly caches?: CacheSetup | null;
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
  readonly #callers: readonly Context[];
  readonly #teardown = new Context('teardown');
  readonly #hotplug = new Context('hotplug');
  readonly #works: readonly SoleWork[];
  readonly #stepsMax: number;
  /** The number of times that a work was queued. */
  #queued = 0;

  /** Receives every fact, those of the set-up aside. */
  onFact: ((fact: Fact) => void) | null = null;

  constructor(design: Design, setup: SoleSetup, memory: MemoryOf) {
    this.#design = design;
    this.#stepsMax = setup.stepsMax ?? STEPS_MAX;
    this.kernel = new Kernel((fact) => this.#hear(fact));
    this.kernel.clock.nowJiffies = setup.nowJiffies;
    this.kernel.memory.script = memory.script ?? null;
    this.kernel.memory.refuses = memory.refuses ?? null;
    const { granule, startPfn, treeMemory = 'adversarial' } = setup;
    const space = { startPfn, dma32: 2 ** 32 / granule, topPfn: MAX_PFN };
    const { policy } = design;
    const { caches = null } = setup;
    this.domain = design.init(this.kernel, { granule, space, treeMemory, policy, caches });
    this.#callers = Array.from({ length: caches?.cpus ?? 1 }, (_, cpu) => new Context(`cpu${cpu}`));
    this.#works = soleWorks(design, this.domain);
    const workers = this.#works.map(({ worker }) => worker);
    this.kernel.contexts = [...this.#callers, ...workers, this.#hotplug, this.#teardown];
  }

  /** Sets up the caches, on CPU 0. Returns whether they are: if not, memory was refused. */
  setUpCaches(): boolean {
    const [caller] = this.#callers as readonly [Context];
    return this.#complete(caller, setUpCaches(this.#design, this.domain))?.kind === 'done';
  }

  /** Makes a call on a CPU, and returns its outcome; null: the call does not end. */
  call(request: Request, cpu = 0): Outcome | null {
    const { by } = CALLS[request.fn];
    const caller = this.#callers[cpu] as Context;
    const context = by === 'teardown' ? this.#teardown : by === 'hotplug' ? this.#hotplug : caller;
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
    const next = this.#nextWork();
    if (next === null) return 0;
    const { work, worker, run } = next;
    this.#passTo(Math.max(work.dueJiffies, this.kernel.clock.nowJiffies));
    this.kernel.place = 'timer: expires';
    work.expire();
    this.kernel.place = 'kworker: picks up the work';
    work.pickUp();
    next.queued = null;
    if (this.#complete(worker, run()) === null) return null;
    this.kernel.place = 'kworker: the work returns';
    work.returned();
    return 1;
  }

  /** The work that is due first; of those due at the same time, the one that was queued first. */
  #nextWork(): SoleWork | null {
    const pending = this.#works.filter(({ work }) => work.pending !== 'no');
    const [first = null] = pending.toSorted(
      (a, b) => a.work.dueJiffies - b.work.dueJiffies || (a.queued ?? 0) - (b.queued ?? 0),
    );
    return first;
  }

  #dueJiffies(): Jiffies {
    return this.#nextWork()?.work.dueJiffies ?? Infinity;
  }

  /** Notes the order in which works are queued. */
  #noteQueued(): void {
    for (const one of this.#works) {
      if (one.work.pending === 'no') one.queued = null;
      else one.queued ??= this.#queued += 1;
    }
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
      this.#noteQueued();
    }
    return outcome;
  }

  #hear(fact: Fact): void {
    this.onFact?.(fact);
    if (fact.kind !== 'misused') return;
    this.misuse ??= `${PROPERTY_OF_MISUSE[fact.misuse]} at ${fact.where}: ${fact.what}`;
  }
}

/** A work, and who runs it. */
interface SoleWork {
  readonly work: DelayedWork;
  readonly worker: Context;
  readonly run: () => Coroutine<Outcome>;
  /** Where it stands in the order in which works were queued; null: it is not pending. */
  queued: number | null;
}

/** The work that retries deferred erases, if there is one, and those of the depots. */
function soleWorks(design: Design, domain: Domain): readonly SoleWork[] {
  const { work, caches } = domain;
  const run = (): Coroutine<Outcome> => runOfWork(design, domain);
  const retrying = work === null ? [] : [{ work, worker: new Context('worker'), run }];
  const trimming = (caches?.depots ?? []).map(({ order, work: trim }) => ({
    work: trim,
    worker: new Context(`trim${order}`),
    run: () => runOfTrim(design, domain, order),
  }));
  return [...retrying, ...trimming].map((one) => ({ ...one, queued: null }));
}
