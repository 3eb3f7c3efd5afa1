import type { Call, Request, Space } from '../../model/call.ts';
import { type ContextId, isWorker } from '../../model/context-id.ts';
import type { Fact } from '../../model/fact.ts';
import type { Range } from '../../model/range.ts';
import { hasRole } from '../../model/role.ts';
import type { Setting, Timers } from '../../port/setting.ts';
import type { AccessRecording, Snapshots, System, Timing, Trials } from '../../port/system.ts';
import type { Action } from '../../port/action.ts';
import { CallBook } from '../../port/call-book.ts';
import { isMadeBy } from '../../port/call-table.ts';
import type { Design, Domain } from '../designs/design.ts';
import { isOurs } from '../designs/ours.ts';
import { Cell } from '../kernel/cell.ts';
import { Context } from '../kernel/context.ts';
import type { Memory } from '../kernel/memory.ts';
import type { Outcome, Routines } from '../kernel/routine.ts';
import { callObject, contextObject } from '../../port/accesses.ts';
import { Kernel } from '../kernel/kernel.ts';
import { reserveFillers } from './fillers.ts';
import { MachineRecording, MachineSnapshots, MachineTiming } from './capabilities.ts';
import { isTornDown, stepAfterTeardown, tellRemaining } from './after-teardown.ts';
import { resolveCall } from './resolve-call.ts';
import { MachineTrials } from './trials.ts';
import { cacheSetupOf, isOnline, openingOf, stockCaches } from './stock.ts';
import { perform } from './perform.ts';
import { KernelWorkers } from './kernel-workers.ts';
import { whyNotEnabled } from './why-not-enabled.ts';
import { Stations } from '../kernel/stations.ts';
import { strands } from '../kernel/strand.ts';

const NOBODY: readonly Context[] = [];

/**
 * A domain of one design on a simulated machine. Actions go in, facts come out. The contexts, and
 * the next step of each, decide which actions are enabled.
 */
export class Machine implements System {
  readonly kernel: Kernel;
  readonly domain: Domain;
  readonly space: Space;
  readonly contexts: readonly Context[];
  readonly workers: KernelWorkers;
  /** The context that retries deferred erases. */
  readonly worker: Context;
  readonly teardown: Context = new Context('teardown');
  readonly calls: CallBook;
  readonly put: Cell<boolean> = new Cell(false);
  readonly #design: Design;
  readonly #timers: Timers;
  readonly #byId = new Map<string, Context>();
  /** The context that was asked for last: most questions are about the same again. */
  #asked: Context | undefined;
  readonly #routines: Routines;
  /** The interrupt context of each CPU, by the CPU's own context. */
  readonly #interrupts = new Map<Context | undefined, Context>();
  readonly memory: Memory;
  readonly fillers: readonly Range[];
  readonly stock: readonly Range[];
  readonly opening: readonly Fact[];
  readonly snapshots: Snapshots;
  readonly recording: AccessRecording;
  readonly timing: Timing;
  readonly trials: Trials;
  readonly flat = null;
  /** What shared state held before the first step; null: a machine of the design is used once. */
  readonly #atFirst: readonly unknown[] | null;

