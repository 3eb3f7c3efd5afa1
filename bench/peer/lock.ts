import type { Context } from '../../impl/kernel/context.ts';
import { SharedState } from '../../impl/kernel/shared-state.ts';

/** `lock`: held by one process, or by none. */
export class Lock extends SharedState {
  #owner: string | null = null;

  get free(): boolean {
    this.looked();
    return this.#owner === null;
  }

  take(by: Context): void {
    this.changed();
    this.#owner = by.id;
  }

  drop(): void {
    this.changed();
    this.#owner = null;
  }

  save(): unknown {
    return this.#owner;
  }

  restore(saved: unknown): void {
    this.#owner = saved as string | null;
  }
}
