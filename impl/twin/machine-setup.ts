import type { Setup } from '../designs/design.ts';

/**
 * When a timer may fire. `exact`: at its deadline on the virtual clock. `any`: at any moment, which
 * covers every delay (a delay is a minimum) and every policy.
 */
export type Timers = 'exact' | 'any';

/** What a machine is made of. */
export interface MachineSetup extends Omit<Setup, 'policy'> {
  readonly cpus: number;
  /** How many of the CPUs, from 0, take interrupts that call the allocator. */
  readonly irqs: number;
  readonly timers: Timers;
  /**
   * It will come back to states: coroutines are remembered, and calls are numbered by who makes
   * them.
   */
  readonly forSearch: boolean;
}
