/**
 * The name of a context: a CPU, an interrupt on that CPU (its call finishes before the CPU's own
 * call resumes), the kernel worker, the timer interrupt that expires a delayed work, the
 * worker that trims the depot of an order, whoever switches CPUs off and on, or the caller of the
 * teardown.
 */
export type ContextId =
  `cpu${number}` | `irq${number}` | 'worker' | 'timer' | `trim${number}` | 'hotplug' | 'teardown';

/** The name of a context that makes calls, except for the teardown. */
export type CallerId = `cpu${number}` | `irq${number}`;

export function isCpu(on: ContextId): on is `cpu${number}` {
  return on.startsWith('cpu');
}

export function isInterrupt(on: ContextId): on is `irq${number}` {
  return on.startsWith('irq');
}

export function isCaller(on: ContextId): on is CallerId {
  return isCpu(on) || isInterrupt(on);
}

/** Whether the context is the worker that trims the depot of an order. */
export function isTrim(on: ContextId): on is `trim${number}` {
  return on.startsWith('trim');
}

/** Whether the context runs works, and makes no calls. */
export function isWorker(on: ContextId): boolean {
  return on === 'worker' || isTrim(on);
}

/** The number of the CPU, or of the CPU that the interrupt comes on, from 0. */
export function cpuNumberOf(on: CallerId): number {
  return Number(on.slice(3));
}

/** The context that an interrupt interrupts; any other context: itself. */
export function cpuOf(on: ContextId): ContextId {
  return isInterrupt(on) ? `cpu${cpuNumberOf(on)}` : on;
}