  constructor(design: Design, setup: Setting, sink: (fact: Fact) => void) {
    this.#design = design;
    this.#timers = setup.timers;
    this.space = setup.space;
    this.kernel = new Kernel();
    this.kernel.treeWarns = setup.treeWarns;
    this.memory = this.kernel.memory;
    const { space, granule, treeMemory } = setup;
    const { policy } = design;
    const caches = cacheSetupOf(setup);
    this.domain = design.init(this.kernel, { space, granule, treeMemory, policy, caches });
    this.workers = new KernelWorkers(design, this.domain, setup.forSearch);
    this.worker = this.workers.retrying;
    const contexts: Context[] = [];
    for (let cpu = 0; cpu < setup.cpus; cpu += 1) contexts.push(new Context(`cpu${cpu}`));
    for (let irq = 0; irq < setup.irqs; irq += 1) contexts.push(new Context(`irq${irq}`));
    contexts.push(...this.workers.contexts);
    if (setup.caches?.hotplug === true) contexts.push(new Context('hotplug'));
    contexts.push(this.teardown);
    this.contexts = contexts;
    this.kernel.contexts = contexts;
    this.#routines = setup.forSearch ? new Stations() : strands;
    this.calls = new CallBook(
      contexts.map((context) => context.id).filter((id) => !isWorker(id)),
      setup.forSearch,
    );
    for (const context of contexts) {
      this.#byId.set(context.id, context);
      if (context.inInterrupt) this.#interrupts.set(this.context(context.cpu), context);
    }
    this.snapshots = new MachineSnapshots(this);
    this.recording = new MachineRecording(this);
    this.timing = new MachineTiming(this, setup.timers);
    this.trials = new MachineTrials(this, design);
    this.fillers = reserveFillers(this, design, setup);
    this.stock = stockCaches(this, design, setup);
    this.opening = openingOf(this.domain);
    const startsOver = isOurs(design) && !setup.forSearch;
    this.#atFirst = startsOver ? this.kernel.shared.map((part) => part.save()) : null;
    // What happens while the domain is set up is no part of a run.
    this.kernel.sink = sink;
  }

