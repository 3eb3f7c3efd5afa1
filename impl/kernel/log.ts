import type { Kernel } from './kernel.ts';
import { Kept } from './kept.ts';

/** The kernel's log, as far as the allocator writes to it. */
export class Log extends Kept<readonly string[]> {
  constructor(kernel: Kernel) {
    super(kernel, []);
  }

  /** `WARN()`: writes a line each time. */
  warn(cause: string): void {
    this.kernel.emit({ kind: 'logged', cause });
  }

  /** `WARN_ONCE()`: writes a line only the first time for this cause. */
  warnOnce(cause: string): void {
    this.looked();
    if (this.kept.value.includes(cause)) return;
    this.changed();
    this.kept.value = [...this.kept.value, cause];
    this.warn(cause);
  }

  override get outlivesDomain(): boolean {
    return true;
  }
}
