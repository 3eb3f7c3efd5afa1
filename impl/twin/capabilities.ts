import type { RegisterBank } from '../../abstraction/register.ts';
import type { Timers } from '../../port/setting.ts';
import type { Recording, Snapshots, Timing } from '../../port/system.ts';
import { always } from '../kernel/effect.ts';
import { machineBank } from './machine-bank.ts';
import type { Machine } from './machine.ts';

/** Saves and restores a machine. The registers are made on first use: most runs need none. */
export function snapshotsOf(machine: Machine): Snapshots {
  let bank: RegisterBank | null = null;
  return {
    get bank() {
      bank ??= machineBank(machine);
      return bank;
    },
  };
}

/** Records what the steps of a machine touch. */
export function recordingOf(machine: Machine): Recording {
  return {
    record: (into) => {
      machine.kernel.accesses = into;
    },
    mayWait: (on) => {
      const next = machine.context(on)?.next ?? null;
      return next === null || next.enabled !== always;
    },
    held: (on) => (machine.context(on)?.held ?? []).map(({ object }) => object),
  };
}

/**
 * The virtual clock of a machine. No time passes while the work can run, or in critical sections.
 */
export function timingOf(machine: Machine, timers: Timers): Timing {
  const { clock } = machine.kernel;
  return {
    get nowJiffies() {
      return clock.nowJiffies;
    },
    maxAdvanceJiffies() {
      if (timers === 'any' || machine.worker.busy) return 0;
      if (machine.contexts.some((context) => context.held.length > 0)) return 0;
      const { work } = machine.domain;
      if (work === null || work.pending === 'no') return Infinity;
      if (work.pending === 'worklist') return 0;
      return Math.max(0, work.dueJiffies - clock.nowJiffies);
    },
  };
}
