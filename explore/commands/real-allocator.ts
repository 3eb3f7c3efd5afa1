import type { Design } from '../../impl/designs/design.ts';
import { Machine } from '../../impl/twin/machine.ts';
import type { Call, Space } from '../../model/call.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Fact } from '../../model/fact.ts';
import type { Pfn, Range } from '../../model/range.ts';
import { type HeldPages, pagesOf } from './page-owners.ts';

/** Eight pages, half of them below 4 GiB. */
export const EIGHT_PAGES: Space = { startPfn: 1, dma32: 5, topPfn: 8 };

const GRANULE = 4096;
/** More steps than any calls and passes of the work take on eight pages. */
const STEPS_MAX = 400;
/** More runs of the work than it needs to erase everything once there is memory. */
const WORK_RUNS_MAX = 8;

/** How a call was answered. */
interface Answer {
  /** The range that an allocation got. */
  readonly granted: Range | null;
  readonly refused: boolean;
}

/** The concrete side: a design on a simulated machine with two CPUs, and what callers see of it. */
export class RealAllocator {
  /** How many of the next requests for memory are still to be refused, whoever makes them. */
  refusals = 0;
  /** The next request that CPU 1 makes is to be refused. */
  #refusesCpu1 = false;
  readonly #design: Design;
  readonly #machine: Machine;
  readonly #answers = new Map<number, Answer>();
  /** The call that got each range. */
  readonly #callOf = new Map<Range, number>();

  constructor(design: Design) {
    const setting = {
      space: EIGHT_PAGES,
      granule: GRANULE,
      cpus: 2,
      irqs: 0,
      fillers: null,
      caches: null,
      treeMemory: 'adversarial',
      treeWarns: false,
      // The timer of the work may expire at any moment, whatever the retry policy.
      timers: 'any',
      forSearch: false,
    } as const;
    this.#design = design;
    this.#machine = new Machine(design, setting, (fact) => this.#hear(fact));
  }

  /** Makes a whole call on CPU 0. Returns the range that it got; null: none. */
  alloc(sizePages: number, limit: Pfn): Range | null {
    const call = this.#start('cpu0', { fn: 'alloc', sizePages, limit, aligned: true });
    this.#finish();
    const { granted } = this.#answerTo(call);
    if (granted !== null) this.#callOf.set(granted, call);
    return granted;
  }

  /** Makes a whole call on CPU 0. Returns whether it succeeded. */
  reserve({ lo, hi }: Range): boolean {
    const call = this.#start('cpu0', { fn: 'reserve', lo, hi });
    this.#finish();
    return !this.#answerTo(call).refused;
  }

  /** Makes a whole call on CPU 0. @param range as `alloc` returned it */
  free(range: Range): void {
    this.#startFree('cpu0', range);
    this.#finish();
  }

  /** The timer of the work expires, if it is armed, and the work runs to its end. */
  runWork(): void {
    this.#wake();
    this.#finish();
  }

  /**
   * The work runs, as above, if the design has one. After `workSteps` of its steps CPU 1 begins a
   * free, whose first request for memory is refused. After `freeSteps` of those the work goes on to
   * its end, and then the free.
   */
  freeDuringWork(range: Range, workSteps: number, freeSteps: number): void {
    this.#wake();
    this.#stepAtMost('worker', workSteps);
    this.#startFree('cpu1', range);
    this.#refusesCpu1 = true;
    this.#stepAtMost('cpu1', freeSteps);
    this.#finish();
    this.#refusesCpu1 = false;
  }

  /** There is memory again, and the work runs until it is not armed any more. */
  settle(): void {
    this.refusals = 0;
    for (let runs = 0; this.#machine.canStep('timer'); runs += 1) {
      if (runs === WORK_RUNS_MAX) throw new Error(`the work is armed after ${runs} runs`);
      this.runWork();
    }
  }

  /** Whether a work is to erase what is deferred: else a later call does. */
  get retriesByWork(): boolean {
    return this.#design.traits.retriesByWork;
  }

  /** What it holds now. No call and no work is under way. */
  get held(): HeldPages {
    const { ranges, deferred = [] } = this.#design.dump(this.#machine.domain);
    const pages = (pairs: typeof ranges): ReadonlySet<Pfn> =>
      new Set(pairs.flatMap(([lo, hi]) => pagesOf({ lo, hi })));
    return { inTree: pages(ranges), deferred: pages(deferred) };
  }

  #startFree(on: ContextId, range: Range): void {
    const call = this.#callOf.get(range);
    if (call === undefined) throw new Error('a range is freed that no allocation got');
    this.#start(on, { fn: 'free', what: { call, offsetPages: 0 } });
  }

  /** Begins a call, and takes no step of it. Returns its number. */
  #start(on: ContextId, call: Call): number {
    const number = this.#machine.calls.next(on);
    this.#machine.apply({ do: 'start', on, call });
    return number;
  }

  /** The timer expires, and the worker picks up the work. */
  #wake(): void {
    if (this.#machine.canStep('timer')) this.#machine.apply({ do: 'step', on: 'timer' });
    if (this.#machine.canStep('worker')) this.#machine.apply({ do: 'step', on: 'worker' });
  }

  #step(on: ContextId): void {
    const isItsOwn = on === 'cpu1' && this.#refusesCpu1;
    const refuse = (isItsOwn || this.refusals > 0) && this.#machine.asks(on);
    const met = this.#machine.apply(refuse ? { do: 'step', on, refuse } : { do: 'step', on });
    if (!refuse || !met) return;
    if (isItsOwn) this.#refusesCpu1 = false;
    else this.refusals -= 1;
  }

  /** Fewer steps if it comes to its end, or has to wait for somebody. */
  #stepAtMost(on: ContextId, steps: number): void {
    for (let taken = 0; taken < steps && this.#machine.context(on)?.busy === true; taken += 1) {
      if (!this.#machine.canStep(on)) return;
      this.#step(on);
    }
  }

  /** Lets all that is under way come to its end, the work first. */
  #finish(): void {
    const order = ['worker', 'cpu0', 'cpu1'] as const;
    for (let steps = 0; steps < STEPS_MAX; steps += 1) {
      const busy = order.filter((id) => this.#machine.context(id)?.busy === true);
      if (busy.length === 0) return;
      const next = busy.find((id) => this.#machine.canStep(id));
      if (next === undefined) throw new Error(`${busy.join(' and ')} wait for ever`);
      this.#step(next);
    }
    throw new Error(`something is still under way after ${STEPS_MAX} steps`);
  }

  #hear(fact: Fact): void {
    if (fact.kind === 'responded') this.#answers.set(fact.call, fact);
    if (fact.kind === 'misused') throw new Error(`${fact.where}: ${fact.what}`);
  }

  #answerTo(call: number): Answer {
    const answer = this.#answers.get(call);
    if (answer === undefined) throw new Error(`call ${call} has not been answered`);
    return answer;
  }
}
