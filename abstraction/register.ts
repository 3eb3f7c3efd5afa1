import type { ReadWatch } from './reads.ts';

/**
 * A piece of the state of a run. All registers together are the whole state: to save what each
 * holds and put it back later restores the state. What a register holds is immutable, and it is the
 * identical value as long as nothing has changed.
 */
export interface Register {
  /** Registers of one pool hold the same kind of thing, so that they can be exchanged. */
  readonly pool: string;
  /** Its own name. The name of a context's register begins with the context and a space. */
  readonly of: string;
  /** It always holds one of a few objects that live as long as the search. */
  readonly lasting?: true;
  /**
   * Tells whenever it is read, except by `read` of its bank. Absent or null: any code may read it,
   * and nobody tells.
   */
  readonly watch?: ReadWatch | null;
  /**
   * The part of its present contents that has consequences, as plain data. States with equal
   * observations have the same futures. The elements of a `Set` are in no order.
   */
  observe(): unknown;
  /** The same, if `observe()` returns a hash of it. */
  observeWhole?(): unknown;
}

/** Registers that are read and written together, for speed: a search does little else. */
export interface RegisterBank {
  readonly registers: readonly Register[];
  /** Copies what they hold into `into`, from index `at` on. */
  read(into: unknown[], at: number): void;
  /** Sets them to what `from` holds, from index `at` on. */
  write(from: readonly unknown[], at: number): void;
}

/** The elements in no order, for an observation. A single one is in order: no set is needed. */
export function unordered(elements: readonly unknown[]): unknown {
  return elements.length < 2 ? elements : new Set(elements);
}

/** Several banks as one. */
export function joinBanks(banks: readonly RegisterBank[]): RegisterBank {
  const registers = banks.flatMap((bank) => bank.registers);
  const sizes = banks.map((bank) => bank.registers.length);
  return {
    registers,
    read(into, from) {
      for (let at = from, n = 0; n < banks.length; n += 1) {
        (banks[n] as RegisterBank).read(into, at);
        at += sizes[n] as number;
      }
    },
    write(saved, from) {
      for (let at = from, n = 0; n < banks.length; n += 1) {
        (banks[n] as RegisterBank).write(saved, at);
        at += sizes[n] as number;
      }
    },
  };
}
