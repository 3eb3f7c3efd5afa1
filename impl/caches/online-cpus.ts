import type { Context } from '../kernel/context.ts';
import type { Effect } from '../kernel/effect.ts';
import { made } from '../kernel/made.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { Kept } from '../kernel/kept.ts';

/** `cpu_online_mask`: bit n is set while CPU n is online. It is no part of a domain. */
export class OnlineCpus extends Kept<number> {
  /** @param mask the CPUs that are online at first */
  constructor(kernel: Kernel, mask: number) {
    super(kernel, mask, 'cpu_online_mask');
  }

  /** The mask; nobody is told that it is read. */
  get mask(): number {
    return this.kept.unread;
  }

  has(cpu: number): boolean {
    this.looked();
    return (this.kept.value & (1 << cpu)) !== 0;
  }

  /** The lowest CPU that is online; one always is. */
  get lowest(): number {
    this.looked();
    return Math.log2(this.kept.value & -this.kept.value);
  }

  /** `num_online_cpus()` */
  get count(): number {
    this.looked();
    let count = 0;
    for (let rest = this.kept.value; rest > 0; rest >>= 1) count += rest & 1;
    return count;
  }

  /** `set_cpu_online()` */
  set(cpu: number, online: boolean): void {
    this.changed();
    const bit = 1 << cpu;
    this.kept.value = online ? this.kept.value | bit : this.kept.value & ~bit;
    this.kernel.emit({ kind: 'online', cpu, online });
  }

  /**
   * Takes a CPU offline, once its task has interrupts on and no interrupt runs there: then the task
   * goes on elsewhere.
   */
  takeDown(cpu: number, at: string): Effect {
    made.steps += 1;
    return {
      at,
      asks: false,
      enabled: () => this.kernel.contexts.every((context) => mayLeave(context, cpu)),
      apply: () => {
        this.set(cpu, false);
      },
    };
  }

  override get outlivesDomain(): boolean {
    return true;
  }
}

/** Whether what the context does lets its CPU go offline, if it runs there. */
function mayLeave({ cpu: on, inInterrupt, busy, irqsOff }: Context, cpu: number): boolean {
  return on !== `cpu${cpu}` || (inInterrupt ? !busy : !irqsOff);
}
