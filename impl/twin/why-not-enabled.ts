import type { Action } from '../../port/action.ts';
import type { Machine } from './machine.ts';
import { CALLS } from '../../port/call-table.ts';
import type { Call } from '../../model/call.ts';
import { isOnline } from './stock.ts';
import { type ContextId, isWorker } from '../../model/context-id.ts';

/** Why an action cannot be taken now, in one sentence; null: it can. */
export function whyNotEnabled(machine: Machine, action: Action): string | null {
  if (machine.enabled(action)) return null;
  switch (action.do) {
    case 'start':
      return whyNoStart(machine, action.on, action.call);
    case 'step':
      return whyNoStep(machine, action.on);
    case 'pressure':
      return `memory pressure is "${action.level}" already`;
    case 'advance':
      return whyNoTime(machine);
  }
}

function whyNoStart(machine: Machine, on: ContextId, call: Call): string {
  const context = machine.context(on);
  if (context === undefined) return `there is no ${on} that could make a call`;
  if (machine.putInvoked) return 'the teardown has begun, and no call may come after it';
  if (context.busy) return `${on} is still in a call, at "${context.next?.at ?? ''}"`;
  if (machine.canStart(on, call.fn)) {
    return 'it names a page that nobody was granted: that call was refused, or has not responded';
  }
  const { by } = CALLS[call.fn];
  if (by === 'teardown' || by === 'hotplug') return `${call.fn} runs on "${by}", not on ${on}`;
  if (!isOnline(machine.domain, context)) return `${context.cpu} is offline`;
  if (context.inInterrupt) {
    if (by !== 'task or interrupt') return `an interrupt does not call ${call.fn}`;
    return `interrupts are off on ${context.cpu}`;
  }
  if (machine.interruptedCpu(context)) return `${on} stands still while its interrupt runs`;
  return `${on} makes no call ${call.fn}`;
}

function whyNoStep(machine: Machine, on: ContextId): string {
  const { work } = machine.domain;
  if (on === 'timer') {
    if (work === null) return 'no work, and so no timer, belongs to this design';
    if (work.pending !== 'timer') return 'no timer is pending';
    const left = work.dueJiffies - machine.kernel.clock.nowJiffies;
    return `the timer expires only ${left} jiffies from now`;
  }
  const context = machine.context(on);
  if (context === undefined) return `there is no ${on}`;
  if (context.next === null) {
    if (isWorker(on)) return `the ${on} has nothing to do: no work is queued`;
    return `${on} is in no call`;
  }
  if (context.stuck) return `${on} has deadlocked with itself`;
  if (machine.interruptedCpu(context)) return `${on} stands still while its interrupt runs`;
  return `${on} waits at "${context.next.at}"`;
}

function whyNoTime(machine: Machine): string {
  const most = machine.timing.maxAdvanceJiffies();
  if (most >= 1) return `at most ${most} jiffies may pass before the next timer expires`;
  const works = [...machine.workers.works()];
  if (works.some(({ running, pending }) => running || pending === 'worklist')) {
    return 'no time passes while the work can run';
  }
  const holder = machine.contexts.find((context) => context.held.length > 0);
  if (holder !== undefined) return `no time passes while ${holder.id} holds a lock`;
  if (works.some(({ pending }) => pending === 'timer')) {
    return 'no time passes: a timer is due, or may fire at any moment in this scope';
  }
  return 'no time passes in a scope whose timers fire at any moment';
}