  startOver(): boolean {
    const { kernel } = this;
    if (this.#atFirst === null) return false;
    kernel.shared.forEach((part, at) => part.restore(this.#atFirst?.[at]));
    kernel.startOver();
    this.calls.startOver();
    this.put.value = false;
    return true;
  }

  get putInvoked(): boolean {
    return this.put.value;
  }

  get place(): string {
    return this.kernel.place;
  }

  whyNotEnabled(action: Action): string | null {
    return whyNotEnabled(this, action);
  }

  context(id: string): Context | undefined {
    if (id !== this.#asked?.id) this.#asked = this.#byId.get(id);
    return this.#asked;
  }

  enabled(action: Action): boolean {
    switch (action.do) {
      case 'start':
        return this.canStart(action.on, action.call.fn) && this.resolve(action.call) !== null;
      case 'step':
        return this.canStep(action.on);
      case 'pressure':
        return this.kernel.memory.pressure !== action.level;
      case 'advance':
        return action.byJiffies >= 1 && action.byJiffies <= this.timing.maxAdvanceJiffies();
    }
  }

  apply(action: Action): boolean {
    switch (action.do) {
      case 'start':
        this.#start(action.on, action.call);
        return true;
      case 'step':
        return this.#step(action.on, action.refuse === true);
      case 'pressure':
        this.kernel.place = 'memory pressure';
        this.kernel.memory.setPressure(action.level);
        return true;
      case 'advance':
        this.kernel.place = 'time passes';
        this.kernel.clock.advance(action.byJiffies);
        return true;
    }
  }

  canStartAny(on: ContextId): boolean {
    const context = this.context(on);
    if (context === undefined || context.busy || this.putInvoked) return false;
    if (context === this.teardown) return true;
    if (isWorker(context.id) || !isOnline(this.domain, context)) return false;
    if (context.inInterrupt) return this.#byId.get(context.cpu)?.irqsOff !== true;
    return !this.interruptedCpu(context);
  }

  canStart(on: ContextId, fn: Call['fn']): boolean {
    return isMadeBy(on, fn) && this.canStartAny(on);
  }

  canStep(on: ContextId): boolean {
    const work = this.domain.work;
    if (on === 'timer') return work?.pending === 'timer' && this.#timerMayFire(work.dueJiffies);
    const context = this.context(on);
    if (context === undefined) return false;
    if (context.next === null) return this.workers.canBegin(context, this.#timerMayFire);
    return this.#canGoOn(context);
  }

  /** Whether a busy context can take its next step. */
  #canGoOn(context: Context): boolean {
    if (context.stuck || this.interruptedCpu(context)) return false;
    return context.next?.enabled(context) === true;
  }

  asks(on: ContextId): boolean {
    return this.context(on)?.next?.asks === true;
  }

  /**
   * All busy contexts, if none of them can take a step and none awaits a timer; else empty. Only a
   * new call, or more memory, could end that. Self-deadlocks are reported where they happen.
   */
  blocked(): readonly Context[] {
    let isBusy = false;
    for (const context of this.contexts) {
      if (!context.busy) continue;
      if (context.stuck || this.#canGoOn(context)) return NOBODY;
      isBusy = true;
    }
    if (!isBusy) return NOBODY;
    for (const { pending } of this.workers.works()) if (pending === 'timer') return NOBODY;
    if (this.workers.contexts.some(({ id }) => this.canStep(id))) return NOBODY;
    return this.contexts.filter((context) => context.busy);
  }

  callsInProgress(): number {
    return this.contexts.filter(({ busy, id }) => busy && !isWorker(id)).length;
  }

  /** Whether an interrupt is in a call on this CPU, so that the CPU's own call is suspended. */
  interruptedCpu(context: Context): boolean {
    return this.#interrupts.size > 0 && this.#interrupts.get(context)?.busy === true;
  }

  resolve(call: Call): Request | null {
    return resolveCall(this, call);
  }

  readonly #timerMayFire = (dueJiffies: number): boolean =>
    this.#timers === 'any' || dueJiffies <= this.kernel.clock.nowJiffies;

  #start(on: ContextId, call: Call): void {
    const context = this.context(on) as Context;
    const what = this.resolve(call) as Request;
    const number = this.calls.begin(on);
    this.#touch(context);
    this.kernel.accesses?.change(callObject(number));
    if (hasRole(what, 'tears down')) this.put.value = true;
    this.kernel.place = `${what.fn}: invoked`;
    this.kernel.emit({ kind: 'invoked', call: number, on, what });
    const coroutine = () => perform(this.#design, this.domain, what);
    context.begin(this.kernel, number, () => this.#routines.begin(what, coroutine));
  }

  /** Records that the context begins or ends something: steps that ask who is busy depend on it. */
  #touch(context: Context): void {
    this.kernel.accesses?.change(contextObject(this.contexts.indexOf(context)));
  }

  #step(on: ContextId, refuse: boolean): boolean {
    const { kernel } = this;
    if (on === 'timer') {
      kernel.place = 'timer: expires';
      this.domain.work?.expire();
      return !refuse;
    }
    const context = this.context(on) as Context;
    if (context.next === null) {
      this.#touch(context);
      this.workers.begin(context);
      return !refuse;
    }
    const { call, routine } = context;
    kernel.memory.refuseStep = refuse;
    const { refused } = kernel.memory;
    const ofWorker = isWorker(on);
    const isLate = isTornDown(this) && !ofWorker;
    const outcome = isLate ? stepAfterTeardown(kernel, context) : context.step(kernel);
    kernel.memory.refuseStep = false;
    if (outcome !== null) {
      this.#touch(context);
      if (ofWorker) {
        this.#checkNoLockHeld(context);
        this.workers.end(context);
      } else this.#finish(context, routine?.request as Request, call as number, outcome);
    }
    return !refuse || kernel.memory.refused > refused;
  }

  #checkNoLockHeld(context: Context): void {
    const [lock] = context.held;
    if (lock === undefined) return;
    this.kernel.misuse('lock-held-on-return', `${context.id} returns with ${lock.name} held`);
  }

  #finish(context: Context, what: Request, call: number, outcome: Outcome): void {
    this.#checkNoLockHeld(context);
    context.call = null;
    const granted = outcome.kind === 'granted' ? { lo: outcome.lo, hi: outcome.hi } : null;
    const refused = outcome.kind === 'refused';
    this.kernel.accesses?.change(callObject(call));
    if (granted !== null) this.calls.grant(call, granted);
    if (hasRole(what, 'reserves') && !refused) this.calls.grant(call, { lo: what.lo, hi: what.hi });
    if (isTornDown(this)) tellRemaining(this, hasRole(what, 'tears down'));
    const because = refused ? outcome.because : null;
    this.kernel.emit({ kind: 'responded', call, granted, refused, because });
  }
}
