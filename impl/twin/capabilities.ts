import type { RegisterBank } from '../../abstraction/register.ts';
import type { ContextId } from '../../model/context-id.ts';
import type { Accesses, SharedObject } from '../../port/accesses.ts';
import type { Timers } from '../../port/setting.ts';
import type { AccessRecording, Snapshots, Timing } from '../../port/system.ts';
import type { Jiffies } from '../kernel/clock.ts';
import { always } from '../kernel/effect.ts';
import { isHeld, machineBank } from './machine-bank.ts';
import type { Machine } from './machine.ts';

/* Classes: with a getter in an object literal, Node 20 took far longer to make a machine. */

/** Saves and restores a machine. The registers are made on first use: most runs need none. */
export class MachineSnapshots implements Snapshots {
  readonly #machine: Machine;
  #bank: RegisterBank | null = null;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  get bank(): RegisterBank {
    this.#bank ??= machineBank(this.#machine);
    return this.#bank;
  }

  settle(): void {
    const { objects } = this.#machine.domain;
    objects.forget((ptr) => isHeld(this.#machine, ptr));
  }
}

/** Records what the steps of a machine touch. */
export class MachineRecording implements AccessRecording {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  record(into: Accesses): void {
    this.#machine.kernel.accesses = into;
  }

  mayWait(on: ContextId): boolean {
    const next = this.#machine.context(on)?.next ?? null;
    return next === null || next.enabled !== always;
  }

  held(on: ContextId): readonly SharedObject[] {
    return (this.#machine.context(on)?.held ?? []).map(({ object }) => object);
  }
}

/**
 * The virtual clock of a machine. No time passes while a work can run, or in critical sections.
 */
export class MachineTiming implements Timing {
  readonly #machine: Machine;
  readonly #timers: Timers;

  constructor(machine: Machine, timers: Timers) {
    this.#machine = machine;
    this.#timers = timers;
  }

  get nowJiffies(): Jiffies {
    return this.#machine.kernel.clock.nowJiffies;
  }

  maxAdvanceJiffies(): Jiffies {
    const { contexts, workers } = this.#machine;
    if (this.#timers === 'any' || workers.contexts.some(({ busy }) => busy)) return 0;
    if (contexts.some((context) => context.held.length > 0)) return 0;
    let most = Infinity;
    for (const work of workers.works()) {
      if (work.pending === 'worklist') return 0;
      if (work.pending === 'timer') most = Math.min(most, work.dueJiffies - this.nowJiffies);
    }
    return Math.max(0, most);
  }
}
