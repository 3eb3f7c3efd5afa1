import type { Action } from '../../../port/action.ts';
import type { Design } from '../../../impl/designs/design.ts';
import type { Jiffies } from '../../../impl/kernel/clock.ts';
import { Machine } from '../../../impl/twin/machine.ts';
import { machineBank } from '../../../impl/twin/machine-bank.ts';
import type { TreeMemory } from '../../../port/tree-memory.ts';
import { assert } from '../../../model/assert.ts';
import type { Call } from '../../../model/call.ts';
import type { ContextId } from '../../../model/context-id.ts';
import { type GapContract, owesPosition } from '../../../model/gap-contract.ts';
import type { Pfn, Range } from '../../../model/range.ts';
import type { RegisterBank } from '../../../abstraction/register.ts';
import { GRANULE, spaceOf } from '../../run/scope.ts';
import { Unmeasurable } from './unmeasurable.ts';
import { Tally } from './tally.ts';

/** More steps than the work takes to try every page of a space. */
const STEPS_MAX = 1_000_000;

/** How a machine is set up. */
export interface OutageSetup {
  readonly cpus: number;
  /** The size of the space in pages. */
  readonly pages: number;
  readonly memory: TreeMemory;
  /** Whether the machine is to return to earlier states. */
  readonly forSearch: boolean;
}

/** A machine on which time passes and memory is short, and a tally of what happens meanwhile. */
export class OutageMachine {
  readonly machine: Machine;
  /** The whole state of the machine, to be saved and restored. */
  readonly bank: RegisterBank;
  tally: Tally;
  /** The ranges that callers own, in no order. */
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
        caches: null,
        treeMemory: memory,
        treeWarns: false,
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

  /** A tally that counts from here on, with these ranges deferred already. */
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

  /** Makes a whole call, alone. Returns the number of its steps. */
  call(on: ContextId, call: Call): number {
    this.take({ do: 'start', on, call });
    let steps = 0;
    for (; this.machine.canStep(on); steps += 1) this.take({ do: 'step', on });
    return steps;
  }

  /** Makes a whole call while the work runs. The steps of the two alternate. */
  callBesideWork(on: ContextId, call: Call): void {
    this.take({ do: 'start', on, call });
    while (this.machine.context(on)?.busy === true) {
      if (this.machine.canStep(on)) this.take({ do: 'step', on });
      this.stepWork();
    }
  }

  /** A request for this many pages, anywhere. */
  allocation(sizePages: number): Call {
    return { fn: 'alloc', sizePages, limit: this.machine.space.topPfn, aligned: true };
  }

  /**
   * Removes a range from `owned`: its owner gives it up. Returns its first page.
   * @param at its index in `owned`
   */
  giveUp(at: number): Pfn {
    const range = this.owned[at] as Range;
    this.owned[at] = this.owned.at(-1) as Range;
    this.owned.pop();
    return range.lo;
  }

  /** Takes the next step of the timer or of the work. Returns whether there was one. */
  stepWork(): boolean {
    const on = this.machine.canStep('timer') ? 'timer' : 'worker';
    if (!this.machine.canStep(on)) return false;
    this.take({ do: 'step', on });
    return true;
  }

  /**
   * Lets the work run as long as it can now.
   * @throws Unmeasurable if there is no end of that, because a delay of the policy is 0
   */
  runWork(): void {
    for (let steps = 0; this.stepWork(); steps += 1) {
      if (steps > STEPS_MAX) throw new Unmeasurable('a delay of 0: the work runs again at once');
    }
  }

  /** Lets time pass until the clock reads `until`. The work runs whenever it is due before that. */
  waitUntil(until: Jiffies): void {
    while (this.now < until) {
      this.runWork();
      const most = this.machine.timing.maxAdvanceJiffies();
      this.take({ do: 'advance', byJiffies: Math.min(most, until - this.now) });
    }
  }

  /** Makes memory short, or brings it back. */
  setShort(short: boolean): void {
    this.take({ do: 'pressure', level: short ? 'nodes' : 'none' });
  }

  /**
   * The time until nothing is deferred if no calls are made; Infinity: nothing will erase what is
   * left.
   */
  recover(): Jiffies {
    const from = this.now;
    for (this.runWork(); this.tally.deferred.size > 0; this.runWork()) {
      const byJiffies = this.machine.timing.maxAdvanceJiffies();
      if (byJiffies === Infinity) return Infinity;
      this.take({ do: 'advance', byJiffies });
    }
    return this.now - from;
  }
}
