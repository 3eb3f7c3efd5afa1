import type { Kernel } from '../kernel/kernel.ts';
import { Kept } from '../kernel/kept.ts';

/** An atomic counter of the flushes in progress. */
export class Flushes extends Kept<number> {
  constructor(kernel: Kernel) {
    super(kernel, 0, 'the flushes in progress');
  }

  get any(): boolean {
    this.looked();
    return this.kept.value > 0;
  }

  enter(): void {
    this.changed();
    this.kept.value += 1;
  }

  leave(): void {
    this.changed();
    this.kept.value -= 1;
  }
}
