import type { Kernel } from '../../impl/kernel/kernel.ts';
import { SharedState } from '../../impl/kernel/shared-state.ts';

/**
 * A piece of shared state that fits into one small number. That makes it cheap to keep and to
 * compare.
 */
export class Bits extends SharedState {
  #bits: number;
  readonly #meaning: (() => unknown) | null;

  /** @param meaning the state as plain data, if the number alone says less; null: it does not */
  constructor(kernel: Kernel, initial: number, meaning: (() => unknown) | null = null) {
    super(kernel);
    this.#bits = initial;
    this.#meaning = meaning;
  }

  /** Reads the field of `width` bits that begins at bit `from`. */
  read(from: number, width: number): number {
    this.looked();
    return (this.#bits >> from) & ((1 << width) - 1);
  }

  write(from: number, width: number, value: number): void {
    this.changed();
    this.#bits = (this.#bits & ~(((1 << width) - 1) << from)) | (value << from);
  }

  save(): number {
    return this.#bits;
  }

  restore(saved: unknown): void {
    this.#bits = saved as number;
  }

  override observe(): unknown {
    return this.#meaning === null ? this.#bits : this.#meaning();
  }
}
