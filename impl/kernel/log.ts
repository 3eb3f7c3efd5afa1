import type { Kernel, Part } from './kernel.ts';

/** The kernel's log, as far as the allocator writes it. */
export class Log implements Part {
  #warned: readonly string[] = [];
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.parts.push(this);
  }

  /** `WARN`: a line each time. */
  warn(cause: string): void {
    this.#kernel.emit({ kind: 'logged', cause });
  }

  /** `WARN_ONCE`: a line the first time that this place of the code comes to it. */
  warnOnce(cause: string): void {
    if (this.#warned.includes(cause)) return;
    this.#warned = [...this.#warned, cause];
    this.warn(cause);
  }

  save(): unknown {
    return this.#warned;
  }

  restore(saved: unknown): void {
    this.#warned = saved as readonly string[];
  }
}
