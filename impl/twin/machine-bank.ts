import { joinBanks, type RegisterBank } from '../../abstraction/register.ts';
import type { SharedState } from '../kernel/shared-state.ts';
import type { Ptr } from '../kernel/slab.ts';
import type { Machine } from './machine.ts';

/** All registers of a machine: its whole state. */
export function machineBank(machine: Machine): RegisterBank {
  const { calls, contexts, kernel } = machine;
  return joinBanks([
    partBank(machine),
    ...contexts.map((context) => context.bank(kernel.locks)),
    calls.bank(),
    teardownBank(machine),
  ]);
}

function partBank(machine: Machine): RegisterBank {
  const { shared } = machine.kernel;
  const { objects } = machine.domain;
  return {
    registers: shared.map((part, at) => ({
      pool: `part ${at}`,
      of: `part ${at}`,
      watch: part.watch,
      observe: () =>
        part === objects ? objects.observeFor((ptr) => isHeld(machine, ptr)) : part.observe(),
      ...(part === objects && objects.observeWhole !== undefined
        ? { observeWhole: () => objects.observeWhole?.() }
        : {}),
    })),
    read(into, at) {
      for (let n = 0; n < shared.length; n += 1) into[at + n] = (shared[n] as SharedState).save();
    },
    write(from, at) {
      for (let n = 0; n < shared.length; n += 1) (shared[n] as SharedState).restore(from[at + n]);
    },
  };
}

function teardownBank({ put }: Machine): RegisterBank {
  return {
    registers: [{ pool: 'put', of: 'put', observe: () => put.value, watch: put.watch }],
    read: (into, at) => {
      into[at] = put.unread;
    },
    write: (from, at) => {
      put.restore(from[at] as boolean);
    },
  };
}

/** Whether shared state or a coroutine holds that pointer; other objects do not count. */
export function isHeld({ kernel, domain, contexts }: Machine, ptr: Ptr): boolean {
  for (const context of contexts) if (context.knowsOf(ptr)) return true;
  for (const part of kernel.shared) if (part !== domain.objects && part.holds(ptr)) return true;
  return false;
}
