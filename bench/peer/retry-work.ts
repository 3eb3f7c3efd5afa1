import type { Kernel } from '../../impl/kernel/kernel.ts';
import { Bits } from './bits.ts';

/** The work that erases what was deferred: `pending`, `running`, `cancel` and `backoff`. */
export class RetryWork {
  readonly bits: Bits;

  constructor(kernel: Kernel) {
    this.bits = new Bits(kernel, 0);
  }

  get pending(): boolean {
    return this.bits.read(0, 1) === 1;
  }

  set pending(pending: boolean) {
    this.bits.write(0, 1, pending ? 1 : 0);
  }

  get running(): boolean {
    return this.bits.read(1, 1) === 1;
  }

  set running(running: boolean) {
    this.bits.write(1, 1, running ? 1 : 0);
  }

  /** Whether it is cancelled: no process can arm it any more. */
  get cancelled(): boolean {
    return this.bits.read(2, 1) === 1;
  }

  cancel(): void {
    this.bits.write(2, 1, 1);
    this.pending = false;
  }

  backOff(): void {
    if (this.bits.read(3, 2) < 2) this.bits.write(3, 2, this.bits.read(3, 2) + 1);
  }

  forgetBackoff(): void {
    this.bits.write(3, 2, 0);
  }
}
