import type { Kernel, Part } from './kernel.ts';

/** Time in jiffies; HZ = 1000, so a jiffy is a millisecond. */
export type Jiffies = number & { readonly unit?: 'jiffies' };

/** The virtual clock. It moves only when a run says so. */
export class Clock implements Part {
  nowJiffies: Jiffies = 0;
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.parts.push(this);
  }

  /** Moves time forward. */
  advance(byJiffies: Jiffies): void {
    this.nowJiffies += byJiffies;
    this.#kernel.emit({ kind: 'time', byJiffies });
  }

  save(): unknown {
    return this.nowJiffies;
  }

  restore(saved: unknown): void {
    this.nowJiffies = saved as number;
  }

  /** Deadlines are told relative to now, so that the time of day has no consequences. */
  observe(): unknown {
    return 0;
  }
}
