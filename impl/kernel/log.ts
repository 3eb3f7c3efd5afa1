import { SharedState } from './shared-state.ts';

/** The kernel's log, as far as the allocator writes to it. */
export class Log extends SharedState {
  #warned: readonly string[] = [];

  /** `WARN()`: writes a line each time. */
  warn(cause: string): void {
    this.kernel.emit({ kind: 'logged', cause });
  }

  /** `WARN_ONCE()`: writes a line only the first time for this cause. */
  warnOnce(cause: string): void {
    this.looked();
    if (this.#warned.includes(cause)) return;
    this.changed();
    this.#warned = [...this.#warned, cause];
    this.warn(cause);
  }

  override get outlivesDomain(): boolean {
    return true;
  }

  save(): unknown {
    return this.#warned;
  }

  restore(saved: unknown): void {
    this.#warned = saved as readonly string[];
  }
}
