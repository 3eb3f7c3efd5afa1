import type { Kernel } from '../../impl/kernel/kernel.ts';
import { Bits } from './bits.ts';

/** `budget`, `ndone` and `torn`. */
export class Counters {
  readonly bits: Bits;

  constructor(kernel: Kernel, budget: number) {
    this.bits = new Bits(kernel, budget);
  }

  /** The number of erases that may still fail. */
  get budget(): number {
    return this.bits.read(0, 4);
  }

  spend(): void {
    this.bits.write(0, 4, this.budget - 1);
  }

  /** The number of drivers that have made all their calls. */
  get done(): number {
    return this.bits.read(4, 4);
  }

  finish(): void {
    this.bits.write(4, 4, this.done + 1);
  }

  /** Whether the tree has been destroyed. */
  get torn(): boolean {
    return this.bits.read(8, 1) === 1;
  }

  tear(): void {
    this.bits.write(8, 1, 1);
  }
}
