import type { Action } from '../../../port/action.ts';
import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { Machine } from '../../../impl/twin/machine.ts';
import { machineBank } from '../../../impl/twin/machine-bank.ts';
import type { TreeMemory } from '../../../port/setting.ts';
import { assert } from '../../../model/assert.ts';
import type { Call, ContextId } from '../../../model/call.ts';
import { type GapContract, owesPosition } from '../../../model/gap-contract.ts';
import type { Pfn, Range } from '../../../model/range.ts';
import type { RegisterBank } from '../../../abstraction/register.ts';
import { GRANULE, spaceOf } from '../../run/scope.ts';
import { Unmeasurable } from './unmeasurable.ts';
import { Tally } from './tally.ts';

/** More than the work takes to try every page of a space. */
const STEPS_MAX = 1_000_000;

/** What it is made of. */
export interface OutageSetup {
  readonly cpus: number;
  /** Pages of the space. */
  readonly pages: number;
  readonly memory: TreeMemory;
  /** It comes back to states. */
  readonly forSearch: boolean;
}

/** A machine on which time passes and memory is short, and what is counted meanwhile. */
export class OutageMachine {
  readonly machine: Machine;
  /** For a search: its whole state. */
  readonly bank: RegisterBank;
  tally: Tally;
  /** What callers own, in no order. */
  readonly owned: Range[] = [];
  readonly #gap: GapContract;

  constructor(design: Design, { pages, memory, ...setup }: OutageSetup) {
    this.#gap = design.traits.gap;
    const space = spaceOf({ pages, fillers: 0 });
    this.machine = new Machine(
      design,
      {
        ...setup,
        space,
        granule: GRANULE,
        fillers: null,
        treeMemory: memory,
        irqs: 0,
        timers: 'exact',
      },
      (fact) => {
        this.tally.hear(fact);
        if (fact.kind === 'responded' && fact.granted !== null) this.owned.push(fact.granted);
      },
    );
    this.bank = machineBank(this.machine);
    this.tally = this.newTally();
  }

  /** Counts from here on, with these ranges deferred. */
  newTally(deferred: Iterable<Pfn> = []): Tally {
    const { space } = this.machine;
    return new Tally((request) => owesPosition(this.#gap, request, space, this.owned), deferred);
  }

  /** Takes an action, which must be possible. */
  take(action: Action): void {
    assert(this.machine.enabled(action), () => `not enabled: ${JSON.stringify(action)}`);
    this.machine.apply(action);
  }

  get now(): Jiffies {
    return this.machine.kernel.clock.nowJiffies;
  }

  /** A call from its beginning to its end, alone. Returns its steps. */
  call(on: ContextId, call: Call): number {
    this.take({ do: 'start', on, call });
    let steps = 0;
    for (; this.machine.canStep(on); steps += 1) this.take({ do: 'step', on });
    return steps;
  }

  /** A call, beside which the work goes on, a step of the one after a step of the other. */
  callBesideWork(on: ContextId, call: Call): void {
    this.take({ do: 'start', on, call });
    while (this.machine.context(on)?.busy === true) {
      if (this.machine.canStep(on)) this.take({ do: 'step', on });
      this.stepWork();
    }
  }

  /** A request for so many pages, anywhere. */
  allocation(sizePages: number): Call {
    return { fn: 'alloc', sizePages, limit: this.machine.space.topPfn, aligned: true };
  }

  /** The page of an owner, who gives it up. */
  giveUp(at: number): Pfn {
    const range = this.owned[at] as Range;
    this.owned[at] = this.owned.at(-1) as Range;
    this.owned.pop();
    return range.lo;
  }

  /** The next step of the timer or of the work, if there is one now. */
  stepWork(): boolean {
    const on = this.machine.canStep('timer') ? 'timer' : 'worker';
    if (!this.machine.canStep(on)) return false;
    this.take({ do: 'step', on });
    return true;
  }

  /**
   * The work runs as long as it can now.
   * @throws Unmeasurable if that has no end: a policy's delay is 0
   */
  settle(): void {
    for (let steps = 0; this.stepWork(); steps += 1) {
      if (steps > STEPS_MAX) throw new Unmeasurable('a delay of 0: the work runs again at once');
    }
  }

  /** Time passes until the clock reads `until`; the work runs when it is due before. */
  waitUntil(until: Jiffies): void {
    while (this.now < until) {
      this.settle();
      const most = this.machine.timing.maxAdvanceJiffies();
      this.take({ do: 'advance', byJiffies: Math.min(most, until - this.now) });
    }
  }

  /** Memory is short, or back. */
  setShort(short: boolean): void {
    this.take({ do: 'pressure', level: short ? 'nodes' : 'none' });
  }

  /** How long until nothing is deferred; Infinity: nobody will erase it. Nobody calls meanwhile. */
  recover(): Jiffies {
    const from = this.now;
    for (this.settle(); this.tally.deferred.size > 0; this.settle()) {
      const byJiffies = this.machine.timing.maxAdvanceJiffies();
      if (byJiffies === Infinity) return Infinity;
      this.take({ do: 'advance', byJiffies });
    }
    return this.now - from;
  }
}
