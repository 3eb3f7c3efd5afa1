/**
 * A piece of the state of a run. All of them together are the whole state: whoever keeps what each
 * holds, and puts it back, is where he was. What a register holds is immutable, and the same again
 * as long as nothing has changed.
 */
export interface Register {
  /** Registers of one pool hold the same kind of thing, and can stand for each other. */
  readonly pool: string;
  /** Its own name; that of a context's register begins with the context and a space. */
  readonly of: string;
  /** It holds one of a few objects that live as long as the search. */
  readonly lasting?: true;
  /**
   * What of its present contents has consequences, as plain data: equal here is equal for ever
   * after. The elements of a `Set` are in no order.
   */
  observe(): unknown;
}

/** Registers that are read and written together, since this is the inner loop of a search. */
export interface RegisterBank {
  readonly registers: readonly Register[];
  /** Writes what they hold into `into`, from index `at` on. */
  read(into: unknown[], at: number): void;
  /** Has them hold what `from` has, from index `at` on. */
  write(from: readonly unknown[], at: number): void;
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
